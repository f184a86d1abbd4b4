import { expect, test } from 'vitest';
import { firstFew } from './labels.ts';

test.each([
  [[], ''],
  [[1], '1'],
  [[1, 2, 3], '1, 2, 3'],
  [[1, 2, 3, 4], '1, 2, 3 and 1 more'],
])('of %j three are shown and the rest is counted', (items, text) => {
  expect(firstFew(items, 3)).toBe(text);
});
