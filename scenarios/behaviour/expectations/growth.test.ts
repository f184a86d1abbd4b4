import { describe, expect, it } from 'vitest';
import { strategies } from '../../testing/retry-strategies.ts';
import { seededRandom, simulate } from '../../testing/simulate-retries.ts';
import { isSettled, judgeGrowth } from './growth.ts';

/** `SIMULATED_RUNS=10000 npx vitest run scenarios/behaviour/expectations/growth.test.ts` takes minutes. */
const runs = Number(process.env['SIMULATED_RUNS'] ?? 250);
/** The share of wrong verdicts that is accepted. */
const accepted = 0.005;

const verdictOf = (...waits: number[][]) =>
  judgeGrowth(
    waits.map((run) => run.map((seconds) => Math.round(seconds * 1000))),
    1.5,
  )?.verdict ?? null;
const times = (count: number, waits: number[]) => Array.from({ length: count }, () => waits);

describe('waits that grow', () => {
  it.each<[string, number[][]]>([
    ['that double', [[0.5, 1, 2, 4]]],
    ['that double and reach a limit', [[1, 2, 4, 4, 4]]],
    ['that double and reach a low limit at once', [[1, 2, 2, 2, 2, 2, 2]]],
    ['that grow by half', [[1, 1.5, 2.25, 3.375]]],
    ['that double after a first attempt at once', times(3, [0, 1, 2])],
    ['that double, one of them made longer by a busy machine', [[2.6, 2, 4], ...times(2, [1, 2, 4])]],
    ['of two each', times(5, [1, 2])],
    [
      'that are random, and longer on average',
      [
        [0.9, 0.3, 3],
        [0.2, 1.9, 0.4],
        [0.6, 1.1, 2.9],
      ],
    ],
  ])('%s', (_, waits) => {
    expect(verdictOf(...waits)).toBe('grows');
  });
});

describe('waits that do not grow', () => {
  it.each<[string, number[][]]>([
    ['of one length', times(3, [0.7, 0.7, 0.7])],
    ['of one length, of one receipt', [[0.7, 0.7, 0.7, 0.7]]],
    ['of one length, three of one receipt', [[1, 1, 1]]],
    ['of one length, the last once made longer', [[0.7, 0.7, 3], ...times(3, [0.7, 0.7, 0.7])]],
    ['of one length after a first attempt at once', times(3, [0, 1, 1])],
    ['of next to nothing', times(3, [0.01, 0.02, 0.04])],
    ['that hardly grow', times(3, [1, 1, 1.5])],
    ['that shrink', times(3, [4, 2, 1])],
    ['that are random, and no longer on average', times(3, [0.4, 1.9, 0.2])],
    ['of next to nothing, of one receipt', [[0.01, 0.005, 0.015]]],
    ['of next to nothing, the second hardly longer', times(5, [0.01, 0.06])],
    ['after a first attempt at once, or two', [...times(2, [0, 1, 0.7]), [0, 0, 0.7]]],
  ])('%s', (_, waits) => {
    expect(verdictOf(...waits)).toBe('flat');
  });
});

it('equal steps are growth, but not exponential', () => {
  expect(verdictOf(...times(3, [1, 2, 3]))).toBe('grows by equal steps');
  expect(verdictOf([1, 2, 3, 4])).toBe('grows by equal steps');
  expect(verdictOf([1, 2, 3])).toBe('grows');
});

it.each<[string, number[][], string | null]>([
  ['no receipt', [], null],
  ['one wait', [[1]], null],
  ['two random waits of one receipt', [[1, 0.8]], 'unclear'],
  ['three random waits of one receipt', [[0.9, 0.3, 1.1]], 'unclear'],
  ['six random waits of one receipt', [[1, 2, 0.6, 1.1, 0.9, 1.5]], 'unclear'],
  ['two equal waits of one receipt', [[1, 1]], 'unclear'],
  ['two waits of next to nothing', [[0.01, 0.01]], 'unclear'],
  ['two waits after an attempt at once', [[0.01, 1, 0.9]], 'unclear'],
])('nothing is said of %s', (_, waits, verdict) => {
  expect(verdictOf(...waits)).toBe(verdict);
});

/** The same waits just within a limit and just beyond it, and what is said of each. */
describe('limits', () => {
  it.each<[string, number[][], string, number[][], string]>([
    ['the growth demanded', times(3, [1, 1.275]), 'grows', times(3, [1, 1.274]), 'flat'],
    [
      'less growth of waits that vary more',
      [[1, 1.08], ...times(2, [2.7, 3.3])],
      'flat',
      [[1, 1.08], ...times(2, [2.7, 3.301])],
      'grows',
    ],
    [
      'more growth of waits of any length',
      [[1, 1.42], ...times(2, [8.5, 10])],
      'grows',
      [[1, 1.42], ...times(2, [8.5, 10.001])],
      'flat',
    ],
    ['six of one receipt', [[1, 1.8, 1, 1.8, 1, 1]], 'flat', [[1, 1.801, 1, 1.801, 1, 1]], 'unclear'],
    ['four of one receipt', [[1, 1.25, 1, 1]], 'flat', [[1, 1.251, 1, 1]], 'unclear'],
    ['three of one receipt', [[1, 1.05, 1]], 'flat', [[1, 1.051, 1]], 'unclear'],
    ['three short ones of one receipt', [[0.201, 0.201, 0.201]], 'flat', [[0.2, 0.201, 0.2]], 'unclear'],
    ['at once', [[0.019, 0.019, 0.019]], 'flat', [[0.02, 0.02, 0.02]], 'unclear'],
    ['a first attempt at once', times(3, [0.049, 1, 1]), 'flat', times(3, [0.05, 1, 1]), 'grows'],
    ['two attempts at once', times(3, [0, 0.05, 0.07]), 'grows', times(3, [0, 0.049, 0.07]), 'flat'],
    [
      'steps that vary',
      [
        [0.88, 2, 3, 4],
        [1.12, 2, 3, 4],
      ],
      'grows by equal steps',
      [
        [0.879, 2, 3, 4],
        [1.121, 2, 3, 4],
      ],
      'grows',
    ],
    ['equal steps', times(3, [1, 2, 3.299]), 'grows by equal steps', times(3, [1, 2, 3.3]), 'grows'],
    ['one long wait among six', [[1, 5, 1, 1, 1, 1]], 'flat', [[1, 5, 1, 1, 1]], 'unclear'],
  ])('%s', (_, within, verdict, beyond, other) => {
    expect([verdictOf(...within), verdictOf(...beyond)]).toEqual([verdict, other]);
  });
});

describe('a wait that a busy machine made longer', () => {
  it.each<[string, number[][], string]>([
    ['counts as the second longest of three', [[0.7, 0.7, 3], ...times(2, [0.7, 0.7, 0.7])], 'flat'],
    [
      'counts as it is of two',
      [
        [1, 1],
        [1, 2],
      ],
      'grows',
    ],
    ['leaves the other ones in the average', [[1, 0.9], ...times(2, [1, 1.5])], 'grows'],
    [
      'is no first wait of three',
      [
        [0, 1, 1],
        [3, 1, 1],
        [0, 1, 1],
      ],
      'flat',
    ],
    [
      'may be the first wait of two',
      [
        [0, 1, 1],
        [3, 1, 1],
      ],
      'unclear',
    ],
  ])('%s', (_, waits, verdict) => {
    expect(verdictOf(...waits)).toBe(verdict);
  });
});

describe('receipts with more attempts and with fewer', () => {
  it.each<[string, number[][], string]>([
    ['are cut to two waits where most have two', [[1, 1, 1, 8], ...times(4, [1, 1])], 'flat'],
    ['are compared over three waits where most have three', [[1, 1], ...times(3, [1, 1, 3])], 'grows'],
    [
      'are compared over four waits rather than two where it is as many waits',
      [
        [1, 1],
        [1, 1, 1, 8],
      ],
      'grows',
    ],
    ['count where they have a second wait', [[1, 2], ...times(5, [1])], 'grows'],
  ])('%s', (_, waits, verdict) => {
    expect([verdictOf(...waits), verdictOf(...waits.toReversed())]).toEqual([verdict, verdict]);
  });
});

it('a vendor’s stricter growth is demanded', () => {
  expect(judgeGrowth(times(3, [1000, 1500, 2250]), 1.5)?.verdict).toBe('grows');
  expect(judgeGrowth(times(3, [1000, 1500, 2250]), 2)?.verdict).toBe('flat');
});

describe('further receipts are needed', () => {
  it.each<[string, readonly number[][], boolean]>([
    ['not after three whose waits double', times(3, [1000, 2000, 4000]), true],
    ['after two whose waits double', times(2, [1000, 2000, 4000]), false],
    ['not after three of one length', times(3, [1000, 1000, 1000]), true],
    ['after three with two waits each', times(3, [1000, 2000]), false],
    ['not after five with two waits each', times(5, [1000, 2000]), true],
    ['after two, and one with one wait', [...times(2, [1000, 2000, 4000]), [1000]], false],
    ['after three, one of them with two waits', [...times(2, [1000, 2000, 4000]), [1000, 2000]], false],
    ['not after three whose waits grow a lot at each step', times(3, [1000, 1400, 2800]), true],
    ['after three whose waits grow by less at one step', times(3, [1000, 1399, 2800]), false],
    ['not after three that are nearly of one length', times(3, [1000, 1250, 1000]), true],
    ['after three that differ by more than a quarter', times(3, [1000, 1251, 1000]), false],
    ['after six that grow by just what is demanded', times(6, [1000, 1275]), false],
    [
      'not after eight whose last waits vary most',
      times(4, [1000, 900, 3000]).flatMap((run) => [run, [1000, 900, 5000]]),
      true,
    ],
    [
      'after three random ones',
      [
        [900, 300, 3000],
        [200, 1900, 400],
        [600, 1100, 2900],
      ],
      false,
    ],
    [
      'not after eight random ones that grow a lot',
      [0, 1, 2, 3].flatMap(() => [
        [900, 300, 3000],
        [700, 1900, 3600],
      ]),
      true,
    ],
  ])('%s', (_, waits, isEnough) => {
    expect(isSettled(waits, 1.5)).toBe(isEnough);
  });
});

describe(`in ${runs} simulated runs`, () => {
  it.each(strategies)('$name: $expected', (strategy) => {
    const seen = Array.from({ length: runs }, (_, seed) => simulate(strategy, seededRandom(seed * 7919 + 13)));
    const share = (isWrong: (each: (typeof seen)[number]) => boolean) => seen.filter(isWrong).length / runs;
    const wrong = share(({ fails, failsL01 }) => (strategy.expected === 'fail' ? !failsL01 : fails));
    const warned = share(({ isWarned }) => isWarned);
    const seconds = seen.map((each) => each.seconds).toSorted((a, b) => a - b);
    if (process.env['SIMULATED_RUNS'] !== undefined) {
      const row = [strategy.name, strategy.expected, `${(wrong * 100).toFixed(2)} % wrong`];
      const more = [`${(warned * 100).toFixed(1)} % warned`, `L01 takes ${seconds[runs >> 1]?.toFixed(0)} s`];
      process.stdout.write(`${[...row, ...more].join(' | ')}\n`);
    }
    expect(wrong).toBeLessThanOrEqual(accepted);
    if (strategy.expected === 'pass with a warning') expect(warned).toBeGreaterThan(0.7);
    if (strategy.expected === 'pass') expect(warned).toBeLessThan(0.03);
  });
});
