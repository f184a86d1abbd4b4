import { expect, test } from 'vitest';
import { allPatterns, built, isSlow, kept, makers } from './patterns.ts';

test('the patterns of all sources are found, and those that are slow and stay are among them', async () => {
  const all = await allPatterns();
  expect(all.length).toBeGreaterThan(150);
  expect(kept.filter(({ begins }) => !all.some(({ source }) => source.startsWith(begins)))).toEqual([]);
});

test('each pattern that is put together as the code runs is known', () => {
  expect(makers.toSorted()).toEqual(Object.keys(built).toSorted());
});

test.each([
  ['(a+)+$', true],
  [String.raw`\s+$`, true],
  ['^[a-z]+$', false],
])('the checker calls %s slow: %s', async (source, slow) => {
  expect(await isSlow({ source, flags: '' })).toBe(slow);
});
