import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inParallel } from './run-suite.ts';

test('runs a limited number at a time, and returns the results in order', async () => {
  let [running, max] = [0, 0];
  const results = await inParallel([30, 5, 20, 1], 2, async (ms) => {
    running += 1;
    max = Math.max(max, running);
    await delay(ms);
    running -= 1;
    return ms * 2;
  });
  expect(results).toEqual([60, 10, 40, 2]);
  expect(max).toBe(2);
});

test('does nothing without items, and rejects with the first error', async () => {
  expect(await inParallel([], 3, async () => 1)).toEqual([]);
  await expect(inParallel([1], 3, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});
