import type { Exchange } from '../../spec/exchange.ts';
import type { Duty } from '../behaviour.ts';
import { submissionsOf, waitsBetween } from '../conduct.ts';
import { byAsk, seconds, timelineInWords } from './timeline.ts';

/**
 * How far a wait may fall short of its growth, as jitter is welcome: a third, so that waits which double, each with up
 * to half of it left to chance, always pass, and waits of one length do not.
 */
const jitter = 1 / 3;

/** Each wait against every one before it: one apart it must not shrink, two apart it must have grown for certain. */
export const theWaitsGrow: Duty = {
  text: 'it waits longer before each further attempt, jitter allowed for',
  check: (conduct) => {
    const runs = submissionsOf(conduct).flatMap(({ name, tries }) =>
      byAsk(tries, conduct).map((asked) => ({ name, run: refusedRun(asked) })),
    );
    const judged = runs.filter(({ run }) => run.length > 2);
    if (judged.length === 0) return null;
    return judged.flatMap(({ name, run }) => {
      const waits = waitsBetween(run);
      const short = firstShort(waits, conduct.thresholds.backoffGrowth);
      if (short === undefined) return [];
      const { wait, before, least } = short;
      return [
        {
          text: `The attempts at the receipt ${name} did not slow down: a wait of ${seconds(wait)} came after one of ${seconds(before)}. Each is to be at least ${conduct.thresholds.backoffGrowth} times the one before; with jitter allowed for, at least ${seconds(least)} was due.`,
          expected: `waits that grow by ${conduct.thresholds.backoffGrowth}`,
          found: timelineInWords(run),
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
const leastWaitMs = 100;

function firstShort(waits: readonly number[], growth: number) {
  for (const [index, wait] of waits.entries()) {
    for (const [earlier, before] of waits.slice(0, index).entries()) {
      const least = Math.max(leastWaitMs, before * growth ** (index - earlier) * (1 - jitter));
      if (wait < least) return { wait, before, least };
    }
  }
  return undefined;
}
