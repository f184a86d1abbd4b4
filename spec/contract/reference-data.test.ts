import { describe, expect, it } from 'vitest';
import {
  codeLists,
  datesOfLists,
  hazardousEwcCodes,
  listsOn,
  referenceData,
  type StoredLists,
} from './reference-data.ts';

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

  it('describe every entry in words, without surrounding space', () => {
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

describe('the code lists of a date', () => {
  const stored: StoredLists = {
    ewcCodes: [
      { code: '170904', entryType: 'MN', description: 'Mixed' },
      { code: '170903', entryType: 'MH', description: 'Other', until: '2026-09' },
      { code: '170902', entryType: 'AH', description: 'With PCB', since: '2026-09-15' },
    ],
    hazardousPropertyCodes: [],
    disposalOrRecoveryCodes: [],
    containerTypes: [{ code: 'BOX', description: 'Box', since: '2026-08', until: '2026-10' }],
    popNames: [],
  };

  it.each([
    ['2026-07', ['170904', '170903'], ['170903'], []],
    ['2026-08-31', ['170904', '170903'], ['170903'], ['BOX']],
    ['2026-09', ['170904'], [], ['BOX']],
    ['2026-10', ['170904', '170902'], ['170902'], []],
  ])('hold on %s what was listed by then and had not ended', (date, ewc, hazardous, containers) => {
    const lists = listsOn(date, stored);
    expect([lists.codeLists['ewc-codes'], [...lists.hazardousEwcCodes]]).toEqual([ewc, hazardous]);
    expect(lists.codeLists['container-types']).toEqual(containers);
  });

  it('have the dates of the entries that began or ended', () => {
    expect(datesOfLists(stored)).toEqual([
      { since: '0000', until: '2026-09' },
      { since: '2026-09-15' },
      { since: '2026-08', until: '2026-10' },
    ]);
    expect(datesOfLists()).toEqual([]);
  });

  it('are on the wire without their dates', () => {
    expect(listsOn('2026-09', stored).referenceData.containerTypes).toEqual([{ code: 'BOX', description: 'Box' }]);
  });

  it('are those of the service: no entry was added or removed since July 2026', () => {
    expect(listsOn('2026-07').codeLists).toEqual(codeLists);
  });
});
