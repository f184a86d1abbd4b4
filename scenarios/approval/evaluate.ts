import { check, isCheckerScenarioId } from '../../spec/approval-checker.ts';
import { at, type JsonObject, type JsonValue } from '../../spec/json.ts';
import type { RecordedSubmitBrief } from '../../spec/types/brief.ts';
import type {
  CheckerVerdict,
  Finding,
  ScenarioResult,
  StepResult,
  TaskResult,
  Verdict,
} from '../../spec/types/verdict.ts';
import { formatList, formatValue } from '../shared/format-text.ts';
import { itemsOf } from '../shared/receipt.ts';
import { describeResponse } from '../shared/response.ts';
import { theBriefWasFollowed, theProductReportsTheAnswer } from './expectations/follows-brief.ts';
import {
  describeSeenTraffic,
  evaluateNoSubmission,
  evidenceFor,
  findAttempts,
  selectAttempt,
  trackingIdsOf,
} from './select-attempt.ts';
import type { Attempt, Expectation, Precondition, Scenario, ScenarioEvidence } from './types.ts';

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

function evaluatePrecondition(given: Precondition, { receipt }: Attempt): StepResult {
  const { text, field } = given;
  if (given.holds(receipt)) return { text, met: true, finding: null };
  return {
    text,
    met: false,
    finding: {
      text: `The receipt that was sent does not meet the condition “${text}”.`,
      field,
      expected: text,
      found: foundAt(receipt, field),
    },
  };
}

function evaluateExpectation(expectation: Expectation, attempt: Attempt): StepResult {
  const { text } = expectation;
  const finding = expectation.check(attempt);
  if (finding === null) return { text, met: null, finding: null };
  return { text, met: finding === undefined, finding: finding ?? null };
}

function unevaluated(steps: readonly (Precondition | Expectation)[]): StepResult[] {
  return steps.map(({ text }) => ({ text, met: null, finding: null }));
}

/** What was sent at a wire key; where the key has a `*`, on each waste item. */
function foundAt(receipt: JsonObject, field: string): string {
  const [before = '', after] = field.split('.*.');
  if (after === undefined) return formatValue(valueAt(receipt, before));
  const items = itemsOf(receipt);
  if (items.length === 0) return 'no waste items';
  return formatList(items.map((item, index) => `item ${index + 1}: ${formatValue(valueAt(item, after))}`));
}

function valueAt(value: JsonValue, key: string): JsonValue | undefined {
  return at(value, ...key.split('.'));
}

/**
 * Why the verdict by the published page and that of the service's own checker differ, for a reader who sees both. Null
 * where they agree or where one of them is missing. Anything but a pass counts as no pass.
 */
function explainCheckerMismatch(
  { beyondChecker }: Scenario,
  verdict: Verdict,
  checker: CheckerVerdict | null,
  { given, then }: { given: readonly StepResult[]; then: readonly StepResult[] },
): string | null {
  if (checker === null || verdict === 'error' || (verdict === 'pass') === (checker.status === 'Pass')) return null;
  const opening = `By the published page this is ${verdict === 'pass' ? 'a pass' : 'no pass'}, the service’s checker says ${checker.status}.`;
  const unmet = given.filter(({ met }) => met === false);
  const broken = then.filter(({ met }) => met === false);
  if (broken.length > 0) {
    const texts = formatList(broken.map(({ text }) => `“${text}”`));
    return `${opening} The checker looks only at the stored receipt. It does not judge: ${texts}.`;
  }
  if (beyondChecker !== undefined) return `${opening} ${beyondChecker}`;
  const texts = formatList(unmet.map(({ text }) => `“${text}”`));
  return `${opening} The two do not test the same conditions${texts === '' ? '' : `; not met: ${texts}`}.`;
}
