import { expect, test } from 'vitest';
import { isDeeperThan } from './json.ts';

test('a value is as deep as its objects and lists stand in each other', () => {
  expect(isDeeperThan(1, 0)).toBe(false);
  expect(isDeeperThan([], 0)).toBe(true);
  expect(isDeeperThan([{ a: [] }], 3)).toBe(false);
  expect(isDeeperThan([{ a: [] }], 2)).toBe(true);
});

test('a value far deeper than the stack is told all the same', () => {
  expect(isDeeperThan(JSON.parse('['.repeat(200_000) + ']'.repeat(200_000)), 100)).toBe(true);
});
