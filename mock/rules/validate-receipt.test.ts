import { describe, expect, it } from 'vitest';
import { loadContract } from '../../spec/contract/contract.ts';
import { at, type JsonObject, type JsonValue } from '../../spec/json.ts';
import { maxIssues } from '../../spec/types/issue.ts';
import { receiptWith } from '../testing/receipt-with.ts';
import { toIssue } from './located-issue.ts';
import { createReceiptValidator } from './validate-receipt.ts';

const observed = loadContract({ ruleSet: 'observed' });
const judgeObserved = createReceiptValidator(observed);
const judge = (receipt: JsonValue | undefined) => judgeObserved(receipt).map(toIssue);
const judgePublished = createReceiptValidator(loadContract({ ruleSet: 'published' }));
const keys = (receipt: JsonValue) => judge(receipt).map(({ key }) => key);

describe('a receipt', () => {
  it('has no error if valid, under either rule set', () => {
    expect(judge(receiptWith())).toEqual([]);
    expect(judgePublished(receiptWith())).toEqual([]);
  });

  it('from the document’s own example has none either', () => {
    const media = at(observed.document, 'components', 'requestBodies', 'receiveMovementRequest', 'content');
    const example = at(media, 'application/json', 'example');
    expect(judge(example)).toEqual([]);
    expect(judgePublished(example)).toEqual([]);
  });

  it.each([[undefined], [null], [[]], ['text'], [7], [true]])('is an object, and not %j', (body) => {
    expect(judge(body)).toEqual([
      {
        key: 'ReceiveMovementRequest',
        errorType: 'InvalidType',
        message: '"ReceiveMovementRequest" must be of type object',
      },
    ]);
  });

  it('without a code or a reason for hazardous waste breaks no rule of the published document', () => {
    const hazardous = receiptWith({ 'wasteItems.0.ewcCodes': ['200121'] });
    expect(judgePublished(hazardous)).toEqual([]);
    expect(keys(hazardous)).toEqual(['reasonForNoConsignmentCode']);
  });

  it('is judged by those conditions only that its contract has', () => {
    const dropped = ['vehicle-registration', 'reason-for-no-consignment-code'];
    const rules = new Set([...observed.rules].filter((id) => !dropped.includes(id)));
    const lenient = createReceiptValidator({ ...observed, rules });
    for (const change of [{ 'wasteItems.0.ewcCodes': ['200121'] }, { 'carrier.vehicleRegistration': undefined }]) {
      expect(keys(receiptWith(change))).toHaveLength(1);
      expect(lenient(receiptWith(change))).toEqual([]);
    }
  });

  it('is not changed by validation', () => {
    const receipt = receiptWith({ 'wasteItems.0.pops': null, 'carrier.registrationNumber': '' });
    const before = structuredClone(receipt);
    judge(receipt);
    expect(receipt).toEqual(before);
  });
});

describe('the rule sets', () => {
  it('differ over unknown fields, and as of July over the carrier and the weight', () => {
    const receipt = receiptWith({ carrier: undefined, 'wasteItems.0.weight': undefined, unknown: 1 });
    expect(keys(receipt)).toEqual(['wasteItems.0.weight', 'carrier', 'unknown']);
    expect(judgePublished(receipt).map(({ key }) => key)).toEqual(['wasteItems.0.weight', 'carrier']);
    const judgeJuly = createReceiptValidator(loadContract({ ruleSet: 'observed', asOf: '2026-07' }));
    expect(judgeJuly(receipt).map(({ key }) => key)).toEqual(['unknown']);
  });
});

describe('the order of errors', () => {
  it('is the order of the fields, not the order in which they were sent', () => {
    const reversed = Object.fromEntries(
      Object.entries(receiptWith())
        .reverse()
        .map(([field]) => [field, 7]),
    );
    expect(keys(reversed)).toEqual(['apiCode', 'dateTimeReceived', 'wasteItems', 'carrier', 'receiver', 'receipt']);
  });

  it('puts unknown fields after the known ones of their object, as they were sent', () => {
    const receipt: JsonObject = {
      z: 1,
      ...receiptWith({ 'receiver.b': 1, 'receiver.a': 1, 'receiver.siteName': 7 }),
      y: 1,
    };
    receipt['receipt'] = 7;
    expect(keys(receipt)).toEqual(['receiver.siteName', 'receiver.b', 'receiver.a', 'receipt', 'z', 'y']);
  });

  it('goes depth first through the items', () => {
    const item = (amount: number): JsonObject => ({
      ...(at(receiptWith(), 'wasteItems', 0) as JsonObject),
      weight: { metric: 'Stone', amount, isEstimate: false },
    });
    expect(keys(receiptWith({ wasteItems: [item(0), item(1)], 'carrier.organisationName': '' }))).toEqual([
      'wasteItems.0.weight.metric',
      'wasteItems.0.weight.amount',
      'wasteItems.1.weight.metric',
      'carrier.organisationName',
    ]);
  });

  it('puts a rule on a whole object after the faults inside it', () => {
    const receipt = receiptWith({ 'wasteItems.0.pops': { components: [{ code: '' }] } });
    expect(keys(receipt)).toEqual(['wasteItems.0.pops.components.0.code', 'wasteItems.0.pops.components']);
  });
});

it.each(['$&', '$$', '$`', '{bare}', '{label}'])('an unknown field is named as it was sent: %s', (field) => {
  expect(judge({ ...receiptWith(), [field]: 1 })).toEqual([
    { key: field, errorType: 'NotAllowed', message: `"${field}" is not allowed` },
  ]);
});

describe('the reason for a missing consignment code', () => {
  const hazardous = { 'wasteItems.0.ewcCodes': ['200121'] };

  it('is checked only if nothing else is wrong', () => {
    expect(keys(receiptWith(hazardous))).toEqual(['reasonForNoConsignmentCode']);
    expect(keys(receiptWith({ ...hazardous, 'receiver.siteName': '' }))).toEqual(['receiver.siteName']);
  });
});

describe('a receipt with more faults than the maximum', () => {
  it('gets the maximum number of errors, under either rule set', () => {
    const items = receiptWith({ wasteItems: Array(20_000).fill({}) });
    expect(judgeObserved(items)).toHaveLength(maxIssues);
    expect(judgePublished(items)).toHaveLength(maxIssues);
  });

  it('still has the conditions on its items checked, in time', () => {
    const item = { ...((receiptWith()['wasteItems'] as JsonValue[])[0] as JsonObject), containsPops: true, pops: {} };
    const issues = judge(receiptWith({ wasteItems: Array(3_000).fill(item), unknown: Array(3_000).fill(1) }));
    expect(issues.at(-2)?.key).toBe('wasteItems.2999.pops.sourceOfComponents');
  });
});
