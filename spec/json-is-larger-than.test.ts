import { expect, test } from 'vitest';
import { isLargerThan } from './json.ts';

test('every part is counted, the value itself and what it contains', () => {
  const value = { a: 1, b: [2, { c: null }] };
  expect(isLargerThan(6, value)).toBe(false);
  expect(isLargerThan(5, value)).toBe(true);
  expect(isLargerThan(1, 'text')).toBe(false);
});

test('a part that is used often is counted as often', () => {
  let value: unknown = 'x';
  for (let level = 0; level < 30; level++) value = [value, value];
  expect(isLargerThan(1_000_000, value)).toBe(true);
});

test('a value that contains itself is larger than any maximum', () => {
  const value: unknown[] = [];
  value.push(value);
  expect(isLargerThan(1000, value)).toBe(true);
});
