import { expect, test } from 'vitest';
import { allPatterns, built, isSlow, kept, makers } from './patterns.ts';

test('the patterns of all sources are found, including the slow ones that are kept', async () => {
  const all = await allPatterns();
  expect(all.length).toBeGreaterThan(150);
  expect(kept.filter(({ begins }) => !all.some(({ source }) => source.startsWith(begins)))).toEqual([]);
});

test('each pattern that is built at run time is known', () => {
  expect(makers.toSorted()).toEqual(Object.keys(built).toSorted());
});

test.each([
  ['(a+)+$', true],
  [String.raw`\s+$`, true],
  ['^[a-z]+$', false],
])('the checker calls %s slow: %s', async (source, slow) => {
  expect(await isSlow({ source, flags: '' })).toBe(slow);
});
