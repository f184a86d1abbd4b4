import { describe, expect, it } from 'vitest';
import { retiredNames } from '../../spec/contract/fields.ts';
import type { JsonValue } from '../../spec/json.ts';
import { changed, updateOf } from '../testing/approval-case.ts';
import { cleanReceipt, evaluated, receiptSent } from '../testing/traffic-check-case.ts';
import { w04 } from './w04-the-current-specification.ts';

const fieldsFound = (changes: Record<string, JsonValue>) =>
  evaluated(w04, [receiptSent(2, changes)]).findings.map(({ field }) => field);

describe('a field that is not in the specification', () => {
  it.each([
    ['at the top', { pickupDate: '2026-06-01' }, ['pickupDate']],
    ['in an item', { 'wasteItems.0.colour': 'red' }, ['wasteItems.*.colour']],
    ['in the weight of an item', { 'wasteItems.0.weight.unit': 't' }, ['wasteItems.*.weight.unit']],
    ['in the case of a known name', { 'carrier.OrganisationName': 'x' }, ['carrier.OrganisationName']],
    ['flat, though a nested one has its name', { organisationName: 'x' }, ['organisationName']],
  ])('is found %s', (_, changes, fields) => {
    expect(fieldsFound(changes)).toEqual(fields);
  });

  it('is found if its name is flat with a dot', () => {
    const sent = receiptSent(2);
    const json = { ...cleanReceipt, 'carrier.organisationName': 'x' };
    const { findings } = evaluated(w04, [{ ...sent, request: { ...sent.request, body: { json } } }]);
    expect(findings.map(({ field }) => field)).toEqual(['carrier.organisationName']);
  });

  it('is named once, without its contents, and counted', () => {
    const sent = [
      receiptSent(2),
      ...[3, 4, 5].map((seq) => receiptSent(seq, { driver: { name: 'invented', age: 9 } })),
    ];
    expect(evaluated(w04, sent).findings).toEqual([
      expect.objectContaining({
        field: 'driver',
        expected: 'no such field',
        text: expect.stringContaining('in 3 receipts, the first in exchange 3.'),
      }),
    ]);
  });

  it('is found in an update, too', () => {
    const update = updateOf('26BHUT6U', changed(cleanReceipt, 'extra', 1), 4);
    expect(evaluated(w04, [receiptSent(2), update]).verdict).toBe('fail');
  });

  it('is not looked for in a value of the wrong type', () => {
    expect(
      fieldsFound({ wasteItems: { ewcCodes: [] }, 'carrier.organisationName': { x: 1 }, receiver: [{ y: 1 }] }),
    ).toEqual([]);
  });

  it('is only counted from the forty-first on', () => {
    const findingsOn = (length: number) => {
      const many = Object.fromEntries(Array.from({ length }, (_, index) => [`field${index}`, index]));
      return evaluated(w04, [receiptSent(2, many)]).findings;
    };
    expect(findingsOn(40).map(({ field }) => field)).toEqual(Array.from({ length: 40 }, (_, index) => `field${index}`));
    expect(findingsOn(1000)).toHaveLength(41);
    expect(findingsOn(1000).at(-1)?.text).toBe('And 960 more fields like these.');
  });
});

describe('a field of an older document', () => {
  it.each([
    ['organisationApiId', 'organisationApiId'],
    ['receiver.organisationName', 'receiver.organisationName'],
    ['receiver.authorisations', 'receiver.authorisations'],
    ['receipt.address.postCode', 'receipt.address.postCode'],
    ['wasteTrackingId', 'wasteTrackingId'],
  ])('%s is named with its successor', (key, field) => {
    const { findings, verdict } = evaluated(w04, [receiptSent(2, { [key]: 'x' })]);
    const name = key.slice(key.lastIndexOf('.') + 1);
    expect(verdict).toBe('fail');
    expect(findings).toEqual([
      expect.objectContaining({ field, expected: retiredNames.find((retired) => retired.name === name)?.now }),
    ]);
  });

  it('is found in the POPs of an item', () => {
    const pops = { sourceOfComponents: 'OWN_TESTING', containsPops: true, components: [{ name: 'PCB' }] };
    expect(fieldsFound({ 'wasteItems.0.pops': pops })).toEqual([
      'wasteItems.*.pops.containsPops',
      'wasteItems.*.pops.components.*.name',
    ]);
  });
});

it('is not exercised by unreadable bodies', () => {
  const sent = receiptSent(2);
  const unreadable = { ...sent, request: { ...sent.request, body: { text: '{"driver": ' } } };
  expect(evaluated(w04, [unreadable]).verdict).toBe('not-exercised');
});
