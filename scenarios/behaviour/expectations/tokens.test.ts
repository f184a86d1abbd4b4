import { describe, expect, it } from 'vitest';
import { usualThresholds as thresholds } from '../../../spec/types/verdict.ts';
import { exchange } from '../../testing/fake-exchange.ts';
import {
  accepted,
  observationOf,
  postLine,
  type RequestLine,
  receipts,
  tokenLine,
} from '../../testing/fake-observation.ts';
import { plainReceipt } from '../../testing/fake-synthetic.ts';
import { theTokenIsRenewedOnce, theTokenIsReused } from './tokens.ts';

const all = receipts(20);
const minutes = (count: number) => count * 60_000;
const receiptAt = (ms: number, index = 0, status = 201) => postLine(ms, all[index] ?? plainReceipt, status);
const listAt = (ms: number) => {
  const { seq: _, ...line } = exchange({ ...tokenLine(ms), operationId: 'listEwcCodes' });
  return line;
};

/** Returns the findings on requests without a task, in order of arrival. */
function watched(...lines: RequestLine[]) {
  const exchanges = lines
    .toSorted((a, b) => a.monotonicMs - b.monotonicMs)
    .map((line, index) => ({ seq: index + 1, ...line }));
  return theTokenIsReused.check({ exchanges, tasks: [], thresholds });
}

/** Returns the findings on a task with twenty receipts. */
function asked(...lines: RequestLine[]) {
  return theTokenIsReused.check(
    observationOf([{ task: { action: 'submit-all', movements: all }, outcomes: null, lines }]),
  );
}

const twenty = (from = 20, every = 20) => all.map((_, index) => receiptAt(from + index * every, index));

describe('a product may', () => {
  it.each([0.1, 0.25, 0.5, 0.8, 0.95])('renew its token at %d of its life', (share) => {
    const renewals = [0, 1, 2, 3].map((count) => tokenLine(count * minutes(60) * share));
    const few = [1, 2, 3, 4, 5].map((count) => receiptAt(count * minutes(30) + 1, count));
    expect(watched(...renewals, ...few)).toEqual([]);
  });

  it('have two workers that each renew their token', () => {
    const tokens = [0, 100, minutes(48), minutes(48) + 100, minutes(96), minutes(96) + 100].map((ms) => tokenLine(ms));
    expect(watched(...tokens, ...[1, 2, 3, 4, 5].map((count) => receiptAt(minutes(count * 20), count)))).toEqual([]);
  });

  it('start again once while it is watched', () => {
    const five = [1, 2, 3, 4, 5].map((count) => receiptAt(minutes(count), count));
    expect(watched(tokenLine(0), tokenLine(minutes(2) + 500), ...five)).toEqual([]);
  });

  it('have a token for each of its workers', () => {
    expect(asked(tokenLine(0), tokenLine(5), ...twenty())).toEqual([]);
    // Eight at the same time show that there are eight.
    const slow = { durationMs: 100 };
    const workers = Array.from({ length: 8 }, () => tokenLine(0, 200, slow));
    expect(asked(...workers, ...twenty(200))).toEqual([]);
  });

  it('have two workers, however few receipts it sends', () => {
    expect(asked(tokenLine(0), receiptAt(20), tokenLine(40), receiptAt(60, 1))).toEqual([]);
  });

  it('read a list with each new token', () => {
    expect(asked(tokenLine(0), listAt(15), ...twenty(40))).toEqual([]);
  });

  it('get a new token for each that was refused', () => {
    const refused = [0, 1, 2, 3, 4, 5].flatMap((count) => [
      receiptAt(1000 + count * 100, count, 401),
      tokenLine(1020 + count * 100),
      receiptAt(1040 + count * 100, count),
    ]);
    expect(asked(tokenLine(0), ...refused)).toEqual([]);
  });
});

describe('a product may not', () => {
  it('get a token for every receipt, one after the other', () => {
    expect(asked(...twenty(20, 40).flatMap((line, index) => [tokenLine(index * 40), line]))).toMatchObject([
      { found: '20 tokens for 20 receipts', expected: 'at most 5 tokens until one expires' },
    ]);
  });

  it('get a token for every receipt, and read a list with it', () => {
    const lines = twenty(30, 40).flatMap((line, index) => [tokenLine(index * 40), listAt(index * 40 + 15), line]);
    expect(asked(...lines)).toHaveLength(1);
  });

  it('get a token for every second receipt', () => {
    const lines = twenty(20, 40).flatMap((line, index) => (index % 2 === 0 ? [tokenLine(index * 40), line] : [line]));
    expect(asked(...lines)).toHaveLength(1);
  });

  it('get a token for each of twenty receipts that start together', () => {
    const slow = { durationMs: 100 };
    expect(asked(...all.map(() => tokenLine(0, 200, slow)), ...twenty(200))).toHaveLength(1);
  });

  it('get a token for every receipt that a person enters', () => {
    const lines = [0, 1, 2, 3, 4, 5].flatMap((count) => [
      tokenLine(minutes(count)),
      receiptAt(minutes(count) + 20, count),
    ]);
    expect(watched(...lines)).toHaveLength(1);
  });
});

describe('after a 401', () => {
  const renewal = (...lines: RequestLine[]) =>
    theTokenIsRenewedOnce.check(
      observationOf([{ task: { action: 'submit-all', movements: all }, outcomes: [accepted], lines }]),
    );

  it.each<[string, RequestLine[]]>([
    ['a receipt goes again with a new token', [receiptAt(0, 0, 401), tokenLine(20), receiptAt(40)]],
    [
      'a receipt goes again with the token that another one got',
      [receiptAt(0, 1, 401), tokenLine(12), receiptAt(5, 0, 401), receiptAt(40), receiptAt(40, 1)],
    ],
    [
      'a receipt goes again with a new token, which is refused in its turn',
      [receiptAt(0, 0, 401), tokenLine(20), receiptAt(40, 0, 401), tokenLine(60), receiptAt(80)],
    ],
    [
      'a receipt goes no further once the new token is refused, too',
      [receiptAt(0, 0, 401), tokenLine(20), receiptAt(40, 0, 401)],
    ],
  ])('%s: right', (_, lines) => {
    expect(renewal(...lines)).toEqual([]);
  });

  it.each<[string, RequestLine[], RegExp]>([
    [
      'with the refused token',
      [receiptAt(0, 0, 401), receiptAt(20, 0, 401), tokenLine(40), receiptAt(60)],
      /had refused/,
    ],
    ['no more', [receiptAt(0, 0, 401)], /did not request a new token/],
    ['no more, with a new token', [receiptAt(0, 0, 401), tokenLine(20)], /although the product got a new token/],
    [
      'again and again',
      [0, 1, 2, 3].flatMap((count) => [receiptAt(count * 40, 0, 401), tokenLine(count * 40 + 20)]),
      /although a new token was refused/,
    ],
  ])('a receipt goes %s: wrong', (_, lines, text) => {
    expect(renewal(...lines)).toMatchObject([{ text: expect.stringMatching(text) }]);
  });
});
