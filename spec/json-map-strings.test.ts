import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mapStrings } from './json.ts';

test('every string is changed at any depth, keys only where asked', () => {
  const value = { a: ['b', 1, { c: 'd' }], e: null };
  const shout = (text: string) => text.toUpperCase();
  expect(mapStrings(value, shout)).toEqual({ a: ['B', 1, { c: 'D' }], e: null });
  expect(mapStrings(value, shout, shout)).toEqual({ A: ['B', 1, { C: 'D' }], E: null });
});

test('changing nothing gives an equal value, whatever JSON it is', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(JSON.stringify(mapStrings(JSON.parse(json), (text) => text))).toBe(JSON.stringify(JSON.parse(json)));
    }),
  );
});
