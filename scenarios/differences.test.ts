import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../spec/json.ts';
import { differences } from './differences.ts';

const fieldsOf = (asked: JsonObject, sent: JsonObject) => differences(asked, sent).map(({ field }) => field);

describe('the same facts', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['an added field', { a: 1 }, { a: 1, b: 2 }],
    [
      'spaces around a string',
      { carrier: { organisationName: 'A Ltd' } },
      { carrier: { organisationName: ' A Ltd ' } },
    ],
    ['null as null', { a: null }, { a: null }],
    ['null as an empty string', { a: null }, { a: '' }],
    ['null left out', { a: null }, {}],
    ['an empty list left out', { a: [] }, {}],
    ['codes in another order', { ewcCodes: ['170201', '170202'] }, { ewcCodes: ['170202', '170201'] }],
    ['a code sent twice', { hazCodes: ['HP_5'] }, { hazCodes: ['HP_5', 'HP_5'] }],
    ['statements in another order', { regulatoryPositionStatements: [1, 2] }, { regulatoryPositionStatements: [2, 1] }],
  ])('%s', (_, asked, sent) => {
    expect(differences(asked, sent)).toEqual([]);
  });

  it.each([
    '2026-06-01T10:00:00Z',
    '2026-06-01T10:00',
    '2026-06-01 10:00:00',
    '2026-06-01T11:00:00+01:00',
    '2026-06-01T11:00:00.000+0100',
    '2026-06-01T11:00+01',
  ])('the instant written as %s', (dateTimeReceived) => {
    expect(differences({ dateTimeReceived: '2026-06-01T10:00:00.000Z' }, { dateTimeReceived })).toEqual([]);
  });
});

describe('other facts', () => {
  it.each<[string, JsonObject, JsonObject, string[]]>([
    ['a dropped item, once', { wasteItems: [{ a: 1 }, { a: 2, b: 3 }] }, { wasteItems: [{ a: 1 }] }, ['wasteItems.1']],
    ['an added item', { wasteItems: [{ a: 1 }] }, { wasteItems: [{ a: 1 }, null] }, ['wasteItems.1']],
    ['an added component', { components: [{ a: 1 }] }, { components: [{ a: 1 }, { a: 2 }] }, ['components.1']],
    ['a lost object, once', { broker: { a: 1, b: 2 } }, { broker: null }, ['broker']],
    ['an added code', { ewcCodes: ['170201'] }, { ewcCodes: ['170201', '170202'] }, ['ewcCodes']],
    ['a code instead of null', { registrationNumber: null }, { registrationNumber: 'CBDU1' }, ['registrationNumber']],
    ['a number as a string', { amount: 2.5 }, { amount: '2.5' }, ['amount']],
    ['a list instead of an object', { a: { b: 1 } }, { a: [] }, ['a']],
    [
      'another instant',
      { dateTimeReceived: '2026-06-01T10:00:00Z' },
      { dateTimeReceived: '2026-06-01T10:00:00+01:00' },
      ['dateTimeReceived'],
    ],
    [
      'an unreadable time',
      { dateTimeReceived: '2026-06-01T10:00:00Z' },
      { dateTimeReceived: '1 June' },
      ['dateTimeReceived'],
    ],
    ['nothing at all', { a: 1, b: { c: 2 } }, {}, ['a', 'b']],
  ])('%s', (_, asked, sent, fields) => {
    expect(fieldsOf(asked, sent)).toEqual(fields);
  });

  it('says what was asked for and what was sent', () => {
    expect(differences({ a: [{ b: 2.5 }] }, { a: [{ b: 3 }] })).toEqual([
      { field: 'a.0.b', expected: '2.5', found: '3' },
    ]);
  });

  it('finds nothing in inherited properties', () => {
    expect(fieldsOf({ toString: 'x' }, {})).toEqual(['toString']);
  });
});
