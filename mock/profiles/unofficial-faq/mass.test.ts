import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../spec/json.ts';
import { deviation, inKilograms, isMore, type Mass, massOf, massOfReceipt } from './mass.ts';

function mass(amount: number, metric = 'Kilograms'): Mass {
  const found = massOf({ metric, amount, isEstimate: false });
  if (found === undefined) throw new Error('no mass');
  return found;
}

describe('a mass', () => {
  it.each<[JsonValue | undefined]>([
    [undefined],
    [null],
    ['1 kg'],
    [{ amount: 1 }],
    [{ metric: 'kg', amount: 1 }],
    [{ metric: 'constructor', amount: 1 }],
    [{ metric: 'Grams', amount: '1' }],
    [{ metric: 'Grams', amount: null }],
  ])('is not %j', (weight) => expect(massOf(weight)).toBeUndefined());

  it('is the same in every unit', () => {
    for (const other of [mass(3_420, 'Kilograms'), mass(3_420_000, 'Grams'), mass(3.42, 'Tonnes')]) {
      expect(inKilograms(other)).toEqual({ metric: 'Kilograms', amount: 3_420 });
      expect(deviation(other, mass(3.42, 'Tonnes'), 0n)).toEqual({ percent: 0, isMore: false });
    }
  });

  it('of a receipt is that of all its items, unless one has none', () => {
    const item = (metric: string, amount: number) => ({ weight: { metric, amount, isEstimate: false } });
    const sum = massOfReceipt({ wasteItems: [item('Grams', 0.1), item('Grams', 0.2), item('Tonnes', 1e-6)] });
    expect(sum && inKilograms(sum)).toEqual({ metric: 'Kilograms', amount: 0.0013 });
    expect(massOfReceipt({ wasteItems: [item('Grams', 1), {}] })).toBeUndefined();
  });
});

describe('a deviation', () => {
  it.each([
    [3.591, 3.42, 5, false],
    [3.249, 3.42, 5, false],
    [1.05, 1, 5, false],
    [0.33075, 0.315, 5, false],
    [3.5910000001, 3.42, 5.000001, true],
    [3.2489999999, 3.42, 5.000001, true],
    [62.4, 60, 4, false],
    [63.6, 60, 6, true],
    [60, 60, 0, false],
    [Number.MAX_SAFE_INTEGER, Number.MIN_VALUE, 9_007_199_254.740992, true],
    [Number.MIN_VALUE, Number.MAX_SAFE_INTEGER, 100, true],
    [1e300, 1e-300, 9_007_199_254.740992, true],
  ])('of %d from %d is %d %%', (one, other, percent, isOver) => {
    expect(deviation(mass(one), mass(other), 5n)).toEqual({ percent, isMore: isOver });
  });

  it('of exactly 5 % is never more than 5 %, whatever the weight and its unit', () => {
    const units = fc.constantFrom<[string, number]>(['Grams', 0], ['Kilograms', 3], ['Tonnes', 6]);
    const decimal = (digits: number, places: number) => Number(`${digits}e-${places}`);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 8 }), units, (digits, places, [unit]) => {
        const from = mass(decimal(digits * 20, places), unit);
        for (const factor of [19, 21]) {
          expect(deviation(mass(decimal(digits * factor, places), unit), from, 5n)).toEqual({
            percent: 5,
            isMore: false,
          });
        }
        expect(isMore(mass(decimal(digits * 21, places), unit), from)).toBe(true);
      }),
    );
  });

  it('has a weight that can be written down, however large', () => {
    expect(inKilograms(mass(1.7e308, 'Tonnes')).amount).toBe(Number.MAX_VALUE);
    expect(inKilograms(mass(Number.MIN_VALUE, 'Grams')).amount).toBe(0);
  });
});
