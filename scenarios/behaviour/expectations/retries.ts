import { answeredAt, arrivalOf, type Exchange } from '../../../spec/types/exchange.ts';
import type { Finding } from '../../../spec/types/verdict.ts';
import { exchangesDuring, requestsOf, submissionsOf, waitsBetween } from '../traffic.ts';
import type { Observation, TrafficExpectation } from '../types.ts';

const minuteMs = 60_000;

/** No receipt and no token is requested more than a few times in any minute. */
export const theAttemptsStayFew: TrafficExpectation = {
  text: 'it makes only a few attempts a minute while the service refuses it',
  check: (observation) => {
    const max = observation.thresholds.attemptsPerMinute;
    const rows = [
      ...submissionsOf(observation).map(({ name, tries }) => ({ what: `the receipt ${name}`, tries })),
      ...updatesByAddress(observation),
      { what: 'a token', tries: requestsOf(observation, 'issueToken') },
    ];
    const tooMany = rows.flatMap(({ what, tries }) => {
      const { count, run } = busiestMinute(refusedOnly(tries, observation));
      return count > max ? [{ what, count, run }] : [];
    });
    const [first] = tooMany;
    if (first === undefined) return [];
    const others = tooMany.length === 1 ? '' : ` The same holds for ${tooMany.length - 1} more.`;
    return [
      {
        text: `${first.count} attempts at ${first.what} were made within a minute while the service refused it.${others}`,
        expected: `at most ${max}`,
        found: describeTimeline(first.run),
      },
    ];
  },
};

function updatesByAddress(observation: Observation) {
  const updates = Map.groupBy(requestsOf(observation, 'updateMovement'), ({ request }) => request.url);
  return [...updates.values()].map((tries) => ({ what: 'a correction', tries }));
}

function refusedOnly(tries: readonly Exchange[], observation: Observation): (readonly Exchange[])[] {
  return byTask(tries, observation).map((each) =>
    each.filter(({ response }) => response.status === 0 || response.status >= 400),
  );
}

function busiestMinute(runs: readonly (readonly Exchange[])[]): { count: number; run: readonly Exchange[] } {
  let busiest: { count: number; run: readonly Exchange[] } = { count: 0, run: [] };
  for (const run of runs) {
    let start = 0;
    for (const [index, exchange] of run.entries()) {
      while (arrivalOf(exchange) - arrivalOf(run[start] ?? exchange) >= minuteMs) start += 1;
      const count = index - start + 1;
      if (count > busiest.count) busiest = { count, run: run.slice(start, index + 1) };
    }
  }
  return busiest;
}

/**
 * Tolerance for jitter: a wait may be a third shorter than its growth requires. So doubling waits with up to half of
 * each random always pass, and constant waits do not.
 */
const jitter = 1 / 3;

/**
 * Compares each wait with every earlier one: the next must not shrink, the one after that must have grown. A busy
 * machine can only lengthen a wait, so one such wait may be ignored.
 */
export const theWaitsGrow: TrafficExpectation = {
  text: 'it waits longer before each further attempt (jitter is allowed)',
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
      const { wait, before, min } = short;
      return [
        {
          text: `The attempts at the receipt ${name} did not slow down: a wait of ${seconds(wait)} followed one of ${seconds(before)}. Each wait should be at least ${observation.thresholds.backoffGrowth} times the previous one; allowing for jitter, at least ${seconds(min)} was expected.`,
          expected: `waits that grow by ${observation.thresholds.backoffGrowth}`,
          found: describeTimeline(run),
        },
      ];
    });
  },
};

/** Returns the attempts that got 429, and the one that followed them. */
function refusedRun(tries: readonly Exchange[]): readonly Exchange[] {
  const first = tries.findIndex(({ response }) => response.status === 429);
  if (first < 0) return [];
  const rest = tries.slice(first);
  const end = rest.findIndex(({ response }) => response.status !== 429);
  return end < 0 ? rest : rest.slice(0, end + 1);
}

/** A wait that a busy machine can cause by itself, in milliseconds. Growth is measured from here. */
const minWaitMs = 100;

/** Times are recorded in whole milliseconds, so a sufficient wait may appear slightly shorter. */
const clockMs = 5;

/** A wait with its index. */
type Placed = readonly [index: number, wait: number];

/**
 * Returns the first wait that is too short, unless all waits grow, over at least two steps, once one stalled wait is
 * ignored.
 */
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
      if (wait < min - clockMs) return { wait, before, min };
    }
  }
  return undefined;
}

/** A burst may reach the soft limit; the finding is only a warning. */
export const theRateIsKept: TrafficExpectation = {
  text: 'it stays within the limit of 200 requests a second, or recovers from it',
  check: (observation) => {
    const all = requestsOf(observation, 'receiveMovement');
    const refused = all.filter(({ response }) => response.status === 429);
    if (refused.length === 0) return [];
    return [
      {
        level: 'warning',
        text: `${refused.length} of ${all.length} requests were refused with 429 because they came too fast. A product that stays below 200 requests a second is never refused.`,
        expected: 'no 429',
        found: `${refused.length}`,
      },
    ];
  },
};

/** Tolerance for clocks and timers, in milliseconds. */
const toleranceMs = 50;

export const retryAfterIsRespected: TrafficExpectation = {
  text: 'it waits for as long as the service asked before it tries again',
  check: (observation) => {
    const next = submissionsOf(observation).flatMap(({ name, tries }) =>
      tries.slice(1).flatMap((exchange, index) => {
        const before = tries[index];
        const asked = before === undefined ? undefined : retryAfterMs(before);
        return before === undefined || asked === undefined ? [] : [{ name, before, exchange, asked }];
      }),
    );
    if (next.length === 0) return null;
    return next.flatMap(({ name, before, exchange, asked }): Finding[] => {
      const waited = arrivalOf(exchange) - answeredAt(before);
      if (waited >= asked - toleranceMs) return [];
      return [
        {
          text: `The service asked to wait ${seconds(asked)} (Retry-After), but the receipt ${name} was sent again after ${seconds(waited)}.`,
          expected: `a wait of ${seconds(asked)}`,
          found: describeTimeline([before, exchange]),
        },
      ];
    });
  },
};

/** Returns the Retry-After of a 429 or 503 in milliseconds; undefined if it is absent or unreadable. */
function retryAfterMs(exchange: Exchange): number | undefined {
  const asked = exchange.response.headers['retry-after'];
  if (asked === undefined || ![429, 503].includes(exchange.response.status)) return undefined;
  if (/^\d+$/.test(asked)) return Number(asked) * 1000;
  const until = Date.parse(asked);
  return Number.isNaN(until) ? undefined : Math.max(0, until - answeredAt(exchange));
}

/** Each task starts its own series of attempts. */
function byTask(tries: readonly Exchange[], observation: Observation): (readonly Exchange[])[] {
  if (observation.tasks.length === 0) return [tries];
  return observation.tasks.map((task) => {
    const during = new Set(exchangesDuring(observation, task));
    return tries.filter((exchange) => during.has(exchange));
  });
}

/** Describes when each attempt came, relative to the first, and its response status. */
function describeTimeline(tries: readonly Exchange[]): string {
  const [first] = tries;
  if (first === undefined) return 'no attempts';
  const shown = tries.slice(0, maxShown).map((exchange, index) => {
    const time = index === 0 ? '0.00 s' : `+${seconds(arrivalOf(exchange) - arrivalOf(first))}`;
    return `${time} ${exchange.response.status === 0 ? 'no answer' : exchange.response.status}`;
  });
  const more = tries.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

const maxShown = 10;

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
