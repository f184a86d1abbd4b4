import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

const names = ['driver', 'concurrency', 'formats', 'notApplicable', 'R01', 'R05'];

test.each([
  ['Driver', 'driver'],
  ['drvier', 'driver'],
  ['concurency', 'concurrency'],
  ['format', 'formats'],
  ['notapplicable', 'notApplicable'],
  ['r05', 'R05'],
  ['R5', 'R05'],
])('%s suggests %s', (written, meant) => {
  expect(nearestName(written, names)).toBe(meant);
});

test.each(['', 'colour', 'x', 'x'.repeat(100_000)])('no name is similar to %.9s', (written) => {
  expect(nearestName(written, names)).toBeUndefined();
});

test('without names, there is no suggestion', () => {
  expect(nearestName('driver', [])).toBeUndefined();
});
