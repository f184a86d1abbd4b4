import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import type { AnsweredIssue } from '../shared/response.ts';
import { plainItem, plainReceipt } from '../testing/fake-synthetic.ts';
import { type Coverage, matchFailure, matchMessages } from './match-messages.ts';

const receipt: JsonObject = JSON.parse(JSON.stringify(plainReceipt));

function coverageOf(messages: string | string[], issue: Partial<AnsweredIssue>, sent: JsonValue = {}): Coverage {
  const { key = 'apiCode', message = '' } = issue;
  return matchMessages([messages].flat(), [{ key, message }], sent).coverage[0] ?? 'nothing';
}

const ewcOf = (index: number) => ({ key: `wasteItems.${index}.ewcCodes.0` });

describe('the item that a message is about', () => {
  // Items count from 0 in the key; a user may count from 0 or from 1.
  it.each<[string, number, Coverage]>([
    ['Item 12: EWC code unknown', 11, 'own words'],
    ['Item 1: EWC code unknown', 11, 'nothing'],
    ['Item 12: EWC code unknown', 0, 'nothing'],
    ['Item 1 is right; item 3: EWC code unknown', 2, 'own words'],
    ['Items 3 to 5: EWC code unknown', 1, 'nothing'],
    ['Items 3 to 5: EWC code unknown', 2, 'own words'],
    ['Items 3 to 5: EWC code unknown', 5, 'own words'],
    ['Items 3 to 5: EWC code unknown', 6, 'nothing'],
    ['Items 9-11: EWC code unknown', 9, 'own words'],
    ['Items 5 to 3: EWC code unknown', 3, 'own words'],
    ['Items 5 to 3: EWC code unknown', 0, 'nothing'],
    ['Items 3,1: EWC code unknown', 0, 'own words'],
    ['Items 3, 1: EWC code unknown', 0, 'own words'],
    ['Items 3 & 1: EWC code unknown', 0, 'own words'],
    ['Items 3 and 1: EWC code unknown', 0, 'own words'],
    ['Items 3, 4 and 1: EWC code unknown', 0, 'own words'],
    ['Items 3, 14: EWC code unknown', 13, 'own words'],
    ['Item3: EWC code unknown', 0, 'nothing'],
    ['Line number 3: EWC code unknown', 0, 'nothing'],
    ['Row no. 3: EWC code unknown', 0, 'nothing'],
    ['Row no 3: EWC code unknown', 0, 'nothing'],
    ['Row no.3: EWC code unknown', 0, 'nothing'],
    ['Entry #3: EWC code unknown', 0, 'nothing'],
    ['Stream # 3: EWC code unknown', 0, 'nothing'],
    ['Streams 3 and 4: EWC code unknown', 0, 'nothing'],
    ['Systems 3 and 4: EWC code unknown', 0, 'own words'],
    ['Item 170201: EWC code unknown', 0, 'own words'],
  ])('"%s" and item %i: %s', (message, index, expected) => {
    expect(coverageOf(message, ewcOf(index))).toBe(expected);
  });
});

describe('the value that was sent', () => {
  const named = (value: JsonValue, message: string) =>
    coverageOf(message, { key: 'receiver.siteName' }, { receiver: { siteName: value } });
  const long = 'k'.repeat(100);

  it.each<[JsonValue, string, Coverage]>([
    ['Q77', 'Q77 is not known', 'own words'],
    ['Q7', 'Q7 is not known', 'nothing'],
    ['Q-7', 'Q-7 is not known', 'nothing'],
    [1234, '1234 is not known', 'own words'],
    [1.5, '1.5 is too little', 'own words'],
    [15, '15 is too little', 'nothing'],
    [true, 'True is not possible', 'nothing'],
    [null, 'Null is not possible', 'nothing'],
    [['Quillfeather'], 'Quillfeather is not known', 'nothing'],
    [long, `${long} is not known`, 'own words'],
    [`${long}k`, `${long}k is not known`, 'nothing'],
  ])('%j in "%s": %s', (value, message, expected) => {
    expect(named(value, message)).toBe(expected);
  });

  it('is found in a list beyond its tenth element, and in a field whose name ends with a digit', () => {
    const items = [...Array.from({ length: 10 }, () => plainItem), { ...plainItem, ewcCodes: ['99 88 77'] }];
    const sent = { wasteItems: JSON.parse(JSON.stringify(items)), line2: 'Quillfeather' };
    expect(coverageOf('998877 is not known', ewcOf(10), sent)).toBe('own words');
    expect(coverageOf('“Quillfeather” is not known', { key: 'line2' }, sent)).toBe('own words');
  });

  it('of another field names that field, in a list too', () => {
    const site = { key: 'receiver.siteName' };
    expect(coverageOf('Site name unknown: ZA12 ABC, CBDU123456, AX1 1AA', site, receipt)).toBe('own words');
    expect(coverageOf('Site name unknown: ZA12 ABC, CBDU123456, AX1 1AA, 170201', site, receipt)).toBe('nothing');
    // What is in a receipt to tell it from others, and plain words, name no field.
    const load = 'Clean timber offcuts from joinery, solid, ZA12 ABC, CBDU123456, AX1 1AA';
    expect(coverageOf(`${load}: EWC code unknown`, ewcOf(0), receipt)).toBe('own words');
    const plate = { key: 'carrier.vehicleRegistration' };
    expect(coverageOf('Vehicle ZA12 ABC: CBDU123456, AX1 1AA, 170201', plate, receipt)).toBe('own words');
  });
});

describe('the API’s own text', () => {
  const denied = { message: 'Access to this is denied' };

  it.each<[string, Partial<AnsweredIssue>, Coverage]>([
    ['Sorry: access  to this   is denied', denied, 'wire text'],
    ['Hello', { message: '' }, 'nothing'],
    [
      'must be a valid EWC code',
      { ...ewcOf(0), message: '"wasteItems[0].ewcCodes[0]" must be a valid EWC code' },
      'wire text',
    ],
    ['needs an EWC code', { ...ewcOf(0), message: 'wasteItems.0.ewcCodes.0 needs an EWC code' }, 'wire text'],
    ['API code', { message: 'API code' }, 'wire text'],
    ['API code wrong', { message: 'code' }, 'own words'],
    ['wasteItems[0].ewcCodes[0]: check', ewcOf(0), 'wire text'],
    ['wasteItems.0.ewcCodes.0: check', ewcOf(0), 'wire text'],
  ])('"%s"', (message, issue, expected) => {
    expect(coverageOf(message, issue)).toBe(expected);
  });
});

describe('a label', () => {
  it.each<[string, string, Coverage]>([
    // One thing to choose from names nothing; two do.
    ['Gas is not possible here', 'wasteItems.0.physicalForm', 'nothing'],
    ['Choose gas or liquid', 'wasteItems.0.physicalForm', 'own words'],
    ['The depot is unknown; try again', 'receiver.siteName', 'own words'],
    ['Check the EWC code, and the facilities name', 'receiver.siteName', 'own words'],
    ['We rang the site. Name the EWC code', 'receiver.siteName', 'nothing'],
    ['The container no.', 'wasteItems.0.numberOfContainers', 'own words'],
    ['The API company code is wrong', 'apiCode', 'own words'],
    ['The API company business code is wrong', 'apiCode', 'nothing'],
    ['The date lift is no field', 'dateOfLift', 'own words'],
    ['The area51 code is no field', 'area51Code', 'own words'],
    ['The bin lift is no field', 'wasteItems.12.binLift.3', 'own words'],
    ['Item 13: the EWC code is unknown', 'wasteItems.12.ewcCodes.10', 'own words'],
    // A label that several parties have is theirs whose name stands beside it.
    ['The carrier’s postcode is missing', 'receipt.address.postcode', 'nothing'],
    ['The source of the hazardous components is missing', 'wasteItems.0.pops.sourceOfComponents', 'nothing'],
    ['The source of the pollutants is missing', 'wasteItems.0.pops.sourceOfComponents', 'own words'],
    ['The haulier’s site postcode is missing', 'receipt.address.postcode', 'own words'],
    ['The postcode of the hazardous load is missing', 'receipt.address.postcode', 'own words'],
  ])('"%s" and %s: %s', (message, key, expected) => {
    expect(coverageOf(message, { key })).toBe(expected);
  });

  it('of one word stands alone in a list, between tags and beside words that say nothing', () => {
    const skip = { key: 'wasteItems.0.typeOfContainers' };
    for (const message of [
      'The EWC code: unknown; the skip: unknown',
      'EWC code\nSkip',
      '<li>EWC code</li><li>Skip</li>',
      '<p class="error">EWC code</p><p class="error">Skip</p>',
    ])
      expect([message, coverageOf(message, skip)]).toEqual([message, 'own words']);
    expect(coverageOf('EWC code for this full skip', skip)).toBe('nothing');
  });
});

describe('other fields in a message', () => {
  const strays = (messages: string[], key: string, possible: string[] = []) =>
    matchMessages(messages, [{ key, message: '' }], {}, possible);

  it('are three at most in one, and four in all', () => {
    const three = 'EWC code, postcode, permit and vehicle registration';
    expect(coverageOf(three, ewcOf(0))).toBe('own words');
    expect(coverageOf(`${three}, and the date`, ewcOf(0))).toBe('nothing');
    expect(coverageOf(['EWC code, postcode, permit', 'The date, the physical form'], ewcOf(0))).toBe('own words');
    const five = ['EWC code, postcode, permit', 'The date, the physical form, the site name'];
    expect(coverageOf(five, ewcOf(0))).toBe('nothing');
  });

  it('are told only if they make a message useless', () => {
    expect(strays(['EWC code unknown, see the postcode'], ewcOf(0).key)).toEqual({
      coverage: ['own words'],
      strays: [],
    });
  });

  it('may explain the fault, unless they are of another party', () => {
    const consignment = 'hazardousWasteConsignmentCode';
    const explained = ['The EWC code is hazardous: the consignment note is missing'];
    expect(strays(explained, consignment, ['wasteItems.*.ewcCodes']).coverage).toEqual(['own words']);
    const hazard = ['Hazard codes are given: the consignment note is missing'];
    expect(strays(hazard, consignment, ['wasteItems.*.hazardous']).coverage).toEqual(['own words']);
    const components = 'wasteItems.0.hazardous.components';
    const contains = ['You said whether hazardous: yes. Name a component'];
    expect(strays(contains, components, ['wasteItems.*.containsHazardous']).coverage).toEqual(['own words']);
    const postcode = 'receipt.address.postcode';
    expect(strays(['Site name Custardmere: no postcode'], postcode, ['receiver.siteName']).coverage).toEqual([
      'own words',
    ]);
    expect(strays(['Carrier name Custard: no postcode'], postcode, ['carrier.organisationName']).coverage).toEqual([
      'nothing',
    ]);
    expect(
      strays(['Carrier name Custard: no postcode'], 'carrier.address.postcode', ['carrier.organisationName']).coverage,
    ).toEqual(['own words']);
    const plate = 'carrier.vehicleRegistration';
    expect(strays(['By road: no number plate'], plate, ['carrier.meansOfTransport']).coverage).toEqual(['own words']);
  });
});

it('a failure is not told by a list of fields', () => {
  const three = 'No such receipt: EWC code, postcode, permit';
  expect(matchFailure([three], 'unknown receipt')).toBe('own words');
  expect(matchFailure([`${three}, vehicle registration`], 'unknown receipt')).toBe('nothing');
});

describe('a message beyond all measure', () => {
  const idle = Array.from({ length: 500 }, () => 'Try again');

  it('is not read', () => {
    expect(coverageOf([...idle.slice(1), 'EWC code unknown'], ewcOf(0))).toBe('own words');
    expect(coverageOf([...idle, 'EWC code unknown'], ewcOf(0))).toBe('nothing');
    expect(coverageOf(`${'so '.repeat(7_000)} EWC code unknown`, ewcOf(0))).toBe('nothing');
    expect(matchFailure([...idle, 'No such receipt'], 'unknown receipt')).toBe('nothing');
  });
});
