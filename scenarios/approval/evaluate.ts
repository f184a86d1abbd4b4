import { check as checkStored, isCheckerScenarioId } from '../../spec/approval-checker.ts';
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
import { recordedElsewhere } from '../shared/receipts-elsewhere.ts';
import { describeResponse } from '../shared/response.ts';
import { theBriefWasFollowed, theProductReportsTheResponse } from './expectations/follows-brief.ts';
import {
  describeSeenTraffic,
  evaluateNoSubmission,
  evidenceFor,
  findAttempts,
  selectAttempt,
  trackingIdsOf,
} from './select-attempt.ts';
import type { Attempt, ReceiptExpectation, ReceiptPrecondition, Scenario, ScenarioEvidence } from './types.ts';

/**
 * Evaluates one scenario by the published page, from recorded evidence alone: the same evidence gives the same result.
 * The newest attempt whose preconditions all hold counts (without a task, the newest valid one); every expectation runs on it, so that a reader sees all
 * findings.
 */
export function evaluateApproval(scenario: Scenario, evidence: ScenarioEvidence): ScenarioResult {
  const { driverResult, testedAt, durationMs } = evidence;
  const outcome = driverResult.kind === 'outcome' ? driverResult.outcome : null;
  const brief = withoutConnection(evidence.brief);
  const attempts = findAttempts(evidence.exchanges, scenario.when, brief, outcome);
  const attempt = selectAttempt(attempts, scenario, evidence);
  const given =
    attempt === null ? unevaluated(scenario.given) : scenario.given.map((each) => evaluatePrecondition(each, attempt));
  const held = given.every(({ met }) => met);
  const judged = scenario.then.map((each) => evaluateExpectation(each, held ? attempt : null));
  const then = judged.map(({ step }) => step);
  const { verdict, findings } = decide(scenario, evidence, attempt, held, then);
  const checker = attempt === null ? null : checkerVerdict(scenario, attempt);
  const exchanges = evidenceFor(evidence, attempt);
  const ownDemand = verdict === 'fail' && held ? describeOwnDemand(judged) : [];
  const difference = explainCheckerMismatch(scenario, verdict, checker, { given, then }, ownDemand);
  const remarks = [...given.flatMap(({ finding }) => finding ?? []), ...judged.flatMap((each) => each.findings)];
  return {
    id: scenario.id,
    title: scenario.title,
    requirement: scenario.requirement,
    category: scenario.category,
    verdict,
    checker,
    given,
    then,
    findings: [...findings, ...remarks, ...(difference === null ? ownDemand : [])],
    difference,
    exchanges: exchanges.map(({ seq }) => seq),
    wasteTrackingIds: trackingIdsOf(attempts, exchanges),
    tasks: brief === null ? [] : [taskOf(brief, evidence)],
    declaration: null,
    history: [],
    testedAt,
    durationMs,
  };
}

/** Returns the verdict, with the findings that belong to no single step. */
function decide(
  scenario: Scenario,
  { exchanges, elsewhere = [], driverResult }: ScenarioEvidence,
  attempt: Attempt | null,
  held: boolean,
  then: readonly StepResult[],
): { verdict: Verdict; findings: Finding[] } {
  if (driverResult.kind === 'driver-error') {
    const seen = attempt === null ? [describeSeenTraffic(exchanges, scenario.when)] : [];
    return { verdict: 'error', findings: [{ text: driverResult.problem }, ...seen] };
  }
  if (attempt === null) {
    const outcome = driverResult.kind === 'outcome' ? driverResult.outcome : null;
    const { verdict, findings } = evaluateNoSubmission(scenario, exchanges, outcome);
    return elsewhere.length === 0
      ? { verdict, findings }
      : { verdict: 'fail', findings: [...recordedElsewhere(elsewhere), ...findings] };
  }
  if (!held && elsewhere.length > 0) {
    return { verdict: 'fail', findings: [...recordedElsewhere(elsewhere), ...explainUnmet(attempt)] };
  }
  if (!held) return { verdict: 'not-exercised', findings: explainUnmet(attempt) };
  return { verdict: then.some(({ met }) => met === false) ? 'fail' : 'pass', findings: [] };
}

/** Explains a receipt that does not meet the preconditions: facts of the brief that are missing, and the response. */
function explainUnmet(attempt: Attempt): Finding[] {
  const lost = (theBriefWasFollowed.check(attempt) ?? []).filter(({ level }) => level === undefined);
  const misreported = theProductReportsTheResponse.check(attempt) ?? [];
  if (misreported.length > 0) return [...lost, ...misreported];
  const stored = attempt.exchange.response.status === 201;
  const answer = {
    text: `The service answered the receipt with ${describeResponse(attempt.exchange, ...attempt.concerns)}.`,
  };
  return stored ? lost : [...lost, answer];
}

function checkerVerdict(scenario: Scenario, { exchange, receipt }: Attempt): CheckerVerdict | null {
  const stored = exchange.response.status === 201;
  return stored && isCheckerScenarioId(scenario.id) ? checkStored(scenario.id, receipt) : null;
}

/** Copies field by field, so that a complete brief passed by mistake cannot put its secret into a report. */
function withoutConnection(brief: RecordedSubmitBrief | null): RecordedSubmitBrief | null {
  if (brief === null) return null;
  const { version, scenario, action, movement } = brief;
  return { version, scenario, action, movement };
}

/** Returns the task, with all exchanges of the scenario's client, which sends nothing before it. */
function taskOf(brief: RecordedSubmitBrief, { driverResult, exchanges, until }: ScenarioEvidence): TaskResult {
  return {
    brief,
    outcomes: driverResult.kind === 'outcome' ? [driverResult.outcome] : null,
    problem: driverResult.kind === 'driver-error' ? driverResult.problem : null,
    after: Math.max(0, (exchanges[0]?.seq ?? 1) - 1),
    until: until ?? exchanges.at(-1)?.seq ?? 0,
    unusedFaults: [],
  };
}

function evaluatePrecondition(given: ReceiptPrecondition, { receipt }: Attempt): StepResult {
  const { text, field } = given;
  if (given.holds(receipt)) {
    const remark = given.remark?.(receipt);
    return { text, met: true, finding: remark === undefined ? null : { text: remark, field, level: 'note' } };
  }
  return {
    text,
    met: false,
    finding: {
      text: `The receipt that was sent does not meet the precondition “${text}”.`,
      field,
      expected: text,
      found: foundAt(receipt, field),
    },
  };
}

/** An expectation with its result. */
interface Judged {
  step: StepResult;
  findings: Finding[];
  isOwnDemand: boolean;
}

function evaluateExpectation(expectation: ReceiptExpectation, attempt: Attempt | null): Judged {
  const { text, check } = expectation;
  const isOwnDemand = expectation.isOwnDemand === true;
  const findings = attempt === null ? null : check(attempt);
  if (findings === null) return { step: { text, met: null, finding: null }, findings: [], isOwnDemand };
  const broken = findings.find(({ level }) => level === undefined);
  const step = { text, met: broken === undefined, finding: broken ?? findings[0] ?? null };
  return { step, findings, isOwnDemand };
}

/** Says that all that failed are our own demands; nothing if an expectation of the published page failed too. */
function describeOwnDemand(judged: readonly Judged[]): Finding[] {
  const broken = judged.filter(({ step }) => step.met === false);
  if (!broken.every(({ isOwnDemand }) => isOwnDemand)) return [];
  const isAnother = broken.some(({ step }) => step.text === theBriefWasFollowed.text);
  const texts = formatList(broken.map(({ step }) => `“${step.text}”`));
  const text =
    `Every precondition and expectation of the published page was met${isAnother ? ', but the receipt is not the one asked for' : ''}. ` +
    `What failed is our own demand for evidence: ${texts}.`;
  return [{ text, level: 'warning' }];
}

function unevaluated(steps: readonly { text: string }[]): StepResult[] {
  return steps.map(({ text }) => ({ text, met: null, finding: null }));
}

/** Returns what was sent at a wire key; for a key with `*`, at each waste item. */
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
 * Explains why our verdict differs from that of the service's own checker. Null if they agree or if one is missing. Any
 * verdict other than pass counts as "not a pass", which is said of the published page only if something of the page was
 * not met.
 */
function explainCheckerMismatch(
  { beyondChecker }: Scenario,
  verdict: Verdict,
  checker: CheckerVerdict | null,
  { given, then }: { given: readonly StepResult[]; then: readonly StepResult[] },
  [ownDemand]: readonly Finding[],
): string | null {
  if (checker === null || verdict === 'error' || (verdict === 'pass') === (checker.status === 'Pass')) return null;
  if (ownDemand !== undefined) return `The service’s checker says ${checker.status}. ${ownDemand.text}`;
  const opening = `By the published page this is ${verdict === 'pass' ? 'a pass' : 'not a pass'}; the service’s checker says ${checker.status}.`;
  const unmet = given.filter(({ met }) => met === false);
  const broken = then.filter(({ met }) => met === false);
  if (broken.length > 0) {
    const texts = formatList(broken.map(({ text }) => `“${text}”`));
    return `${opening} The checker looks only at the stored receipt. It does not judge: ${texts}.`;
  }
  if (beyondChecker !== undefined) return `${opening} ${beyondChecker}`;
  const texts = formatList(unmet.map(({ text }) => `“${text}”`));
  return `${opening} The two do not test the same preconditions${texts === '' ? '' : `; not met: ${texts}`}.`;
}
