import { byFaultKind } from '../../spec/faults/faults.ts';
import type { Outcome } from '../../spec/types/brief.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { Finding, ScenarioResult, StepResult, TaskResult, Verdict } from '../../spec/types/verdict.ts';
import { formatList, truncate } from '../shared/format-text.ts';
import { describeResponse, trackingIdOf } from '../shared/response.ts';
import {
  everyReceiptArrivesOnce,
  noReceiptIsLostOrDuplicatedSilently,
  recordedAgain,
} from './expectations/recorded-once.ts';
import { emptyClaims } from './expectations/reported-outcome.ts';
import { requestsOf, type Submission, submissionsOf, wasDelivered } from './traffic.ts';
import type { BehaviourScenario, Observation, TrafficExpectation, TrafficPrecondition } from './types.ts';

/** Everything that the verdict on one behaviour scenario may depend on. */
export interface BehaviourEvidence extends Observation {
  testedAt: string | null;
  durationMs: number | null;
}

/**
 * Evaluates one behaviour scenario from recorded evidence alone: the same evidence gives the same result. If its
 * preconditions are met, every expectation is evaluated, so that a reader sees all findings at once.
 */
export function evaluateBehaviour(scenario: BehaviourScenario, evidence: BehaviourEvidence): ScenarioResult {
  const { tasks, testedAt, durationMs } = evidence;
  const given = scenario.given.map((precondition) => evaluatePrecondition(precondition, evidence));
  // If driving the product failed, part of its traffic is missing.
  const isMet = given.every(({ met }) => met === true) && tasks.every(({ problem }) => problem === null);
  const judged = scenario.then.map((expectation) => evaluateExpectation(expectation, isMet ? evidence : null));
  const then = judged.map(({ step }) => step);
  const { verdict, findings } = decide(scenario, evidence, given, then);
  const created = requestsOf(evidence, 'receiveMovement').filter(({ response }) => response.status === 201);
  return {
    id: scenario.id,
    title: scenario.title,
    requirement: scenario.requirement,
    category: scenario.category,
    verdict,
    checker: null,
    given,
    then,
    findings: [...findings, ...judged.flatMap((each) => each.findings)],
    difference: null,
    exchanges: evidenceOf(scenario, evidence).map(({ seq }) => seq),
    wasteTrackingIds:
      scenario.evaluatesAlone === 'everything' ? [] : created.flatMap((each) => trackingIdOf(each) ?? []),
    tasks: [...tasks],
    declaration: null,
    history: [],
    testedAt,
    durationMs,
  };
}

/** Returns the exchanges that the verdict depends on, in journal order. */
function evidenceOf(
  { evaluatesAlone }: BehaviourScenario,
  { exchanges, elsewhere = [] }: BehaviourEvidence,
): readonly Exchange[] {
  if (evaluatesAlone === 'everything') return exchanges;
  return [...exchanges, ...elsewhere].toSorted((a, b) => a.seq - b.seq);
}

function evaluatePrecondition({ text, findUnmet }: TrafficPrecondition, observation: Observation): StepResult {
  const seen = findUnmet(observation);
  if (seen === undefined) return { text, met: true, finding: null };
  return { text, met: false, finding: { text: `The precondition was not met: “${text}”. ${seen}` } };
}

function evaluateExpectation(
  { text, check }: TrafficExpectation,
  observation: Observation | null,
): { step: StepResult; findings: Finding[] } {
  const findings = observation === null ? null : check(observation);
  if (findings === null) return { step: { text, met: null, finding: null }, findings: [] };
  const broken = findings.find(({ level }) => level === undefined);
  return { step: { text, met: broken === undefined, finding: broken ?? findings[0] ?? null }, findings };
}

/** Returns the verdict, with the findings that belong to no expectation. */
function decide(
  scenario: BehaviourScenario,
  observation: Observation,
  given: readonly StepResult[],
  then: readonly StepResult[],
): { verdict: Verdict; findings: Finding[] } {
  const { tasks, exchanges } = observation;
  const [problem] = tasks.flatMap((task) => task.problem ?? []);
  if (problem !== undefined) return decideUndriven(scenario, observation, problem);
  const again = findUnjudgedRecords(scenario, observation, given);
  const unmet = given.flatMap(({ finding }) => finding ?? []);
  if (unmet.length > 0) {
    const reports = tasks.flatMap(describeOutcome);
    const sent = requestsOf({ exchanges }, 'receiveMovement', 'updateMovement').length > 0;
    const isBlocked =
      !sent && tasks.some(({ outcomes }) => outcomes?.some(({ outcome }) => outcome === 'blocked') === true);
    // A receipt that was not sent cannot have been accepted.
    const claims = scenario.evaluatesAlone === 'everything' ? [] : emptyClaims(observation);
    if (claims.length === 0 && isBlocked && scenario.productMayBlock) {
      const text = 'The product stopped the receipt itself, which is allowed here. A person must judge the evidence.';
      return { verdict: 'blocked', findings: [{ text }, ...reports] };
    }
    const verdict = claims.length + again.length > 0 ? 'fail' : 'not-exercised';
    return { verdict, findings: [...again, ...claims, ...unmet, ...reports] };
  }
  if (again.length > 0 || then.some(({ met }) => met === false)) return { verdict: 'fail', findings: again };
  const { namedFor } = scenario;
  if (namedFor !== undefined && then[scenario.then.indexOf(namedFor)]?.met !== true) {
    const text = `The expectation that gives this scenario its name could not be judged: “${namedFor.text}”. The recorded traffic does not show it, so this is no pass.`;
    return { verdict: 'not-exercised', findings: [{ text }] };
  }
  if (then.some(({ met }) => met === true)) return { verdict: 'pass', findings: [] };
  return {
    verdict: 'not-exercised',
    findings: [{ text: 'The recorded traffic exercised no expectation of this scenario.' }],
  };
}

/**
 * Returns findings about receipts that were recorded more than once, if no expectation looks for them. Whatever a
 * scenario is about, the receipt that it asked for is recorded once at most.
 */
function findUnjudgedRecords(
  { then, evaluatesAlone }: BehaviourScenario,
  observation: Observation,
  given: readonly StepResult[],
): Finding[] {
  const { tasks, exchanges, own = [] } = observation;
  const isJudged = then.includes(everyReceiptArrivesOnce) || then.includes(noReceiptIsLostOrDuplicatedSilently);
  if (tasks.length === 0 || (isJudged && given.every(({ met }) => met === true))) return [];
  return recordedAgain({ ...observation, exchanges: evaluatesAlone === 'everything' ? own : exchanges });
}

/**
 * Decides on a product that gave no outcome. If the service had failed as planned, a crash or silence is the product's
 * own fault, because a user would have to deal with the result. Otherwise it could not be driven.
 */
function decideUndriven(
  { given }: BehaviourScenario,
  observation: Observation,
  problem: string,
): { verdict: Verdict; findings: Finding[] } {
  const isPlanned = given.some(({ faults }) => faults !== undefined);
  const felt = isPlanned ? observation.exchanges.find((exchange) => wasFelt(exchange, observation)) : undefined;
  if (felt === undefined) return { verdict: 'error', findings: [{ text: problem }] };
  const answer = felt.fault === undefined || wasDelivered(felt) ? describeResponse(felt) : summaries[felt.fault];
  return {
    verdict: 'fail',
    findings: [
      {
        text: `The service failed as planned in exchange ${felt.seq} (${answer}), and the product gave no outcome: ${problem}`,
        expected: 'an outcome',
        found: 'none',
      },
      ...submissionsOf(observation).flatMap(leftBehind).slice(0, maxLeftBehind),
    ],
  };
}

const summaries = byFaultKind(({ summary }) => summary);

const maxLeftBehind = 5;

/** True if a planned fault changed what reached the product. A token that expires early is felt when it is refused. */
function wasFelt(exchange: Exchange, { exchanges }: Observation): boolean {
  const { fault, response } = exchange;
  if (fault !== undefined) return !wasDelivered(exchange) || response.status >= 400;
  return (
    response.status === 401 &&
    exchanges.some(
      (each) => (each.fault === 'early-expiry' || each.fault === 'expire-token') && each.seq < exchange.seq,
    )
  );
}

function leftBehind({ asked, name, stored, tries }: Submission): Finding[] {
  if (asked === null) return [];
  const ids = stored.map((exchange) => trackingIdOf(exchange) ?? 'without a tracking id');
  if (ids.length > 0) {
    const times = ids.length === 1 ? '' : ` ${ids.length} times`;
    return [{ text: `It left the receipt ${name} recorded${times} (${formatList(ids, ', ')}), and nobody was told.` }];
  }
  const sent = tries.length === 0 ? 'not sent' : 'sent and not recorded';
  return [{ text: `It left the receipt ${name} ${sent}, and nobody was told.` }];
}

function describeOutcome({ outcomes }: TaskResult): Finding[] {
  const [first, ...others] = outcomes ?? [];
  if (first === undefined) return [];
  const more = others.length > 0 ? `, and ${others.length} more outcomes` : '';
  return [{ text: `The product reported “${first.outcome}”${describeMessages(first)}${more}.` }];
}

function describeMessages({ messages = [] }: Outcome): string {
  if (messages.length === 0) return ', without a message';
  return `, with ${formatList(messages.map((message) => `“${truncate(message, 200)}”`))}`;
}
