import type { Rehearsal } from '../../reports/rehearsal.ts';
import { type AnyScenario, isBehaviour } from '../../scenarios/suites.ts';
import type { ScenarioResult } from '../../spec/verdict.ts';
import { judgeScenario } from '../judge-traffic.ts';
import { watchTraffic } from '../watch-traffic.ts';
import type { Again } from './judge-again.ts';

/** Hears watched traffic again, and reaches every result from it, by scenario. */
export function watchAgain(scenarios: readonly AnyScenario[], rehearsal: Rehearsal): Map<string, Again> {
  const watch = watchTraffic(scenarios);
  for (const exchange of rehearsal.exchanges) watch.hear(exchange);
  const recorded = new Map(rehearsal.scenarios.map((result) => [result.id, result]));
  const results = watch.results().map((result, index): [string, Again] => {
    const scenario = scenarios[index];
    const history = recorded.get(result.id)?.history ?? [];
    if (scenario === undefined || !isBehaviour(scenario)) return [result.id, { result, takenOver: [] }];
    return [result.id, { result: { ...result, history: heardAgain(scenario, history, rehearsal) }, takenOver: [] }];
  });
  return new Map(results);
}

/** Conduct is judged now and then: when it was is taken over, and what came of it is reached again. */
function heardAgain(scenario: AnyScenario, history: ScenarioResult['history'], { exchanges }: Rehearsal) {
  return history.map((entry) => {
    const upTo = exchanges.filter(({ seq }) => seq <= entry.exchange);
    const { verdict } = judgeScenario(scenario, upTo);
    return { ...entry, at: exchanges.find(({ seq }) => seq === entry.exchange)?.at ?? 'no such exchange', verdict };
  });
}
