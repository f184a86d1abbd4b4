import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../spec/json.ts';
import { changed } from '../testing/approval-case.ts';
import { compareReceipts } from './compare-receipts.ts';

const fieldsOf = (asked: JsonObject, sent: JsonObject) => compareReceipts(asked, sent).map(({ field }) => field);

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
    ['items in another order', { wasteItems: [{ a: 1 }, { a: 2 }] }, { wasteItems: [{ a: 2 }, { a: 1 }] }],
    ['components in another order', { c: [{ a: 1 }, { a: 1, b: 2 }] }, { c: [{ a: 1, b: 2 }, { a: 1 }] }],
    ['entries of which one has more', { c: [{ a: 1 }, { b: 1 }] }, { c: [{ a: 1, b: 1 }, { a: 1 }] }],
    ['an added contact', { carrier: { a: 1 } }, { carrier: { a: 1, emailAddress: 'a@example.com' } }],
    ['an added reference', {}, { otherReferencesForMovement: [{ label: 'a', reference: 'b' }] }],
    ['an added address', { brokerOrDealer: { a: 1 } }, { brokerOrDealer: { a: 1, address: { postcode: 'AX1 1AA' } } }],
    ['an added source', { wasteItems: [{}] }, { wasteItems: [{ pops: { sourceOfComponents: 'NOT_PROVIDED' } }] }],
    ['statements in another order', { regulatoryPositionStatements: [1, 2] }, { regulatoryPositionStatements: [2, 1] }],
  ])('%s', (_, asked, sent) => {
    expect(compareReceipts(asked, sent)).toEqual([]);
  });

  it.each([
    '2026-06-01T10:00:00Z',
    '2026-06-01T10:00',
    '2026-06-01 10:00:00',
    '2026-06-01T11:00:00+01:00',
    '2026-06-01T11:00:00.000+0100',
    '2026-06-01T11:00+01',
  ])('the instant written as %s', (dateTimeReceived) => {
    expect(compareReceipts({ dateTimeReceived: '2026-06-01T10:00:00.000Z' }, { dateTimeReceived })).toEqual([]);
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
    ['the second of two changed, and moved', { c: [{ a: 1 }, { a: 2 }] }, { c: [{ a: 3 }, { a: 1 }] }, ['c.0.a']],
    ['the second of three dropped', { c: [{ a: 1 }, { a: 2 }, { a: 3 }] }, { c: [{ a: 1 }, { a: 3 }] }, ['c.1']],
    ['one entry for two', { c: [{ a: 1 }, { a: 1 }] }, { c: [{ a: 1 }, { a: 2 }] }, ['c.1.a']],
    ['nothing at all', { a: 1, b: { c: 2 } }, {}, ['a', 'b']],
  ])('%s', (_, asked, sent, fields) => {
    expect(fieldsOf(asked, sent)).toEqual(fields);
  });

  const inAnItem = (fact: JsonObject) => ({ wasteItems: [{ a: 1, ...fact }] });
  it.each<[string, JsonObject]>([
    ['brokerOrDealer', { brokerOrDealer: { organisationName: 'A Ltd' } }],
    ['hazardousWasteConsignmentCode', { hazardousWasteConsignmentCode: 'ABC123/A1234' }],
    ['reasonForNoConsignmentCode', { reasonForNoConsignmentCode: 'HWRC_RECEIPT' }],
    ['carrier.registrationNumber', { carrier: { registrationNumber: 'CBDU123456' } }],
    ['carrier.reasonForNoRegistrationNumber', { carrier: { reasonForNoRegistrationNumber: 'ON_SITE' } }],
    ['carrier.vehicleRegistration', { carrier: { vehicleRegistration: 'ZA12 ABC' } }],
    ['carrier.otherMeansOfTransport', { carrier: { otherMeansOfTransport: 'Mule' } }],
    ['wasteItems.0.weight', inAnItem({ weight: { metric: 'Tonnes', amount: 1, isEstimate: true } })],
    ['wasteItems.0.disposalOrRecoveryCodes', inAnItem({ disposalOrRecoveryCodes: [{ code: 'R3' }] })],
    ['wasteItems.0.pops.components', inAnItem({ pops: { components: [{ code: 'PCB' }] } })],
    ['wasteItems.0.hazardous.components', inAnItem({ hazardous: { components: [{ name: 'Lead' }] } })],
    ['wasteItems.0.hazardous.hazCodes', inAnItem({ hazardous: { hazCodes: ['HP_5'] } })],
  ])('an invented %s, unless it is blank', (field, sent) => {
    const asked = { wasteItems: [{ a: 1 }] };
    expect(compareReceipts(asked, { ...asked, ...sent })).toMatchObject([{ field, expected: 'nothing' }]);
    expect(fieldsOf({ ...asked, carrier: {} }, { ...asked, ...sent })).toContain(field);
    for (const blank of [null, '', [], {}]) {
      expect(compareReceipts(asked, changed({ ...asked, ...sent }, field, blank))).toEqual([]);
    }
  });

  it('says what was expected and what was sent', () => {
    expect(compareReceipts({ a: [{ b: 2.5 }] }, { a: [{ b: 3 }] })).toEqual([
      { field: 'a.0.b', expected: '2.5', found: '3' },
    ]);
  });

  it('finds nothing in inherited properties', () => {
    expect(fieldsOf({ toString: 'x' }, {})).toEqual(['toString']);
  });
});
