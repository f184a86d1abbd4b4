import { expect, test } from 'vitest';
import { isDeeperThan } from './json.ts';

test('a value is as deep as its objects and lists are nested', () => {
  expect(isDeeperThan(1, 0)).toBe(false);
  expect(isDeeperThan([], 0)).toBe(true);
  expect(isDeeperThan([{ a: [] }], 3)).toBe(false);
  expect(isDeeperThan([{ a: [] }], 2)).toBe(true);
});

test('a value far deeper than the stack is recognised all the same', () => {
  expect(isDeeperThan(JSON.parse('['.repeat(200_000) + ']'.repeat(200_000)), 100)).toBe(true);
});
