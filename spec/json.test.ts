import { describe, expect, it } from 'vitest';
import { at, isObject } from './json.ts';

describe('a JSON object', () => {
  it.each([
    [{}, true],
    [{ a: 1 }, true],
    [[], false],
    [null, false],
    ['text', false],
    [undefined, false],
  ])('%j: %s', (value, expected) => {
    expect(isObject(value)).toBe(expected);
  });
});

describe('the value at a path', () => {
  const receipt = { wasteItems: [{ ewcCodes: ['170904'] }], carrier: null };

  it('is found through keys and indexes', () => {
    expect(at(receipt, 'wasteItems', 0, 'ewcCodes', 0)).toBe('170904');
    expect(at(receipt)).toBe(receipt);
  });

  it('is null if it is null, and undefined if a step is missing', () => {
    expect(at(receipt, 'carrier')).toBe(null);
    expect(at(receipt, 'carrier', 'organisationName')).toBe(undefined);
    expect(at(receipt, 'wasteItems', 1, 'ewcCodes')).toBe(undefined);
    expect(at(undefined, 'wasteItems')).toBe(undefined);
  });

  it('is never an inherited one', () => {
    expect(at(receipt, 'constructor')).toBe(undefined);
    expect(at(receipt, '__proto__')).toBe(undefined);
    expect(at('text', 'length')).toBe(undefined);
  });
});
