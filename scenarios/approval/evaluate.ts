import { check, isCheckerScenarioId } from '../../spec/approval-checker.ts';
import type { RecordedSubmitBrief } from '../../spec/types/brief.ts';
import type {
  CheckerVerdict,
  Finding,
  ScenarioResult,
  StepResult,
  TaskResult,
  Verdict,
} from '../../spec/types/verdict.ts';
import { describeResponse } from '../shared/response.ts';
import { explainCheckerMismatch } from './difference-from-checker.ts';
import type { ScenarioEvidence } from './evidence.ts';
import { theBriefWasFollowed } from './expectations/follows-brief.ts';
import { theProductReportsTheAnswer } from './expectations/the-product-reports-the-answer.ts';
import { evaluateExpectation, evaluatePrecondition, unevaluated } from './judge-steps.ts';
import { evidenceFor, findAttempts, selectAttempt, trackingIdsOf } from './select-attempt.ts';
import type { Attempt, Scenario } from './types.ts';
import { describeSeenTraffic, evaluateNoSubmission } from './without-attempt.ts';

/**
 * Judges one scenario by the published page, from recorded evidence alone: the same evidence gives the same result.
 * The newest attempt whose conditions all hold counts; every expectation runs on it, so a reader sees all findings.
 */
export function evaluateApproval(scenario: Scenario, evidence: ScenarioEvidence): ScenarioResult {
  const { driverResult, testedAt, durationMs } = evidence;
  const outcome = driverResult.kind === 'outcome' ? driverResult.outcome : null;
  const brief = withoutConnection(evidence.brief);
  const attempts = findAttempts(evidence.exchanges, scenario.when, brief, outcome);
  const attempt = selectAttempt(attempts, scenario);
  const given =
    attempt === null ? unevaluated(scenario.given) : scenario.given.map((each) => evaluatePrecondition(each, attempt));
  const held = attempt !== null && given.every(({ met }) => met);
  const then = held ? scenario.then.map((each) => evaluateExpectation(each, attempt)) : unevaluated(scenario.then);
  const { verdict, findings } = decide(scenario, evidence, attempt, held, then);
  const checker = attempt === null ? null : checkerVerdict(scenario, attempt);
  const exchanges = evidenceFor(evidence, attempt);
  return {
    id: scenario.id,
    title: scenario.title,
    requirement: scenario.requirement,
    category: scenario.category,
    verdict,
    checker,
    given,
    then,
    findings: [...findings, ...[...given, ...then].flatMap(({ finding }) => finding ?? [])],
    difference: explainCheckerMismatch(scenario, verdict, checker, { given, then }),
    exchanges: exchanges.map(({ seq }) => seq),
    wasteTrackingIds: trackingIdsOf(attempts, exchanges),
    tasks: brief === null ? [] : [actOf(brief, evidence)],
    declaration: null,
    history: [],
    testedAt,
    durationMs,
  };
}

/** The verdict, with the findings that belong to no single step. */
function decide(
  scenario: Scenario,
  { exchanges, driverResult }: ScenarioEvidence,
  attempt: Attempt | null,
  held: boolean,
  then: readonly StepResult[],
): { verdict: Verdict; findings: Finding[] } {
  if (driverResult.kind === 'driver-error') {
    const seen = attempt === null ? [describeSeenTraffic(exchanges, scenario.when)] : [];
    return { verdict: 'error', findings: [{ text: driverResult.problem }, ...seen] };
  }
  if (attempt === null)
    return evaluateNoSubmission(scenario, exchanges, driverResult.kind === 'outcome' ? driverResult.outcome : null);
  if (!held) return { verdict: 'not-exercised', findings: whatWentAstray(attempt) };
  return { verdict: then.some(({ finding }) => finding !== null) ? 'fail' : 'pass', findings: [] };
}

/** A receipt came and did not meet the conditions: what the product lost on the way, and what came of it. */
function whatWentAstray(attempt: Attempt): Finding[] {
  const lost = theBriefWasFollowed.check(attempt) ?? [];
  const misreported = theProductReportsTheAnswer.check(attempt);
  if (misreported) return [lost, misreported].flat();
  const stored = attempt.exchange.response.status === 201;
  const answer = { text: `To the receipt that was sent, the service answered ${describeResponse(attempt.exchange)}.` };
  return [lost, stored ? [] : answer].flat();
}

function checkerVerdict(scenario: Scenario, { exchange, receipt }: Attempt): CheckerVerdict | null {
  const stored = exchange.response.status === 201;
  return stored && isCheckerScenarioId(scenario.id) ? check(scenario.id, receipt) : null;
}

/** Field by field, so that a whole brief that is passed in by mistake never takes its secret into a report. */
function withoutConnection(brief: RecordedSubmitBrief | null): RecordedSubmitBrief | null {
  if (brief === null) return null;
  const { version, scenario, action, movement } = brief;
  return { version, scenario, action, movement };
}

/** A client of a scenario's own sends nothing before it is asked: all that was seen comes after the start. */
function actOf(brief: RecordedSubmitBrief, { driverResult, exchanges }: ScenarioEvidence): TaskResult {
  return {
    brief,
    outcomes: driverResult.kind === 'outcome' ? [driverResult.outcome] : null,
    problem: driverResult.kind === 'driver-error' ? driverResult.problem : null,
    after: Math.max(0, (exchanges[0]?.seq ?? 1) - 1),
    unusedFaults: [],
  };
}
