import type { Outcome } from '../../spec/types/brief.ts';
import type { Finding, ScenarioResult, StepResult, TaskResult, Verdict } from '../../spec/types/verdict.ts';
import { formatList, truncate } from '../shared/format-text.ts';
import { trackingIdOf } from '../shared/response.ts';
import { emptyClaims } from './expectations/reported-outcome.ts';
import { requestsOf } from './traffic.ts';
import type { BehaviourScenario, Observation, TrafficExpectation, TrafficPrecondition } from './types.ts';

/** All that a verdict on one scenario of the behaviour suite may rest on. */
export interface BehaviourEvidence extends Observation {
  testedAt: string | null;
  durationMs: number | null;
}

/**
 * Judges one scenario of the behaviour suite, from recorded evidence alone: the same evidence gives the same result.
 * Where its circumstances were met, every duty is judged, so that a reader sees all findings at once.
 */
export function evaluateBehaviour(scenario: BehaviourScenario, evidence: BehaviourEvidence): ScenarioResult {
  const { exchanges, tasks, testedAt, durationMs } = evidence;
  const given = scenario.given.map((precondition) => judgeCircumstance(precondition, evidence));
  // Of a product that could not be driven, half of what it would have done is missing.
  const isMet = given.every(({ met }) => met === true) && tasks.every(({ problem }) => problem === null);
  const judged = scenario.then.map((expectation) => judgeDuty(expectation, isMet ? evidence : null));
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

function judgeCircumstance({ text, findUnmet }: TrafficPrecondition, observation: Observation): StepResult {
  const seen = findUnmet(observation);
  if (seen === undefined) return { text, met: true, finding: null };
  return { text, met: false, finding: { text: `This did not come about: “${text}”. ${seen}` } };
}

function judgeDuty(
  { text, check }: TrafficExpectation,
  observation: Observation | null,
): { step: StepResult; findings: Finding[] } {
  const findings = observation === null ? null : check(observation);
  if (findings === null) return { step: { text, met: null, finding: null }, findings: [] };
  const broken = findings.find(({ level }) => level === undefined);
  return { step: { text, met: broken === undefined, finding: broken ?? findings[0] ?? null }, findings };
}

/** The verdict, with the findings that belong to no duty. */
function decide(
  scenario: BehaviourScenario,
  observation: Observation,
  given: readonly StepResult[],
  then: readonly StepResult[],
): { verdict: Verdict; findings: Finding[] } {
  const { tasks, exchanges } = observation;
  const problem = tasks.find((act) => act.problem !== null)?.problem;
  if (problem !== undefined && problem !== null) return { verdict: 'error', findings: [{ text: problem }] };
  const unmet = given.flatMap(({ finding }) => finding ?? []);
  if (unmet.length > 0) {
    const said = tasks.flatMap(whatWasSaid);
    const sent = requestsOf({ exchanges }, 'receiveMovement', 'updateMovement').length > 0;
    const isBlocked =
      !sent && tasks.some(({ outcomes }) => outcomes?.some(({ outcome }) => outcome === 'blocked') === true);
    if (isBlocked && scenario.productMayBlock) {
      const text = 'The product stopped the receipt itself, which it may. A person must judge the evidence.';
      return { verdict: 'blocked', findings: [{ text }, ...said] };
    }
    // What nobody sent was never accepted, whatever the scenario is about.
    const claims = scenario.evaluatesAlone === 'everything' ? [] : emptyClaims(observation);
    return { verdict: claims.length > 0 ? 'fail' : 'not-exercised', findings: [...claims, ...unmet, ...said] };
  }
  if (then.some(({ met }) => met === false)) return { verdict: 'fail', findings: [] };
  if (then.some(({ met }) => met === true)) return { verdict: 'pass', findings: [] };
  return {
    verdict: 'not-exercised',
    findings: [{ text: 'Nothing that came could be judged: no duty of this scenario was seen at work.' }],
  };
}

function whatWasSaid({ outcomes }: TaskResult): Finding[] {
  const [first] = outcomes ?? [];
  if (outcomes === null || first === undefined) return [];
  const others = outcomes.length > 1 ? `, and ${outcomes.length - 1} more outcomes` : '';
  return [{ text: `The product said “${first.outcome}”${messagesInWords(first)}${others}.` }];
}

function messagesInWords({ messages = [] }: Outcome): string {
  if (messages.length === 0) return ', without a message';
  return `, with ${formatList(messages.map((message) => `“${truncate(message, 200)}”`))}`;
}
