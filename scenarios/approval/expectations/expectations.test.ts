import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../spec/json.ts';
import type { Outcome } from '../../../spec/types/brief.ts';
import { type ApprovalCase, attemptOf, caseOf, changed, issuedId } from '../../testing/approval-case.ts';
import type { ReceiptExpectation } from '../types.ts';
import { everyItemIsWarned, nothingElseIsStored, receiptIsCreated, trackingIdIsIssued } from './accepted.ts';
import { theBriefWasFollowed, theProductReportsTheResponse } from './follows-brief.ts';
import {
  noTrackingIdIsIssued,
  receiptIsRefused,
  refusalConcernsTheConsignmentCode,
  refusalConcernsTheRegistration,
} from './rejected.ts';

const approvalCase = (id: string, change: Partial<ApprovalCase> = {}): ApprovalCase => ({ ...caseOf(id), ...change });
const textOf = (expectation: ReceiptExpectation, of: ApprovalCase) => expectation.check(attemptOf(of))?.[0]?.text;
const errors = (...list: { key: string; message: string }[]): JsonValue => ({ validation: { errors: list } });

describe('a receipt that was not created', () => {
  it('is explained by the service’s own messages, field by field', () => {
    const answer = errors(
      { key: 'receiver', message: '"receiver" is required' },
      { key: 'a', message: '"a" is not allowed' },
    );
    expect(textOf(receiptIsCreated, approvalCase('R01', { status: 400, answer }))).toBe(
      'The receipt was not created: the service answered 400, with "receiver" is required; "a" is not allowed. The scenario is not about any of these fields.',
    );
  });

  it.each([
    ['B01', 'brokerOrDealer.postCode', 'brokerOrDealer.postCode'],
    ['C02', 'carrier.reasonForNoRegistrationNumber', 'carrier.reasonForNoRegistrationNumber'],
    ['R05', 'wasteItems.0.disposalOrRecoveryCodes.1.code', 'wasteItems.0.disposalOrRecoveryCodes.1.code'],
    ['R05', 'wasteItems.0.weight.amount', undefined],
    ['R02', 'wasteItems.1.weight.amount', undefined],
    ['H03', 'hazardous', undefined],
  ])('of %s for %s names as its field %s', (id, key, field) => {
    const answer = errors({ key: 'receiver.siteName', message: 'is required' }, { key, message: 'is wrong' });
    const [finding] = receiptIsCreated.check(attemptOf(approvalCase(id, { status: 400, answer }))) ?? [];
    expect(finding?.field).toBe(field);
    expect(finding?.text.includes('The scenario is not about any of these fields.')).toBe(field === undefined);
  });

  it('is not blamed on a sentence for a code that the service did not mind', () => {
    const r01 = approvalCase('R01', { status: 400, answer: errors({ key: 'receiver', message: 'is required' }) });
    const sent = changed(r01.sent, 'reasonForNoConsignmentCode', 'Non-Haz Waste Transfer');
    expect(textOf(receiptIsCreated, { ...r01, sent })).toMatch(/^The receipt was not created/);
  });

  it.each(['HAZARDOUS', null])('is not blamed on a sentence if the wrong reason %j is none', (reason) => {
    const answer = errors({ key: 'reasonForNoConsignmentCode', message: 'must be one of' });
    const h03 = approvalCase('H03', { status: 400, answer });
    const sent = changed(h03.sent, 'reasonForNoConsignmentCode', reason);
    expect(textOf(receiptIsCreated, { ...h03, sent })).toMatch(/^The receipt was not created/);
  });

  it.each([
    ['Non-Haz Waste Transfer', 'NON_HAZ_WASTE_TRANSFER'],
    ['No documentation provided with Waste', 'NO_DOC_WITH_WASTE'],
    ['Household Waste Recycling Centre Receipt', 'HWRC_RECEIPT'],
  ])('because the sentence “%s” was sent, names the code %s', (sentence, code) => {
    const h03 = approvalCase('H03', {
      status: 400,
      answer: errors({ key: 'reasonForNoConsignmentCode', message: 'must be one of' }),
    });
    const text = textOf(receiptIsCreated, { ...h03, sent: changed(h03.sent, 'reasonForNoConsignmentCode', sentence) });
    expect(text).toContain(
      `The sentence “${sentence}” was sent in reasonForNoConsignmentCode, where the service takes only the code ${code}`,
    );
  });

  it('counts what it cannot list', () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ key: `k${index}`, message: 'is required' }));
    expect(textOf(receiptIsCreated, approvalCase('R01', { status: 400, answer: errors(...many) }))).toContain(
      'and 4 more',
    );
  });
});

it.each(['26BHUT6U', '26ABCDEF', '27A1B2C3D4'])('takes %s for a tracking id', (wasteTrackingId) => {
  expect(textOf(trackingIdIsIssued, approvalCase('R01', { answer: { wasteTrackingId } }))).toBeUndefined();
});

it.each(['26ABCDE', 'AB123456', '26abcdef', 2612345678, null])(
  'does not take %s for a tracking id',
  (wasteTrackingId) => {
    expect(textOf(trackingIdIsIssued, approvalCase('R01', { answer: { wasteTrackingId } }))).toBeTypeOf('string');
  },
);

it('names the items without a warning', () => {
  const r02 = approvalCase('R02', {
    answer: { validation: { warnings: [{ key: 'wasteItems.0.disposalOrRecoveryCodes' }] } },
  });
  expect(textOf(everyItemIsWarned, r02)).toBe(
    'The response lacks the warning on wasteItems.1.disposalOrRecoveryCodes.',
  );
});

it('does not look for a tracking id if nothing was created', () => {
  expect(trackingIdIsIssued.check(attemptOf(approvalCase('R01', { status: 400, answer: null })))).toBeNull();
  expect(textOf(trackingIdIsIssued, approvalCase('R01', { answer: {} }))).toBe(
    'The response has no waste tracking id.',
  );
});

describe('a receipt that was also refused for something else', () => {
  it.each([
    ['C01', refusalConcernsTheRegistration, 'carrier.reasonForNoRegistrationNumber'],
    ['H02', refusalConcernsTheConsignmentCode, 'hazardousWasteConsignmentCode'],
  ] as const)('in %s, names what', (id, expectation, key) => {
    const [right, one, other] = [key, 'receiver', 'carrier'].map((each) => ({ key: each, message: 'is required' }));
    if (!right || !one || !other) throw new Error('three errors');
    const findings = expectation.check(attemptOf(approvalCase(id, { answer: errors(one, right, other) })));
    const finding = findings?.[0];
    expect(finding).toMatchObject({ field: 'receiver', found: `errors on receiver, ${key}, carrier` });
    expect(finding?.text).toBe('The receipt was also refused for receiver, carrier.');
  });

  it('may be refused for either or both of the fields that would fix it', () => {
    const both = ['carrier.registrationNumber', 'carrier.reasonForNoRegistrationNumber'];
    const answer = errors(...both.map((key) => ({ key, message: 'is required' })));
    expect(textOf(refusalConcernsTheRegistration, approvalCase('C01', { answer }))).toBeUndefined();
  });
});

describe('a receipt that should have been refused', () => {
  const accepted = { status: 201, answer: { wasteTrackingId: issuedId } };

  it.each([
    [null, 'null'],
    ['', 'an empty string'],
  ])('explains that the running service accepts a reason of %j', (reason, words) => {
    const c01 = approvalCase('C01', accepted);
    const text = textOf(receiptIsRefused, {
      ...c01,
      sent: changed(c01.sent, 'carrier.reasonForNoRegistrationNumber', reason),
    });
    expect(text).toContain(`was sent as ${words}`);
    expect(text).toContain('Omit the key');
  });

  it('has no such advice if the reason was omitted', () => {
    expect(textOf(receiptIsRefused, approvalCase('C01', accepted))).not.toContain('Omit the key');
  });

  it('does not count as refused if the service failed', () => {
    const text = textOf(
      receiptIsRefused,
      approvalCase('H02', { status: 500, answer: { error: 'Internal Server Error' } }),
    );
    expect(text).toContain('It answered 500 (Internal Server Error).');
  });
});

it('names the facts that were lost, and counts the rest', () => {
  const text = textOf(theBriefWasFollowed, approvalCase('B01', { sent: { brokerOrDealer: {} } }));
  expect(text).toMatch(/^The receipt sent is not the receipt in the task: /);
  expect(text).toContain('brokerOrDealer.organisationName is left out');
  const facts = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`fact${index}`, index]));
  expect(textOf(theBriefWasFollowed, approvalCase('B01', { asked: facts, sent: {} }))).toContain('and 3 more');
});

describe('what the product reports', () => {
  const refused = { status: 400, answer: errors({ key: 'apiCode', message: 'is required' }) };
  it.each<[string, Partial<ApprovalCase>, Outcome, string | undefined]>([
    ['the id', {}, { outcome: 'accepted', wasteTrackingId: issuedId }, undefined],
    ['no id', {}, { outcome: 'accepted' }, `does not report the waste tracking id ${issuedId}`],
    ['another id', {}, { outcome: 'accepted', wasteTrackingId: '26ZZZZZZ' }, `but the service issued ${issuedId}`],
    ['a rejection of a created receipt', {}, { outcome: 'rejected' }, 'says that it was rejected'],
    ['the rejection', refused, { outcome: 'rejected' }, undefined],
    ['a refused receipt as accepted', refused, { outcome: 'accepted' }, 'says that it was accepted'],
    ['a refused receipt as a failure', refused, { outcome: 'failed' }, 'something else went wrong'],
    ['a fault as a failure', { status: 503 }, { outcome: 'failed' }, undefined],
    ['a fault as accepted', { status: 503 }, { outcome: 'accepted' }, 'says that it was accepted'],
  ])('%s', (_, change, outcome, text) => {
    const found = textOf(theProductReportsTheResponse, approvalCase('R01', { ...change, outcome }));
    if (text === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(text);
  });

  it('is not evaluated if no outcome is known', () => {
    expect(theProductReportsTheResponse.check(attemptOf(approvalCase('R01', { outcome: null })))).toBeNull();
  });
});

describe('a finding says what was found', () => {
  const first = (expectation: ReceiptExpectation, of: ApprovalCase) => expectation.check(attemptOf(of))?.[0];

  it('of an answer without errors: nothing of fields', () => {
    const found = first(receiptIsCreated, approvalCase('R01', { status: 503, answer: null }));
    expect(found).toEqual({
      text: 'The receipt was not created: the service answered 503.',
      expected: '201',
      found: '503',
    });
  });

  it('of warnings: none, or which', () => {
    const warned = (...keys: string[]) =>
      first(
        everyItemIsWarned,
        approvalCase('R02', { answer: { validation: { warnings: keys.map((key) => ({ key })) } } }),
      );
    expect(warned()?.found).toBe('no warnings');
    expect(warned('carrier', 'receipt')?.found).toBe('warnings on carrier, receipt');
    const r02 = approvalCase('R02');
    expect(first(everyItemIsWarned, { ...r02, sent: changed(r02.sent, 'wasteItems', []) })).toEqual({
      text: 'There was no waste item to warn about.',
      field: 'wasteItems',
    });
  });

  it('of a malformed tracking id: that it is malformed', () => {
    expect(textOf(trackingIdIsIssued, approvalCase('R01', { answer: { wasteTrackingId: '4f1c' } }))).toContain(
      'is malformed',
    );
  });

  it('of other receipts: how many there were', () => {
    const also = (...alsoStored: string[]) => first(nothingElseIsStored, approvalCase('R01', { alsoStored }));
    expect(also()).toBeUndefined();
    expect(also('26AAAAAA')).toMatchObject({
      text: 'The product also stored 1 other receipt: 26AAAAAA.',
      found: '2 receipts',
    });
    expect(also('26AAAAAA', '26BBBBBB')).toMatchObject({
      text: 'The product also stored 2 other receipts: 26AAAAAA; 26BBBBBB.',
      found: '3 receipts',
    });
  });

  it('of a refusal: which errors it had', () => {
    const of = (answer: JsonValue) => first(refusalConcernsTheRegistration, approvalCase('C01', { answer }));
    const text =
      'No error in the response is about carrier.registrationNumber or carrier.reasonForNoRegistrationNumber.';
    expect(of(null)).toMatchObject({ text, field: 'carrier.registrationNumber', found: 'no errors' });
    expect(of(errors({ key: 'receiver', message: 'is required' }))).toMatchObject({
      text,
      field: 'carrier.registrationNumber',
      found: 'errors on receiver',
    });
  });

  it('of a tracking id for a receipt that should have been refused: the id', () => {
    const answer = { wasteTrackingId: issuedId };
    expect(first(noTrackingIdIsIssued, approvalCase('C01', { answer }))).toMatchObject({
      field: 'wasteTrackingId',
      expected: 'no waste tracking id',
      found: expect.stringContaining(issuedId),
    });
  });

  it('of an id that the product reports of a refused receipt: the id', () => {
    const refused = { status: 400, answer: errors({ key: 'apiCode', message: 'is required' }) };
    const says = (wasteTrackingId: string) =>
      first(
        theProductReportsTheResponse,
        approvalCase('R01', { ...refused, outcome: { outcome: 'rejected', wasteTrackingId } }),
      );
    expect(says('26INVENT')).toMatchObject({ field: 'wasteTrackingId', found: expect.stringContaining('26INVENT') });
    expect(says('')).toBeUndefined();
    const empty = approvalCase('R01', { outcome: { outcome: 'accepted', wasteTrackingId: '' } });
    expect(textOf(theProductReportsTheResponse, empty)).toContain(`does not report the waste tracking id ${issuedId}`);
    const unnamed = approvalCase('R01', { answer: {}, outcome: { outcome: 'accepted', wasteTrackingId: '26INVENT' } });
    expect(textOf(theProductReportsTheResponse, unnamed)).toBeUndefined();
  });

  it('of a number with a reason of null: no advice, for the number was there', () => {
    const c01 = approvalCase('C01', { status: 201, answer: { wasteTrackingId: issuedId } });
    const nulled = changed(c01.sent, 'carrier.reasonForNoRegistrationNumber', null);
    const advice = (sent: typeof nulled) => textOf(receiptIsRefused, { ...c01, sent })?.includes('Omit the key');
    expect(advice(nulled)).toBe(true);
    expect(advice(changed(nulled, 'carrier.registrationNumber', 'CBDU123456'))).toBe(false);
    expect(advice(changed(nulled, 'carrier.registrationNumber', undefined))).toBe(false);
    expect(advice(changed(nulled, 'carrier.reasonForNoRegistrationNumber', 'ON_SITE'))).toBe(false);
  });
});
