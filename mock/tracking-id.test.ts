import { describe, expect, it } from 'vitest';
import { counterOf, trackingId } from './tracking-id.ts';

describe('a tracking id', () => {
  it('begins with the year, followed by six or more capitals and digits', () => {
    expect(trackingId(1, 2026)).toMatch(/^26[A-Z0-9]{6,}$/);
    expect(trackingId(1, 2030)).toMatch(/^30/);
    expect(trackingId(1, 2105)).toMatch(/^05/);
  });

  it('differs for each of 100,000 counters, all eight characters long', () => {
    const ids = new Set<string>();
    for (let counter = 1; counter <= 100_000; counter++) ids.add(trackingId(counter, 2026));
    expect(ids.size).toBe(100_000);
    expect([...ids].filter((id) => !/^26[A-Z0-9]{6}$/.test(id))).toEqual([]);
  });

  it('decodes to its counter, with the library', () => {
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

  // Data may be older than this code: a counter must always give the same id.
  it.each([
    [0, 2024, '24J6H7C5'],
    [1, 2025, '251H9C09'],
    [2, 2026, '26S3KMH4'],
    [9, 2027, '27WVF5KP'],
    [34, 2028, '28HH6OH7'],
    [35, 2029, '292IO3ET'],
    [36, 2030, '30JGGH7C'],
    [37, 2031, '311H69C0'],
    [70, 2032, '32HVG6OH'],
    [71, 2033, '3324I3ET'],
    [100, 2034, '3424A3ET'],
    [999, 2035, '3501RVZE'],
    [1000, 2024, '242E03ET'],
    [1224, 2025, '25JJJH7C'],
    [1225, 2026, '261HJJ9C'],
    [1260, 2027, '27JGG6H7'],
    [9999, 2028, '280APWVZ'],
    [42874, 2029, '29HHHH6O'],
    [42875, 2030, '302IOOO3'],
    [43000, 2031, '3196H0IJ'],
    [99999, 2032, '3205BNDV'],
    [123456, 2033, '338W43GY'],
    [1000000, 2034, '342TFF93'],
    [1001000, 2035, '35UFOQ5T'],
    [1500624, 2024, '24JJJJJH'],
    [1500625, 2025, '251HJJJJ'],
    [9876543, 2026, '26ONU163'],
    [52521874, 2027, '27HHHHHH'],
    [52521875, 2028, '282IOOOOO'],
    [123456789, 2029, '29W15VECR'],
    [1000000000000, 2030, '3029625ORV9'],
    [9007199254740991, 2031, '31XN11395W0WOO'],
  ])('of counter %d in %d is %s', (counter, year, id) => {
    expect(trackingId(counter, year)).toBe(id);
    expect(counterOf(id)).toBe(counter);
  });

  it('grows with the counter, and never runs out', () => {
    expect(trackingId(Number.MAX_SAFE_INTEGER, 2026)).toMatch(/^26[A-Z0-9]{7,}$/);
  });

  it.each([-1, 0.5, 2 ** 53, Number.NaN])('is not created for %d, which is not a counter', (counter) => {
    expect(() => trackingId(counter, 2026)).toThrow(RangeError);
  });

  it('does not reveal its counter', () => {
    const [one, next] = [trackingId(1000, 2026), trackingId(1001, 2026)];
    expect([...one].filter((letter, index) => letter !== next[index]).length).toBeGreaterThan(2);
  });
});
