import type { Exchange } from '../../../spec/types/exchange.ts';
import { submissionsOf, waitsBetween } from '../traffic.ts';
import type { TrafficExpectation } from '../types.ts';
import { byTask, describeTimeline, seconds } from './timeline.ts';

/**
 * How far a wait may fall short of its growth, as jitter is welcome: a third, so that waits which double, each with up
 * to half of it left to chance, always pass, and waits of one length do not.
 */
const jitter = 1 / 3;

/**
 * Each wait against every one before it: one apart it must not shrink, two apart it must have grown for certain. A busy
 * machine makes a wait longer than it was meant, and never shorter: one such wait may be left aside.
 */
export const theWaitsGrow: TrafficExpectation = {
  text: 'it waits longer before each further attempt, jitter allowed for',
  check: (observation) => {
    const runs = submissionsOf(observation).flatMap(({ name, tries }) =>
      byTask(tries, observation).map((asked) => ({ name, run: refusedRun(asked) })),
    );
    const judged = runs.filter(({ run }) => run.length > 2);
    if (judged.length === 0) return null;
    return judged.flatMap(({ name, run }) => {
      const waits = waitsBetween(run);
      const short = shortOf(waits, observation.thresholds.backoffGrowth);
      if (short === undefined) return [];
      const { wait, before, least } = short;
      return [
        {
          text: `The attempts at the receipt ${name} did not slow down: a wait of ${seconds(wait)} came after one of ${seconds(before)}. Each is to be at least ${observation.thresholds.backoffGrowth} times the one before; with jitter allowed for, at least ${seconds(least)} was due.`,
          expected: `waits that grow by ${observation.thresholds.backoffGrowth}`,
          found: describeTimeline(run),
        },
      ];
    });
  },
};

/** The attempts that ran into 429, and the one that followed them. */
function refusedRun(tries: readonly Exchange[]): readonly Exchange[] {
  const first = tries.findIndex(({ response }) => response.status === 429);
  if (first < 0) return [];
  const rest = tries.slice(first);
  const end = rest.findIndex(({ response }) => response.status !== 429);
  return end < 0 ? rest : rest.slice(0, end + 1);
}

/** A wait that a busy machine makes by itself, in milliseconds: growth from there would be growth of nothing. */
const minWaitMs = 100;

/** Times are recorded in whole milliseconds, so that a wait of just the length that is due may seem a little shorter. */
const clockMs = 5;

/** A wait with its place among the others. */
type Placed = readonly [index: number, wait: number];

/** The first wait that is too short, unless all the others grow, and over two steps at least, without a longer one before. */
function shortOf(waits: readonly number[], growth: number) {
  const placed = [...waits.entries()];
  const short = firstShort(placed, growth);
  if (short === undefined) return undefined;
  const isStalled = placed.some(([stalled, wait]) => {
    const others = placed.filter(([index]) => index !== stalled);
    const steps = (others.at(-1)?.[0] ?? 0) - (others[0]?.[0] ?? 0);
    return wait > (waits[stalled + 1] ?? wait) && steps >= 2 && firstShort(others, growth) === undefined;
  });
  return isStalled ? undefined : short;
}

function firstShort(waits: readonly Placed[], growth: number) {
  for (const [rank, [index, wait]] of waits.entries()) {
    for (const [earlier, before] of waits.slice(0, rank)) {
      const min = Math.max(minWaitMs, before * growth ** (index - earlier) * (1 - jitter));
      if (wait < min - clockMs) return { wait, before, least: min };
    }
  }
  return undefined;
}
