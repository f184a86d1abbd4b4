import { describe, expect, it } from 'vitest';
import { counterOf, trackingId } from './tracking-ids.ts';

describe('a tracking id', () => {
  it('begins with the year, and goes on with six or more capitals and digits', () => {
    expect(trackingId(1, 2026)).toMatch(/^26[A-Z0-9]{6,}$/);
    expect(trackingId(1, 2030)).toMatch(/^30/);
    expect(trackingId(1, 2105)).toMatch(/^05/);
  });

  it('is the same each time for a counter and a year', () => {
    expect(trackingId(123_456, 2026)).toBe(trackingId(123_456, 2026));
  });

  it('is another one for each of 100,000 counters, all eight characters long', () => {
    const ids = new Set<string>();
    for (let counter = 1; counter <= 100_000; counter++) ids.add(trackingId(counter, 2026));
    expect(ids.size).toBe(100_000);
    expect([...ids].filter((id) => !/^26[A-Z0-9]{6}$/.test(id))).toEqual([]);
  });

  it('leads back to its counter, which the library reads from it', () => {
    const counters = [
      0,
      35,
      36,
      1_224,
      42_874,
      42_875,
      1_500_624,
      1_500_625,
      52_521_874,
      52_521_875,
      10 ** 12,
      2 ** 53 - 1,
    ];
    const all = [...Array.from({ length: 5_000 }, (_, index) => index * 211), ...counters];
    expect(all.map((counter) => counterOf(trackingId(counter, 2026)))).toEqual(all);
  });

  it('stays what it was: data may be older than this code', () => {
    const ids = [0, 1, 35, 36, 123_456, 1_500_625, 2 ** 53 - 1].map((counter) => trackingId(counter, 2026));
    expect(ids).toEqual(['26J6H7C5', '261H9C09', '262IO3ET', '26JGGH7C', '268W43GY', '261HJJJJ', '26XN11395W0WOO']);
  });

  it('grows with the counter, and never runs out', () => {
    expect(trackingId(Number.MAX_SAFE_INTEGER, 2026)).toMatch(/^26[A-Z0-9]{7,}$/);
  });

  it.each([-1, 0.5, 2 ** 53, Number.NaN])('is not made up for %d, which is no counter', (counter) => {
    expect(() => trackingId(counter, 2026)).toThrow(RangeError);
  });

  it('does not show its counter', () => {
    const [one, next] = [trackingId(1000, 2026), trackingId(1001, 2026)];
    expect([...one].filter((letter, index) => letter !== next[index]).length).toBeGreaterThan(2);
  });
});
