import { answeredAt, arrivalOf, type Exchange } from '../../../spec/types/exchange.ts';
import type { Finding } from '../../../spec/types/verdict.ts';
import { exchangesDuring, requestsOf, submissionsOf, waitsBetween } from '../traffic.ts';
import type { Observation, Rounds, TrafficExpectation } from '../types.ts';
import { type Growth, isSettled, judgeGrowth, leastWaitMs } from './growth.ts';

const minuteMs = 60_000;

/** Requests of one kind, in order of arrival. */
interface Series {
  /** Completes "12 … were sent". */
  what: string;
  requests: readonly Exchange[];
}

/** Every request is pressure on a service that refuses, also one that is no receipt. */
export const theAttemptsStayFew: TrafficExpectation = {
  text: 'it makes only a few attempts a minute while the service refuses it',
  check: (observation) => {
    const max = observation.thresholds.attemptsPerMinute;
    const tooMany = pressureOf(observation).flatMap(({ what, requests }) => {
      const run = busiestMinute(requests);
      return run.length > max ? [{ what, run }] : [];
    });
    const [first] = tooMany;
    if (first === undefined) return [];
    const others = tooMany.length === 1 ? '' : ` The same holds for ${tooMany.length - 1} more.`;
    return [
      {
        text: `${first.run.length} ${first.what} were sent within a minute while the service refused it.${others}`,
        expected: `at most ${max}`,
        found: describeAttempts(first.run),
      },
    ];
  },
};

function pressureOf(observation: Observation): Series[] {
  const { tasks } = observation;
  const refusedAttempts = [
    ...submissionsOf(observation).map(({ name, tries }) => ({ what: `attempts at the receipt ${name}`, tries })),
    ...updatesByAddress(observation),
    { what: 'requests for a token', tries: requestsOf(observation, 'issueToken') },
  ].flatMap(({ what, tries }) =>
    byTask(tries, observation).map((each) => ({ what, requests: byArrival(each.filter(isRefused)) })),
  );
  const alone = tasks.filter(({ brief }) => brief.action !== 'submit-all');
  return [...refusedAttempts, ...alone.flatMap((task) => allUnderRefusal(exchangesDuring(observation, task)))];
}

function updatesByAddress(observation: Observation) {
  const updates = Map.groupBy(requestsOf(observation, 'updateMovement'), ({ request }) => request.url);
  return [...updates.values()].map((tries) => ({ what: 'attempts at a correction', tries }));
}

function isRefused({ response }: Exchange): boolean {
  return response.status === 0 || response.status >= 400;
}

/** Returns everything that was sent from the first refusal of one receipt until the service took it. */
function allUnderRefusal(during: readonly Exchange[]): Series[] {
  const requests = byArrival(during);
  const from = requests.findIndex(isRefused);
  if (from < 0) return [];
  const refused = requests.slice(from);
  const end = refused.findIndex((each) => isWrite(each) && !isRefused(each));
  const all = end < 0 ? refused : refused.slice(0, end + 1);
  return [
    { what: 'requests to the address for receipts', requests: all.filter(isWrite) },
    { what: 'requests for a token', requests: all.filter(({ operationId }) => operationId === 'issueToken') },
    { what: 'other requests', requests: all.filter((each) => !isWrite(each) && each.operationId !== 'issueToken') },
  ];
}

function isWrite({ operationId }: Exchange): boolean {
  return operationId === 'receiveMovement' || operationId === 'updateMovement';
}

/** Sorts exchanges by arrival: the journal is in order of response. */
function byArrival(exchanges: readonly Exchange[]): Exchange[] {
  return exchanges.toSorted((a, b) => arrivalOf(a) - arrivalOf(b) || a.seq - b.seq);
}

function busiestMinute(requests: readonly Exchange[]): readonly Exchange[] {
  let busiest: readonly Exchange[] = [];
  let start = 0;
  for (const [index, exchange] of requests.entries()) {
    while (arrivalOf(exchange) - arrivalOf(requests[start] ?? exchange) >= minuteMs) start += 1;
    if (index - start + 1 > busiest.length) busiest = requests.slice(start, index + 1);
  }
  return busiest;
}

/** The attempts at one receipt while the service refused it, and the one that followed. */
interface RefusedRun {
  name: string;
  attempts: readonly Exchange[];
}

/** The averages of the first and the last waits are compared: random waits may shrink now and then, and do. */
export const theWaitsGrow: TrafficExpectation = {
  text: 'it waits longer before each further attempt (jitter is allowed)',
  check: (observation) => {
    const runs = refusedRuns(observation);
    const waits = waitsOf(runs);
    const growth = judgeGrowth(waits, observation.thresholds.backoffGrowth);
    switch (growth?.verdict) {
      case undefined:
        return null;
      case 'unclear':
        // With tasks, the receipts went on until it was clear or the time was over: the doubt is not the product's.
        return observation.tasks.length > 0 ? [] : null;
      case 'grows':
        return [];
      case 'grows by equal steps':
        return [
          {
            level: 'warning',
            text: 'The waits grew by equal steps: growth, but not exponential. The terms of service ask for exponential back-off: make each wait a multiple of the one before, such as twice as long.',
            expected: 'waits that double',
            found: describeRuns(runs),
          },
        ];
      case 'flat':
        return [
          {
            text: `The attempts did not slow down: ${describeGrowth(growth, waits)}`,
            expected: `waits that grow by ${observation.thresholds.backoffGrowth} or more each time`,
            found: describeRuns(runs),
          },
        ];
    }
  },
};

const maxRoundsMs = 90_000;

/** Random waits need several receipts; regular ones show what they are after a few. */
export const untilTheWaitsAreClear: Rounds = {
  text: 'do so with further receipts, until it is clear whether its waits grow (at most 40 receipts or 90 seconds)',
  max: 40,
  isEnough: (observation, elapsedMs) => {
    const waits = waitsOf(refusedRuns(observation));
    // Without a third attempt there is nothing to compare.
    if (waits.length === 0 || elapsedMs >= maxRoundsMs) return true;
    return isSettled(waits, observation.thresholds.backoffGrowth);
  },
};

function waitsOf(runs: readonly RefusedRun[]): number[][] {
  return runs.map(({ attempts }) => waitsBetween(attempts));
}

/**
 * Returns the runs of refusals. With tasks, everything that was sent to the address for receipts counts; without, only
 * attempts at one receipt do.
 */
function refusedRuns(observation: Observation): RefusedRun[] {
  const { tasks } = observation;
  const runs =
    tasks.length === 0
      ? submissionsOf(observation).map(({ name, tries }) => ({ name, attempts: refusedRun(tries) }))
      : tasks.flatMap((task) => {
          if (task.brief.action === 'submit-all') return [];
          const { yourUniqueReference: name = 'without a reference' } = task.brief.movement;
          return [{ name, attempts: refusedRun(exchangesDuring(observation, task).filter(isWrite)) }];
        });
  return runs.filter(({ attempts }) => attempts.length > 2);
}

function refusedRun(tries: readonly Exchange[]): readonly Exchange[] {
  const sorted = byArrival(tries);
  const first = sorted.findIndex(({ response }) => response.status === 429);
  if (first < 0) return [];
  const rest = sorted.slice(first);
  const end = rest.findIndex((each) => !isRefused(each));
  return end < 0 ? rest : rest.slice(0, end + 1);
}

function describeGrowth(growth: Growth, waits: readonly (readonly number[])[]): string {
  const runs = waits.length;
  const { first, last, firstPlace, lastPlace, lastCount, needed } = growth;
  const times = (last / first).toFixed(1);
  const [earlier, later] = [
    ordinal(firstPlace),
    lastCount > 1 ? `last ${lastCount} waits` : `${ordinal(lastPlace)} wait`,
  ];
  const averages =
    runs === 1
      ? `the ${later} took ${seconds(last)}${lastCount > 1 ? ' on average' : ''}, the ${earlier} wait ${seconds(first)}`
      : `over ${runs} refused receipts the ${later} took ${seconds(last)} on average, the ${earlier} wait ${seconds(first)}`;
  const trimmed = runs * lastCount > 2 ? ' In each average the longest wait counts as the second longest.' : '';
  const raised = waits.flat().some((wait) => wait < leastWaitMs)
    ? ` A wait of less than ${seconds(leastWaitMs)} counts as ${seconds(leastWaitMs)}.`
    : '';
  return `${averages}, so ${times} times as long. Allowing for jitter, at least ${needed.toFixed(1)} times was expected.${trimmed}${raised}`;
}

function ordinal(place: number): string {
  return ['first', 'second', 'third', 'fourth', 'fifth'][place] ?? `${place + 1}th`;
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
          found: describeAttempts([before, exchange]),
        },
      ];
    });
  },
};

/** Returns the Retry-After of a 429 or 503 in milliseconds; undefined if it is absent or unreadable. */
function retryAfterMs({ at, durationMs, response }: Exchange): number | undefined {
  const asked = response.headers['retry-after'];
  if (asked === undefined || ![429, 503].includes(response.status)) return undefined;
  if (/^\d+$/.test(asked)) return Number(asked) * 1000;
  // A date is by the time of day, and so is the moment that it was sent.
  const until = Date.parse(asked);
  return Number.isNaN(until) ? undefined : Math.max(0, until - (Date.parse(at) + durationMs));
}

/** Groups attempts by task: each starts its own series. */
function byTask(tries: readonly Exchange[], observation: Observation): (readonly Exchange[])[] {
  if (observation.tasks.length === 0) return [tries];
  return observation.tasks.map((task) => {
    const during = new Set(exchangesDuring(observation, task));
    return tries.filter((exchange) => during.has(exchange));
  });
}

/** Describes the response to each attempt and the wait before it, with their sum. */
function describeAttempts(attempts: readonly Exchange[]): string {
  const waits = waitsBetween(attempts).map(inHundredths);
  const shown = attempts.slice(0, maxShown).map(({ response }, index) => {
    const answer = response.status === 0 ? 'no answer' : String(response.status);
    const wait = waits[index - 1];
    return wait === undefined ? answer : `after ${seconds(wait)} ${answer}`;
  });
  const more = attempts.length - shown.length;
  const sum = waits.length < 2 ? [] : [`waits of ${seconds(waits.reduce((all, wait) => all + wait, 0))} in all`];
  return [...shown, ...(more > 0 ? [`${more} more`] : []), ...sum].join(', ');
}

/** Describes the waits between the attempts at each receipt. */
function describeRuns(runs: readonly RefusedRun[]): string {
  const shown = runs.slice(0, maxShown).map(({ name, attempts }) => {
    const waits = waitsBetween(attempts);
    const some = waits.slice(0, maxShown).map((wait) => (wait / 1000).toFixed(2));
    const more = waits.length > some.length ? ` and ${waits.length - some.length} more` : '';
    return `${name}: ${some.join(', ')} s${more}`;
  });
  const more = runs.length - shown.length;
  return `waits between attempts at ${[...shown, ...(more > 0 ? [`${more} more receipts`] : [])].join('; ')}`;
}

const maxShown = 10;

/** Rounds to hundredths, so that the waits as shown have the sum that is shown. */
function inHundredths(ms: number): number {
  return Math.round(ms / 10) * 10;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
