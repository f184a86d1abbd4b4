import type { Outcome } from '../../spec/types/brief.ts';
import type { Finding, ScenarioResult, StepResult, TaskResult, Verdict } from '../../spec/types/verdict.ts';
import { formatList, truncate } from '../shared/format-text.ts';
import { trackingIdOf } from '../shared/response.ts';
import { emptyClaims } from './expectations/reported-outcome.ts';
import { requestsOf } from './traffic.ts';
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
  const { exchanges, tasks, testedAt, durationMs } = evidence;
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
    exchanges: exchanges.map(({ seq }) => seq),
    wasteTrackingIds:
      scenario.evaluatesAlone === 'everything' ? [] : created.flatMap((each) => trackingIdOf(each) ?? []),
    tasks: [...tasks],
    declaration: null,
    history: [],
    testedAt,
    durationMs,
  };
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
  const problem = tasks.find((task) => task.problem !== null)?.problem;
  if (problem !== undefined && problem !== null) return { verdict: 'error', findings: [{ text: problem }] };
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
    return { verdict: claims.length > 0 ? 'fail' : 'not-exercised', findings: [...claims, ...unmet, ...reports] };
  }
  if (then.some(({ met }) => met === false)) return { verdict: 'fail', findings: [] };
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

function describeOutcome({ outcomes }: TaskResult): Finding[] {
  const [first] = outcomes ?? [];
  if (outcomes === null || first === undefined) return [];
  const others = outcomes.length > 1 ? `, and ${outcomes.length - 1} more outcomes` : '';
  return [{ text: `The product reported “${first.outcome}”${describeMessages(first)}${others}.` }];
}

function describeMessages({ messages = [] }: Outcome): string {
  if (messages.length === 0) return ', without a message';
  return `, with ${formatList(messages.map((message) => `“${truncate(message, 200)}”`))}`;
}
