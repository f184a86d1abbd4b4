import type { Faker } from '@faker-js/faker';
import { faker as british } from '@faker-js/faker/locale/en_GB';
import { describe, expect, it } from 'vitest';
import { isSummer, receivedTimes } from './received-times.ts';

const BritishFaker = british.constructor as typeof Faker;

describe.each([
  ['in summer', '2026-07-15T10:00:30.000Z'],
  ['in winter', '2026-12-15T10:00:30.000Z'],
  ['just before the clocks change in spring', '2026-03-29T00:59:00.000Z'],
  ['just after', '2026-03-29T01:06:00.000Z'],
  ['just before the clocks change in autumn', '2026-10-25T00:59:00.000Z'],
  ['just after', '2026-10-25T01:06:00.000Z'],
])('%s', (_, text) => {
  const now = new Date(text);
  const many = Array.from({ length: 300 }, (__, seed) => {
    return receivedTimes(new BritishFaker({ locale: british.rawDefinitions, seed }), now);
  });
  const recent = many.map((times) => Date.parse(times.recent()));
  const other = many.map((times) => Date.parse(times.inOtherSeason()));

  it('recent times are hours old, other ones less than a year, and both are whole minutes', () => {
    const age = (time: number) => (now.getTime() - time) / 3_600_000;
    expect(recent.every((time) => age(time) > 0 && age(time) < 5)).toBe(true);
    expect(other.every((time) => age(time) > 0 && age(time) < 366 * 24)).toBe(true);
    expect([...recent, ...other].every((time) => time % 60_000 === 0)).toBe(true);
  });

  it('one is in summer and the other in winter', () => {
    const seasons = new Set(recent.map(isSummer));
    expect(seasons.size).toBe(1);
    expect(new Set(other.map(isSummer))).toEqual(new Set([!seasons.has(true)]));
  });
});
