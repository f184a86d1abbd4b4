import type { Rehearsal } from '../../reports/rehearsal.ts';
import { type AnyScenario, isBehaviour } from '../../scenarios/suites.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import { evaluateScenario } from '../watch/judge-traffic.ts';
import { createTrafficMatcher } from '../watch/match-traffic.ts';
import type { Recomputed } from './recompute-verdicts.ts';

/** Hears watched traffic again, and reaches every result from it, by scenario. */
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

/** Conduct is judged now and then: when it was is taken over, and what came of it is reached again. */
function heardAgain(scenario: AnyScenario, history: ScenarioResult['history'], { exchanges }: Rehearsal) {
  return history.map((entry) => {
    const upTo = exchanges.filter(({ seq }) => seq <= entry.exchange);
    const { verdict } = evaluateScenario(scenario, upTo);
    return { ...entry, at: exchanges.find(({ seq }) => seq === entry.exchange)?.at ?? 'no such exchange', verdict };
  });
}
