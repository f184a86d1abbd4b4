import { setImmediate } from 'node:timers/promises';
import type { AnyScenario } from '../../scenarios/suites.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { Finding, ScenarioResult, Verdict } from '../../spec/types/verdict.ts';
import { createTrafficMatcher } from '../watch/match-traffic.ts';

/** A submission or update that met the preconditions of a scenario, with its verdict. */
interface Attempt {
  scenarioId: string;
  seq: number;
  at: string;
  verdict: Verdict;
  findings: readonly Finding[];
}

/** Verdicts at one time. */
export interface VerdictSnapshot {
  /** In the order of the suites. */
  results: readonly ScenarioResult[];
  /** In journal order. */
  attempts: readonly Attempt[];
  /** True if newer exchanges are not evaluated yet. */
  isBehind: boolean;
}

/** Verdicts on the traffic of one client or of all, evaluated again only if there are new exchanges. */
export interface VerdictCache {
  /** Returns the verdicts on `exchanges`: all so far, those of earlier calls first. */
  evaluate(exchanges: readonly Exchange[]): Promise<VerdictSnapshot>;
}

export function createVerdictCache(scenarios: readonly AnyScenario[], now = () => performance.now()): VerdictCache {
  const matcher = createTrafficMatcher(scenarios);
  const attempts: Attempt[] = [];
  let latest = { count: 0, results: matcher.results(), until: 0 };
  let running: Promise<void> | undefined;

  const addExchange = (exchange: Exchange) => {
    for (const { result } of matcher.onExchange(exchange)) {
      const { id, verdict, findings } = result;
      attempts.push({ scenarioId: id, seq: exchange.seq, at: exchange.at, verdict, findings });
    }
  };
  const update = async (exchanges: readonly Exchange[]) => {
    await inBatches(exchanges.slice(matcher.exchanges().length), batchSize, addExchange);
    const before = now();
    const results: ScenarioResult[] = [];
    await inBatches(scenarios, 1, (scenario) => results.push(matcher.result(scenario)));
    const after = now();
    const pause = after - before < quickUpdateMs ? 0 : pauseFactor * (after - before);
    latest = { count: exchanges.length, results, until: after + pause };
  };
  return {
    async evaluate(exchanges) {
      const all = [...exchanges];
      // Under load a verdict may be slightly old: continuous evaluation would block the mock.
      while (running !== undefined || (latest.count < all.length && now() >= latest.until)) {
        running ??= update(all).finally(() => {
          running = undefined;
        });
        await running;
      }
      return { results: latest.results, attempts, isBehind: latest.count < all.length };
    },
  };
}

/** Exchanges handled before other requests get a turn. */
const batchSize = 20;
/** An evaluation that is faster than this is repeated without a pause. */
const quickUpdateMs = 100;
/** Otherwise the pause, as a multiple of the time of the evaluation. */
const pauseFactor = 5;

/** Handles the items in batches, so that the mock can answer requests in between. */
export async function inBatches<T>(all: readonly T[], size: number, handle: (item: T) => void): Promise<void> {
  for (let from = 0; from < all.length; from += size) {
    if (from > 0) await setImmediate();
    for (const item of all.slice(from, from + size)) handle(item);
  }
}
