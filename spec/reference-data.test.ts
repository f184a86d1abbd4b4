import { describe, expect, it } from 'vitest';
import { codeLists, hazardousEwcCodes, referenceData } from './reference-data.ts';

const { ewcCodes, disposalOrRecoveryCodes, hazardousPropertyCodes, containerTypes, popNames } = referenceData;

describe('the code lists', () => {
  it.each([
    ['EWC codes', ewcCodes, 842, '010101', '200399'],
    ['hazardous property codes', hazardousPropertyCodes, 16, 'HP_1', 'HP_POP'],
    ['disposal and recovery codes', disposalOrRecoveryCodes, 28, 'R1', 'D15'],
    ['container types', containerTypes, 16, 'BAG', 'WBI'],
    ['POP names', popNames, 31, 'END', 'PFHXS'],
  ])('hold all %s in list order, none twice', (_, list, count, first, last) => {
    const codes = list.map((entry) => entry.code);
    expect([codes.length, codes[0], codes.at(-1)]).toEqual([count, first, last]);
    expect(new Set(codes).size).toBe(count);
  });

  it('describe every entry in words, without space around them', () => {
    for (const list of Object.values(referenceData)) {
      for (const entry of list) {
        for (const text of Object.values(entry)) {
          if (typeof text === 'string') expect(text).toMatch(/^\S(.*\S)?$/s);
        }
      }
    }
  });

  it('put recovery before disposal, and mark what does not recover to a final product', () => {
    const codes = disposalOrRecoveryCodes.map((entry) => entry.code);
    expect(codes.map((code) => code.charAt(0)).join('')).toBe('R'.repeat(13) + 'D'.repeat(15));
    const marked = disposalOrRecoveryCodes.filter((entry) => entry.isNotRecoveryToFinalProduct);
    expect(marked.map((entry) => entry.code)).toEqual(['R1', 'R12', 'R13']);
  });

  it('can be bound to a field by name', () => {
    expect(Object.fromEntries(Object.entries(codeLists).map(([name, codes]) => [name, codes.length]))).toEqual({
      'ewc-codes': 842,
      'hazardous-property-codes': 16,
      'disposal-or-recovery-codes': 28,
      'container-types': 16,
      'pop-names': 31,
    });
  });
});

describe('an EWC code', () => {
  it.each([
    ['010101', 'Absolute non-hazardous', false],
    ['010304', 'Absolute hazardous', true],
    ['200121', 'Absolute hazardous', true],
    ['170903', 'Mirror hazardous', true],
    ['170904', 'Mirror non-hazardous', false],
  ])('%s is %s', (code, entryTypeDesc, isHazardous) => {
    expect(ewcCodes.find((entry) => entry.code === code)).toMatchObject({ entryTypeDesc, isHazardous });
    expect(hazardousEwcCodes.has(code)).toBe(isHazardous);
  });

  it('is hazardous exactly when its entry type says so', () => {
    const odd = ewcCodes.filter((entry) => entry.isHazardous === entry.entryTypeDesc.includes('non-hazardous'));
    expect(odd).toEqual([]);
    expect(hazardousEwcCodes.size).toBe(235 + 173);
  });

  it('knows its chapter by two digits and its sub-chapter by four', () => {
    expect(ewcCodes.find((entry) => entry.code === '170904')).toMatchObject({
      chapter: expect.stringContaining('Construction and demolition wastes'),
      subChapter: expect.stringContaining('ther construction and demolition wastes'),
    });
    for (const digits of [2, 4]) {
      const field = digits === 2 ? 'chapter' : 'subChapter';
      const names = Map.groupBy(ewcCodes, (entry) => entry.code.slice(0, digits));
      for (const entries of names.values()) expect(new Set(entries.map((entry) => entry[field])).size).toBe(1);
    }
  });
});
