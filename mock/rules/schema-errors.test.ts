import { describe, expect, it } from 'vitest';
import { loadContract } from '../../spec/contract/contract.ts';
import type { JsonValue } from '../../spec/json.ts';
import { receiptWith } from '../testing/receipt-with.ts';
import { toIssue } from './located-issue.ts';
import { createReceiptValidator } from './validate-receipt.ts';

const instant =
  '"dateTimeReceived" must be a valid UTC (2025-09-15T12:12:28Z) or BST (2025-09-15T13:12:28+01:00) ISO datetime';
const observed = createReceiptValidator(loadContract({ ruleSet: 'observed' }));
const judge = (receipt: JsonValue) => observed(receipt).map(toIssue);
const reported = (field: string, value: JsonValue | undefined) =>
  judge(receiptWith({ [field]: value })).map(({ errorType, message }) => `${errorType}: ${message}`);

const item = 'wasteItems.0';

describe('what is wrong with a field', () => {
  it.each<[string, JsonValue | undefined, string]>([
    ['receiver.siteName', undefined, 'NotProvided: "receiver.siteName" is required'],
    ['unknown', 1, 'NotAllowed: "unknown" is not allowed'],
    ['receipt.address.unknown', 1, 'NotAllowed: "receipt.address.unknown" is not allowed'],
    ['receiver.siteName', 7, 'InvalidType: "receiver.siteName" must be a string'],
    ['receiver.siteName', null, 'InvalidType: "receiver.siteName" must be a string'],
    [`${item}.weight.amount`, '3.42', 'InvalidType: "wasteItems[0].weight.amount" must be a number'],
    [`${item}.numberOfContainers`, '1', 'InvalidType: "wasteItems[0].numberOfContainers" must be a number'],
    [`${item}.containsPops`, 'false', 'InvalidType: "wasteItems[0].containsPops" must be a boolean'],
    ['wasteItems', {}, 'InvalidType: "wasteItems" must be an array'],
    ['receiver', 'Copper Beech', 'InvalidType: "receiver" must be of type object'],
    ['receiver.siteName', '', 'InvalidValue: "receiver.siteName" is not allowed to be empty'],
    ['receiver.emailAddress', 'desk', 'InvalidFormat: "receiver.emailAddress" must be a valid email'],
    ['apiCode', 'not a GUID', 'InvalidFormat: "apiCode" must be a valid GUID'],
    ['dateTimeReceived', 'yesterday', `InvalidFormat: ${instant}`],
    ['dateTimeReceived', '', `InvalidFormat: ${instant}`],
    ['dateTimeReceived', '2026', `InvalidValue: ${instant}`],
    ['dateTimeReceived', '2026-10-05T09:30:00', `InvalidValue: ${instant}`],
    ['dateTimeReceived', '2026-10-05T09:30:00.5Z', `InvalidValue: ${instant}`],
    ['dateTimeReceived', 999, `InvalidType: ${instant}`],
    ['dateTimeReceived', 10_000, `InvalidType: ${instant}`],
    ['dateTimeReceived', 2026.5, `InvalidType: ${instant}`],
    ['dateTimeReceived', null, `InvalidType: ${instant}`],
    ['softwareProvider', 'x', 'InvalidType: "softwareProvider" must be of type object'],
    ['softwareProvider', { id: '' }, 'InvalidValue: "softwareProvider.id" is not allowed to be empty'],
    [
      'specialHandlingRequirements',
      `${'😀'.repeat(2500)}x`,
      'OutOfRange: "specialHandlingRequirements" length must be less than or equal to 5000 characters long',
    ],
    [
      'specialHandlingRequirements',
      'x'.repeat(5001),
      'OutOfRange: "specialHandlingRequirements" length must be less than or equal to 5000 characters long',
    ],
    [`${item}.weight.amount`, 0, 'OutOfRange: "wasteItems[0].weight.amount" must be a positive number'],
    [`${item}.weight.amount`, 2 ** 53, 'UnexpectedError: "wasteItems[0].weight.amount" must be a safe number'],
    [`${item}.weight.amount`, Infinity, 'UnexpectedError: "wasteItems[0].weight.amount" cannot be infinity'],
    [
      `${item}.numberOfContainers`,
      -1,
      'OutOfRange: "wasteItems[0].numberOfContainers" must be greater than or equal to 0',
    ],
    [`${item}.numberOfContainers`, 1.5, 'OutOfRange: "wasteItems[0].numberOfContainers" must be an integer'],
    ['wasteItems', [], 'OutOfRange: "wasteItems" must contain at least 1 items'],
    [
      `${item}.ewcCodes`,
      Array(6).fill('170904'),
      'OutOfRange: "wasteItems[0].ewcCodes" must contain no more than 5 EWC codes',
    ],
    [`${item}.ewcCodes`, ['17090'], 'InvalidFormat: "wasteItems[0].ewcCodes[0]" must be a valid 6-digit numeric code'],
    [
      `${item}.ewcCodes`,
      ['999999'],
      'InvalidValue: "wasteItems[0].ewcCodes[0]" must be a valid EWC code from the official list',
    ],
    [
      `${item}.typeOfContainers`,
      'BARREL',
      'InvalidValue: "wasteItems[0].typeOfContainers" must be a valid container type',
    ],
    [
      `${item}.physicalForm`,
      'Wet',
      'InvalidValue: "wasteItems[0].physicalForm" must be one of [Gas, Liquid, Solid, Powder, Sludge, Mixed]',
    ],
    [
      'carrier.registrationNumber',
      'CBDU12',
      'InvalidFormat: "carrier.registrationNumber" must be in a valid England, SEPA, NRW or NI format',
    ],
    [
      'receiver.authorisationNumber',
      'none',
      'InvalidFormat: "receiver.authorisationNumber" must be in a valid UK format',
    ],
    ['receipt.address.postcode', 'D02 X285', 'InvalidFormat: "receipt.address.postcode" must be in valid UK format'],
    [
      'carrier.address',
      { postcode: '12345' },
      'InvalidFormat: "carrier.address.postcode" must be in valid UK or Ireland format',
    ],
    ['carrier.registrationNumber', 7, 'UnexpectedError: "carrier.registrationNumber" must be one of [string]'],
  ])('%s: %j is answered with its own words', (field, value, expected) => {
    expect(reported(field, value)).toEqual([expected]);
  });

  it('is reported twice if a value of a closed list has the wrong type', () => {
    expect(reported('carrier.meansOfTransport', null).slice(0, 2)).toEqual([
      'InvalidValue: "carrier.meansOfTransport" must be one of [Road, Rail, Air, Sea, Inland Waterway, Piped, Other]',
      'InvalidType: "carrier.meansOfTransport" must be a string',
    ]);
  });

  it('is reported twice if a number is neither whole nor in its range', () => {
    expect(reported(`${item}.numberOfContainers`, -0.5)).toEqual([
      'OutOfRange: "wasteItems[0].numberOfContainers" must be an integer',
      'OutOfRange: "wasteItems[0].numberOfContainers" must be greater than or equal to 0',
    ]);
  });

  it('is reported twice among many faults of other fields too', () => {
    const faults = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`unknown${index}`, 1]));
    const issues = judge(receiptWith({ ...faults, 'carrier.meansOfTransport': null })).filter(
      ({ key }) => key === 'carrier.meansOfTransport',
    );
    expect(issues.map(({ errorType }) => errorType)).toEqual(['InvalidValue', 'InvalidType']);
  });

  it('is reported once for a null that counts as missing', () => {
    const pops = { sourceOfComponents: 'OWN_TESTING', components: [{ code: null, concentration: 1 }] };
    const receipt = receiptWith({ 'wasteItems.0.containsPops': true, 'wasteItems.0.pops': pops });
    expect(observed(receipt).map(({ cause }) => cause.kind)).toEqual(['schema']);
    expect(judge(receipt)).toEqual([
      {
        key: 'wasteItems.0.pops.components.0.code',
        errorType: 'NotProvided',
        message: '"wasteItems[0].pops.components[0].code" is required',
      },
    ]);
  });
});

describe('what is not wrong with a field', () => {
  it.each<[string, JsonValue | undefined]>([
    ['receiver.siteName', ' '],
    ['wasteItems.0.pops', null],
    ['wasteItems.0.hazardous', null],
    ['wasteItems.0.numberOfContainers', 0],
    ['wasteItems.0.weight.amount', 0.0001],
    ['wasteItems.0.disposalOrRecoveryCodes', []],
    ['dateTimeReceived', 2026],
    ['dateTimeReceived', 1000],
    ['dateTimeReceived', '2026-12-05T09:30:00.000+01:00'],
    ['reasonForNoConsignmentCode', null],
    ['otherReferencesForMovement', []],
    ['receiver.regulatoryPositionStatements', [343]],
    ['specialHandlingRequirements', 'x'.repeat(5000)],
    ['specialHandlingRequirements', '😀'.repeat(2500)],
  ])('%s: %j', (field, value) => {
    expect(reported(field, value)).toEqual([]);
  });
});

it('duplicate hazardous property codes are silently dropped', () => {
  const hazardous = { sourceOfComponents: 'NOT_PROVIDED', hazCodes: ['HP_5', 'HP_5'] };
  expect(judge(receiptWith({ 'wasteItems.0.containsHazardous': true, 'wasteItems.0.hazardous': hazardous }))).toEqual(
    [],
  );
});
