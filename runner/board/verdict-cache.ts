import { setImmediate } from 'node:timers/promises';
import type { AnyScenario } from '../../scenarios/suites.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { Finding, ScenarioResult, Verdict } from '../../spec/types/verdict.ts';
import { createTrafficMatcher } from '../watch/match-traffic.ts';

/** One receipt, or the correction of one, that met the conditions of a scenario, and what came of it. */
interface SeenAttempt {
  scenarioId: string;
  seq: number;
  at: string;
  verdict: Verdict;
  findings: readonly Finding[];
}

/** The verdicts on some traffic. */
export interface VerdictSnapshot {
  /** In the order of the suites. */
  results: readonly ScenarioResult[];
  /** In journal order. */
  attempts: readonly SeenAttempt[];
  /** True where more has come since. */
  isBehind: boolean;
}

/** The verdicts on the traffic of one client, or of everybody, judged again only when there is more of it. */
export interface VerdictCache {
  /** `exchanges`: all so far; those that were there before are still the first. */
  evaluate(exchanges: readonly Exchange[]): Promise<VerdictSnapshot>;
}

export function createVerdictCache(scenarios: readonly AnyScenario[], now = () => performance.now()): VerdictCache {
  const watch = createTrafficMatcher(scenarios);
  const attempts: SeenAttempt[] = [];
  let judged = { count: 0, results: watch.results(), until: 0 };
  let underWay: Promise<void> | undefined;

  const hear = (exchange: Exchange) => {
    for (const { result } of watch.onExchange(exchange)) {
      const { id, verdict, findings } = result;
      attempts.push({ scenarioId: id, seq: exchange.seq, at: exchange.at, verdict, findings });
    }
  };
  const catchUp = async (exchanges: readonly Exchange[]) => {
    await inTurns(exchanges.slice(watch.exchanges().length), perTurn, hear);
    const before = now();
    const results: ScenarioResult[] = [];
    await inTurns(scenarios, 1, (scenario) => results.push(watch.result(scenario)));
    const after = now();
    const rest = after - before < lightWorkMs ? 0 : restPerWork * (after - before);
    judged = { count: exchanges.length, results, until: after + rest };
  };
  return {
    async evaluate(exchanges) {
      const all = [...exchanges];
      // Under load a verdict may be a little old: judging all the time would keep the mock from answering.
      while (underWay !== undefined || (judged.count < all.length && now() >= judged.until)) {
        underWay ??= catchUp(all).finally(() => {
          underWay = undefined;
        });
        await underWay;
      }
      return { results: judged.results, attempts, isBehind: judged.count < all.length };
    },
  };
}

/** Hearing an exchange is little work. */
const perTurn = 20;
/** What is done so soon may be done each time. */
const lightWorkMs = 100;
/** How long verdicts are left alone else, as a multiple of the time that they took. */
const restPerWork = 5;

/** Does something with each, so many at a time: requests of the product are answered in between. */
export async function inTurns<T>(all: readonly T[], perTurn: number, act: (one: T) => void): Promise<void> {
  for (let from = 0; from < all.length; from += perTurn) {
    if (from > 0) await setImmediate();
    for (const one of all.slice(from, from + perTurn)) act(one);
  }
}
