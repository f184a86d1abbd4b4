/** Returns the next random number from 0 to 1. */
export type Random = () => number;

/** How a product waits: the wait in seconds before each further attempt, given the number of waits so far. */
export interface Strategy {
  name: string;
  /** What the scenarios must say of it. */
  expected: 'pass' | 'pass with a warning' | 'fail';
  /** How often it tries in all before it gives up. */
  tries: number;
  wait: (retry: number, random: Random, previous: number) => number;
}

const forEver = 1000;
const between = (random: Random, from: number, to: number) => from + (to - from) * random();

const doubling = (base: number) => (retry: number) => base * 2 ** retry;
const fullJitter =
  (base: number, limit = 20) =>
  (retry: number, random: Random) =>
    random() * Math.min(limit, base * 2 ** retry);
const equalJitter = (base: number) => (retry: number, random: Random) => base * 2 ** retry * between(random, 0.5, 1);
const decorrelated = (base: number) => (_: number, random: Random, previous: number) =>
  Math.min(20, between(random, base, Math.max(base, previous) * 3));
const list =
  (...waits: number[]) =>
  (retry: number) =>
    waits[Math.min(retry, waits.length - 1)] ?? 0;
const jittered = (base: number, share: number) => (_: number, random: Random) =>
  base * between(random, 1 - share, 1 + share);
/**
 * Creates waits of a median first one, by the formula of Polly.Contrib.WaitAndRetry, which Polly 8 uses with jitter.
 */
const pollyJitter = (median: number) => {
  let before = 0;
  return (retry: number, random: Random) => {
    if (retry === 0) before = 0;
    const at = retry + random();
    const value = 2 ** at * Math.tanh(Math.sqrt(4 * at));
    const wait = ((value - before) * median) / 1.4;
    before = value;
    return Math.max(0, wait);
  };
};

const passing: [string, number, Strategy['wait']][] = [
  ['doubling from 0.25 s', 6, doubling(0.25)],
  ['doubling from 0.5 s', 6, doubling(0.5)],
  ['doubling from 1 s', 5, doubling(1)],
  ['doubling from 1 s, without end', forEver, doubling(1)],
  ['doubling from 2 s', 4, doubling(2)],
  ['doubling from 1 s, three tries', 3, doubling(1)],
  ['doubling, equal jitter', 6, equalJitter(1)],
  ['doubling, equal jitter, three tries', 3, equalJitter(1)],
  ['doubling, full jitter', 6, fullJitter(1)],
  ['doubling from 0.5 s, full jitter', 6, fullJitter(0.5)],
  ['doubling from 2 s, full jitter', 5, fullJitter(2)],
  ['doubling, full jitter, without end', forEver, fullJitter(1)],
  ['doubling, full jitter, three tries', 3, fullJitter(1)],
  ['doubling from 2 s, full jitter, three tries', 3, fullJitter(2)],
  ['decorrelated jitter', 6, decorrelated(1)],
  ['decorrelated jitter from 0.5 s', 6, decorrelated(0.5)],
  ['decorrelated jitter, without end', forEver, decorrelated(1)],
  ['decorrelated jitter, three tries', 3, decorrelated(1)],
  ['capped doubling (1, 2, 4, 4, 4 s)', 6, list(1, 2, 4, 4, 4)],
  ['capped doubling (1, 2, 2, 2 s), without end', forEver, list(1, 2, 2, 2)],
  ['tripling', 5, (retry) => 0.5 * 3 ** retry],
  ['growing by half', 6, (retry) => 1.5 ** retry],
  ['urllib3 (Retry, factor 0.5)', 11, (retry) => (retry === 0 ? 0 : Math.min(120, 0.5 * 2 ** retry))],
  ['urllib3 (Retry, factor 1)', 11, (retry) => (retry === 0 ? 0 : Math.min(120, 2 ** retry))],
  ['urllib3 (Retry, factor 1, three tries)', 3, (retry) => (retry === 0 ? 0 : 2 ** retry)],
  ['got', 3, (retry, random) => 2 ** retry + random() * 0.1],
  ['ky', 3, doubling(0.3)],
  ['p-retry', 11, doubling(1)],
  ['p-retry, randomised', 11, (retry, random) => 2 ** retry * between(random, 1, 2)],
  ['axios-retry (exponentialDelay)', 4, (retry, random) => 0.2 * 2 ** retry * between(random, 1, 1.2)],
  ['AWS SDK, standard (Python)', 3, fullJitter(1)],
  ['AWS SDK, standard (JavaScript)', 3, fullJitter(0.5)],
  ['AWS SDK, legacy (Python)', 5, fullJitter(1)],
  ['AWS SDK, legacy (JavaScript)', 4, fullJitter(0.1)],
  ['AWS SDK, legacy (Java)', 4, equalJitter(0.5)],
  ['Polly 7, exponential', 4, doubling(2)],
  ['Polly 8, exponential with jitter', 4, pollyJitter(2)],
  ['Polly, DecorrelatedJitterBackoffV2', 6, pollyJitter(1)],
  ['Spring Retry, exponential', 3, doubling(0.1)],
  ['Spring Retry, exponential random', 3, (retry, random) => 0.1 * 2 ** retry * between(random, 1, 2)],
  ['cenkalti/backoff', forEver, (retry, random) => Math.min(60, 0.5 * 1.5 ** retry) * between(random, 0.5, 1.5)],
  ['cenkalti/backoff, five tries', 5, (retry, random) => 0.5 * 1.5 ** retry * between(random, 0.5, 1.5)],
];

const warned: [string, number, Strategy['wait']][] = [
  ['linear (1, 2, 3 s)', 5, (retry) => retry + 1],
  ['linear (0.5, 1, 1.5 s)', 6, (retry) => (retry + 1) / 2],
  ['linear, a tenth random', 5, (retry, random) => (retry + 1) * between(random, 0.9, 1.1)],
];

const failing: [string, number, Strategy['wait']][] = [
  ['immediate', forEver, () => 0],
  ['immediate, four tries', 4, () => 0],
  ['immediate, three tries', 3, () => 0],
  ['constant, 0.2 s', 20, list(0.2)],
  ['constant, 1 s', 10, list(1)],
  ['constant, 1 s, without end', forEver, list(1)],
  ['constant, 1 s, three tries', 3, list(1)],
  ['constant, 3 s', 6, list(3)],
  ['constant, 5 s', 5, list(5)],
  ['constant, 1 s, a tenth random', 6, jittered(1, 0.1)],
  ['constant, 1 s, a tenth random, three tries', 3, jittered(1, 0.1)],
  ['constant, 1 s, a quarter random', 6, jittered(1, 0.25)],
  ['constant, 1 s, half random', 6, jittered(1, 0.5)],
  ['constant, 2 s, half random', 6, jittered(2, 0.5)],
  ['at once, then constant', 6, list(0, 1)],
  ['barely growing (1, 1, 1.5 s)', 4, list(1, 1, 1.5)],
  [
    'barely growing (1, 1, 1.5, 1.5 s), a tenth random',
    6,
    (retry, random) => list(1, 1, 1.5)(retry) * between(random, 0.9, 1.1),
  ],
  ['barely growing (1, 1.1, 1.2 s)', 6, (retry) => 1 + retry / 10],
  ['up and down', 6, (retry) => (retry % 2 === 0 ? 0.5 : 1)],
  ['shrinking', 5, (retry) => 4 / 2 ** retry],
];

const named =
  (expected: Strategy['expected']) =>
  ([name, tries, wait]: [string, number, Strategy['wait']]): Strategy => ({ name, expected, tries, wait });

export const strategies: readonly Strategy[] = [
  ...passing.map(named('pass')),
  ...warned.map(named('pass with a warning')),
  ...failing.map(named('fail')),
];
