import type { Exchange } from '../../../spec/types/exchange.ts';
import type { Finding } from '../../../spec/types/verdict.ts';
import { answeredAt, arrivalOf, exchangesDuring, requestsOf, submissionsOf, waitsBetween } from '../traffic.ts';
import type { Observation, TrafficExpectation } from '../types.ts';

const minuteMs = 60_000;

/** No receipt, and no token, is asked for more than a handful of times in any minute. */
export const theAttemptsStayFew: TrafficExpectation = {
  text: 'it makes no more than a handful of attempts a minute while it is refused',
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
        expected: `${max} at most`,
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

/** The soft limit may be run into, as a burst is fine; that it was is worth knowing. */
export const theRateIsKept: TrafficExpectation = {
  text: 'it stays within the limit of 200 requests a second, or recovers from it',
  check: (observation) => {
    const all = requestsOf(observation, 'receiveMovement');
    const refused = all.filter(({ response }) => response.status === 429);
    if (refused.length === 0) return [];
    return [
      {
        level: 'warning',
        text: `${refused.length} of ${all.length} requests were refused with 429 as they came too fast. A product that paces itself below 200 a second is not refused at all.`,
        expected: 'no 429',
        found: `${refused.length}`,
      },
    ];
  },
};

/** Clocks and timers are a little off. In milliseconds. */
const toleranceMs = 50;

export const retryAfterIsHonoured: TrafficExpectation = {
  text: 'it does not try again before the time that the service asked for',
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
          text: `The service asked to wait ${seconds(asked)} (Retry-After), and the receipt ${name} came again after ${seconds(waited)}.`,
          expected: `a wait of ${seconds(asked)}`,
          found: describeTimeline([before, exchange]),
        },
      ];
    });
  },
};

/** What a 429 or a 503 asks for, in milliseconds; undefined where it asks for nothing that can be read. */
function retryAfterMs(exchange: Exchange): number | undefined {
  const asked = exchange.response.headers['retry-after'];
  if (asked === undefined || ![429, 503].includes(exchange.response.status)) return undefined;
  if (/^\d+$/.test(asked)) return Number(asked) * 1000;
  const until = Date.parse(asked);
  return Number.isNaN(until) ? undefined : Math.max(0, until - answeredAt(exchange));
}

/** What a user asked for anew begins anew. */
function byTask(tries: readonly Exchange[], observation: Observation): (readonly Exchange[])[] {
  if (observation.tasks.length === 0) return [tries];
  return observation.tasks.map((act) => {
    const during = new Set(exchangesDuring(observation, act));
    return tries.filter((exchange) => during.has(exchange));
  });
}

/** When each attempt came, seen from the first, and what it was answered. */
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
