import { describe, expect, it } from 'vitest';
import type { Movement } from '../../../spec/types/movement.ts';
import { failed, observationOf, postLine, tokenLine } from '../../testing/fake-observation.ts';
import { plainReceipt } from '../../testing/fake-synthetic.ts';
import { retryAfterIsRespected, theAttemptsStayFew, theWaitsGrow } from './retries.ts';

const receipt: Movement = { ...plainReceipt, yourUniqueReference: 'WB-1' };
const other: Movement = { ...plainReceipt, yourUniqueReference: 'WB-2' };

/** Returns one task with attempts at a receipt after these waits in seconds, each answered 429 after 10 ms. */
function refused(movement: Movement, ...waits: number[]) {
  let ms = 0;
  const lines = [0, ...waits].map((wait, index) => {
    ms += wait * 1000 + (index === 0 ? 0 : 10);
    return postLine(ms, movement, 429, { durationMs: 10 });
  });
  return { task: { action: 'submit' as const, movement }, outcomes: [failed], lines };
}

const constant = (movement: Movement) => refused(movement, 1, 1.004, 1.008);

describe('findings', () => {
  it('name the waits, from each response to the next attempt, and the averages of them', () => {
    expect(theWaitsGrow.check(observationOf([constant(receipt), constant(other), constant(receipt)]))).toEqual([
      {
        text: 'The attempts did not slow down: over 3 refused receipts the third wait took 1.01 s on average, the first wait 1.00 s, so 1.0 times as long. Allowing for jitter, at least 1.6 times was expected. In each average the longest wait counts as the second longest.',
        expected: 'waits that grow by 1.5 or more each time',
        found: 'waits between attempts at WB-1: 1.00, 1.00, 1.01 s; WB-2: 1.00, 1.00, 1.01 s; WB-1: 1.00, 1.00, 1.01 s',
      },
    ]);
  });

  it('say what a wait of next to nothing counts as, so that the averages are those of the waits shown', () => {
    const atOnce = (movement: Movement) => refused(movement, 0.01, 0.01, 0.01);
    const [finding] = theWaitsGrow.check(observationOf([atOnce(receipt), atOnce(other), atOnce(receipt)])) ?? [];
    expect(finding?.text).toMatch(/took 0\.05 s on average.+ A wait of less than 0\.05 s counts as 0\.05 s\.$/);
  });

  it('give waits whose sum is the sum of those shown', () => {
    const many = refused(receipt, ...Array.from({ length: 16 }, () => 0.104));
    const [finding] = theAttemptsStayFew.check(observationOf([many])) ?? [];
    const waits = Array.from({ length: 9 }, () => 'after 0.10 s 429');
    expect(finding?.found).toBe(['429', ...waits, '7 more', 'waits of 1.60 s in all'].join(', '));
  });

  it('give the one wait that was too short', () => {
    const early = refused(receipt, 1.5);
    const [first, ...rest] = early.lines;
    if (first === undefined) throw new Error('no lines');
    const asking = { ...first, response: { ...first.response, headers: { 'retry-after': '3' } } };
    expect(retryAfterIsRespected.check(observationOf([{ ...early, lines: [asking, ...rest] }]))).toMatchObject([
      { text: expect.stringContaining('was sent again after 1.50 s'), found: '429, after 1.50 s 429' },
    ]);
  });
});

it('a wait until a date is from the time of day of the response, whatever the monotonic clock reads', () => {
  const [first, second] = refused(receipt, 3).lines;
  if (first === undefined || second === undefined) throw new Error('no lines');
  const until = new Date(Date.parse(first.at) + 3000).toUTCString();
  const asking = { ...first, response: { ...first.response, headers: { 'retry-after': until } } };
  const shifted = [asking, second].map((line) => ({ ...line, monotonicMs: line.monotonicMs - 5_000_000 }));
  const steps = [{ ...refused(receipt), lines: shifted }];
  expect(retryAfterIsRespected.check(observationOf(steps))).toEqual([]);
});

it('requests before the refusal and after the receipt was taken are no pressure', () => {
  const lines = [
    ...Array.from({ length: 20 }, (_, index) => tokenLine(index)),
    postLine(100, receipt, 429),
    postLine(1100, receipt, 201),
    ...Array.from({ length: 20 }, (_, index) => tokenLine(1200 + index)),
  ];
  const task = { action: 'submit' as const, movement: receipt };
  expect(theAttemptsStayFew.check(observationOf([{ task, outcomes: [failed], lines }]))).toEqual([]);
});
