import type { Rehearsal } from '../../reports/rehearsal.ts';
import { evaluateApproval } from '../../scenarios/approval/evaluate.ts';
import type { DriverOutcome, Scenario } from '../../scenarios/approval/types.ts';
import { evaluateBehaviour } from '../../scenarios/behaviour/evaluate.ts';
import type { BehaviourScenario } from '../../scenarios/behaviour/types.ts';
import { findMisdirected, type Misdirected, withoutMisdirected } from '../../scenarios/shared/receipts-elsewhere.ts';
import { type AnyScenario, isBehaviour } from '../../scenarios/suites.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { Finding, ScenarioResult } from '../../spec/types/verdict.ts';
import { applyDeclaration, notApplicable, notEvaluatedResult, notRun } from '../run/apply-declarations.ts';
import { isInternalError, movementsAsked, type Recorded } from '../run/run-scenario.ts';
import { isClientOf } from '../run/scenario-client.ts';
import { isOfOtherClients } from '../run/unattributed-traffic.ts';
import { createTrafficMatcher, evaluateScenario } from '../watch/match-traffic.ts';

/** A recomputed result, and the parts that were copied from the report. */
export interface Recomputed {
  result: ScenarioResult;
  copied: string[];
}

/** Recomputes the result of one scenario of a run from the evidence, as the run did. */
export function recomputeVerdicts(
  scenario: AnyScenario,
  recorded: ScenarioResult,
  rehearsal: Rehearsal,
  misdirected: Misdirected = misdirectedIn(rehearsal),
): Recomputed {
  const { declaration } = recorded;
  if (declaration?.kind === 'not-applicable') return { result: notApplicable(scenario, declaration), copied: [] };
  if (rehearsal.brokenOff !== undefined && wasNotReached(recorded)) {
    return { result: notRun(scenario, declaration ?? undefined), copied: [] };
  }
  const own = withoutMisdirected(ownExchanges(scenario, recorded, rehearsal), misdirected);
  const elsewhere = misdirected.elsewhere.get(scenario.id) ?? [];
  const { result, copied } = judged(scenario, recorded, rehearsal, { own, elsewhere });
  const reliedOn = rehearsal.exchanges.filter(({ seq }) => result.exchanges.includes(seq));
  return { result: applyDeclaration(result, declaration ?? undefined, reliedOn), copied };
}

/** True for a result without any task: of a scenario that a run did not reach. */
export function wasNotReached({ tasks, testedAt }: ScenarioResult): boolean {
  return tasks.length === 0 && testedAt === null;
}

/** Returns the receipts that were recorded under another client than that of the scenario that asked for them. */
export function misdirectedIn({ scenarios, exchanges }: Rehearsal): Misdirected {
  const asking = scenarios.map(({ id, tasks }) => ({
    id,
    briefs: tasks.map(({ brief }) => brief),
    isOwnClient: (clientId: string) => isClientOf({ id }, clientId),
  }));
  return findMisdirected(asking, exchanges);
}

/** What was recorded for one scenario. */
type OwnRecords = Pick<Recorded, 'own' | 'elsewhere'>;

function judged(
  scenario: AnyScenario,
  recorded: ScenarioResult,
  rehearsal: Rehearsal,
  evidence: OwnRecords,
): Recomputed {
  if (isInternalError(recorded)) return broken(scenario, recorded, evidence.own);
  return isBehaviour(scenario)
    ? judgedConduct(scenario, recorded, rehearsal, evidence)
    : judgedReceipt(scenario, recorded, evidence);
}

/** Returns the result of an internal error, whose text is copied because it cannot be recomputed. */
function broken(scenario: AnyScenario, { findings, testedAt }: ScenarioResult, own: readonly Exchange[]): Recomputed {
  const exchanges = own.filter(({ clientId }) => clientId !== null).map(({ seq }) => seq);
  const told = findings.slice(0, 1).map(({ text }) => ({ text }));
  return {
    result: { ...notEvaluatedResult(scenario), verdict: 'error', findings: told, exchanges, testedAt },
    copied: ['the internal error and its text'],
  };
}

function judgedConduct(
  scenario: BehaviourScenario,
  { tasks, testedAt, durationMs }: ScenarioResult,
  { exchanges, scenarios, settings: { thresholds } }: Rehearsal,
  { own, elsewhere }: OwnRecords,
): Recomputed {
  const seen =
    scenario.evaluatesAlone === 'everything'
      ? { exchanges, own, asked: movementsAsked(scenarios) }
      : { exchanges: own };
  const result = evaluateBehaviour(scenario, { ...seen, elsewhere, tasks, thresholds, testedAt, durationMs });
  return { result, copied: [] };
}

function judgedReceipt(scenario: Scenario, recorded: ScenarioResult, { own, elsewhere }: OwnRecords): Recomputed {
  const { tasks, findings, testedAt, durationMs } = recorded;
  const [act] = tasks;
  const brief = act?.brief.action === 'submit' ? act.brief : null;
  const result = evaluateApproval(scenario, {
    exchanges: own,
    elsewhere,
    ...(act === undefined ? {} : { until: act.until }),
    brief,
    driverResult: drivenOf(act),
    testedAt,
    durationMs,
  });
  const last = findings.at(-1);
  const sentOne = own.some(({ operationId }) => operationId === scenario.when);
  if (last === undefined || sentOne || !isOfOtherClients(last)) return { result, copied: [] };
  const about: Finding = { text: last.text };
  return {
    result: { ...result, findings: [...result.findings, about] },
    copied: ['the finding about requests of other clients'],
  };
}

function drivenOf(act: ScenarioResult['tasks'][number] | undefined): DriverOutcome {
  const outcome = act?.outcomes?.[0];
  if (act !== undefined && act.problem !== null) return { kind: 'driver-error', problem: act.problem };
  return outcome === undefined ? { kind: 'passive' } : { kind: 'outcome', outcome };
}

/**
 * Returns the exchanges of the scenario's client, even if the result omits some. The owner of a request without a
 * client is known from the result only, if one scenario ran at a time.
 */
function ownExchanges(scenario: AnyScenario, recorded: ScenarioResult, { exchanges, settings }: Rehearsal): Exchange[] {
  const named = new Set(isBehaviour(scenario) && settings.concurrency === 1 ? recorded.exchanges : []);
  return exchanges.filter(({ seq, clientId, operationId }) => {
    return clientId === null ? operationId !== null && named.has(seq) : isClientOf(scenario, clientId);
  });
}

/** Replays watched traffic, and returns every result by scenario. */
export function recomputeWatch(scenarios: readonly AnyScenario[], rehearsal: Rehearsal): Map<string, Recomputed> {
  const watch = createTrafficMatcher(scenarios);
  for (const exchange of rehearsal.exchanges) watch.onExchange(exchange);
  const recorded = new Map(rehearsal.scenarios.map((result) => [result.id, result]));
  const results = watch.results().map((result, index): [string, Recomputed] => {
    const scenario = scenarios[index];
    const history = recorded.get(result.id)?.history ?? [];
    if (scenario === undefined || !isBehaviour(scenario)) return [result.id, { result, copied: [] }];
    return [result.id, { result: { ...result, history: heardAgain(scenario, history, rehearsal) }, copied: [] }];
  });
  return new Map(results);
}

/** Recomputes the verdicts at the recorded times: watch mode evaluates behaviour at intervals. */
function heardAgain(scenario: AnyScenario, history: ScenarioResult['history'], { exchanges }: Rehearsal) {
  return history.map((entry) => {
    const upTo = exchanges.filter(({ seq }) => seq <= entry.exchange);
    const { verdict } = evaluateScenario(scenario, upTo);
    return { ...entry, at: exchanges.find(({ seq }) => seq === entry.exchange)?.at ?? 'no such exchange', verdict };
  });
}
