import { describe, expect, it } from 'vitest';
import { trackingId } from './tracking-ids.ts';

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

  it('grows with the counter, and never runs out', () => {
    expect(trackingId(Number.MAX_SAFE_INTEGER, 2026)).toMatch(/^26[A-Z0-9]{7,}$/);
  });

  it('does not show its counter', () => {
    const [one, next] = [trackingId(1000, 2026), trackingId(1001, 2026)];
    expect([...one].filter((letter, index) => letter !== next[index]).length).toBeGreaterThan(2);
  });
});
