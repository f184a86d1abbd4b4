import { describe, expect, it } from 'vitest';
import { rulesOn } from '../../spec/contract/observed-conditions.ts';
import { listsOn } from '../../spec/contract/reference-data.ts';
import type { JsonValue } from '../../spec/json.ts';
import { receiptWith } from '../testing/receipt-with.ts';
import { consignmentCodeIssues, reasonForNoConsignmentCodeIssues } from './consignment.ts';

const rules = { rules: rulesOn('2026-10', { defects: true }), lists: listsOn('2026-10') };
const hazardous: JsonValue = ['200121'];
const harmless: JsonValue = ['170904'];
const receipt = (ewcCodes: JsonValue, code: JsonValue | undefined, reason?: JsonValue) =>
  receiptWith({
    'wasteItems.0.ewcCodes': ewcCodes,
    hazardousWasteConsignmentCode: code,
    reasonForNoConsignmentCode: reason,
  });

describe('the consignment code', () => {
  const reported = (ewcCodes: JsonValue, code: JsonValue | undefined, reason?: JsonValue) =>
    consignmentCodeIssues(receipt(ewcCodes, code, reason), rules).map(
      ({ errorType, message }) => `${errorType}: ${message}`,
    );

  it.each([['CJTILE/A0001'], ['SA1234567'], ['DC1234567']])(
    '%s is accepted, for hazardous waste and for any other',
    (code) => {
      expect(reported(hazardous, code)).toEqual([]);
      expect(reported(harmless, code)).toEqual([]);
    },
  );

  it.each([['CJTILE A0001'], ['SA123456'], [7], [true], [{}]])('%j has no valid format, whatever the waste', (code) => {
    for (const ewcCodes of [hazardous, harmless]) {
      expect(reported(ewcCodes, code)).toEqual([
        expect.stringMatching(
          /^InvalidFormat: "hazardousWasteConsignmentCode" must be in one of the valid formats: EA\/NRW/,
        ),
      ]);
    }
  });

  it('is text, where the service does not take a list of one code for the code', () => {
    const strict = { ...rules, rules: new Set([...rules.rules].filter((id) => id !== 'consignment-code-in-a-list')) };
    const listed = receipt(harmless, ['CJTILE/A0001']);
    expect(consignmentCodeIssues(listed, rules)).toEqual([]);
    expect(consignmentCodeIssues(listed, strict)).toEqual([
      expect.objectContaining({
        errorType: 'InvalidType',
        message: '"hazardousWasteConsignmentCode" must be a string',
      }),
    ]);
    expect(consignmentCodeIssues(receipt(harmless, 'CJTILE/A0001'), strict)).toEqual([]);
  });

  it.each([[[]], [['CJTILE/A0001', 'CJTILE/A0001']], [[null]]])('is not a list like %j', (code) => {
    expect(reported(harmless, code)).toEqual([expect.stringContaining('InvalidFormat')]);
  });

  it.each([[undefined], [''], [false], [0]])('%j counts as absent', (code) => {
    expect(reported(hazardous, code)).toEqual([]);
    expect(reported(harmless, code)).toEqual([]);
  });

  it('is required when it is null, the waste hazardous, and no reason given', () => {
    const required =
      'BusinessRuleViolation: "hazardousWasteConsignmentCode" is required when hazardous EWC codes are present';
    expect(reported(hazardous, null)).toEqual([required]);
    expect(reported(hazardous, null, '')).toEqual([required]);
    expect(reported(hazardous, null, 'NO_DOC_WITH_WASTE')).toEqual([]);
    expect(reported(harmless, null)).toEqual([]);
  });

  it('fails, as the service does, on an item or an EWC code of the wrong type, and only when it was sent', () => {
    expect(reported([7], 'CJTILE/A0001')).toEqual([
      expect.stringMatching(/^UnexpectedError: .* failed custom validation/),
    ]);
    expect(reported([7], undefined)).toEqual([]);
    const items = receiptWith({ wasteItems: [null], hazardousWasteConsignmentCode: null });
    expect(consignmentCodeIssues(items, rules).map(({ errorType }) => errorType)).toEqual(['UnexpectedError']);
  });

  it('does not fail after a hazardous code', () => {
    expect(reported(['200121', 7], 'CJTILE/A0001')).toEqual([]);
  });

  it.each([[{}], [[{}]], [{ toString: 'x', valueOf: 'x' }], [[{ toString: null }]]])('is not %j', (code) => {
    expect(reported(harmless, code)).toEqual([expect.stringContaining('InvalidFormat')]);
  });
});

describe('the reason for a missing consignment code', () => {
  const reported = (ewcCodes: JsonValue, code: JsonValue | undefined, reason?: JsonValue) =>
    reasonForNoConsignmentCodeIssues(receipt(ewcCodes, code, reason), rules).map(
      ({ key, errorType, message }) => `${key} ${errorType}: ${message}`,
    );
  const required =
    'reasonForNoConsignmentCode BusinessRuleViolation: "reasonForNoConsignmentCode" is required when wasteItems[*].ewcCodes contains a hazardous code and hazardousWasteConsignmentCode is not provided';

  it('is required when the waste is hazardous and there is no code', () => {
    for (const code of [undefined, null, '']) expect(reported(hazardous, code)).toEqual([required]);
    for (const reason of [null, '']) expect(reported(hazardous, undefined, reason)).toEqual([required]);
  });

  it.each(['NON_HAZ_WASTE_TRANSFER', 'NO_DOC_WITH_WASTE', 'HWRC_RECEIPT'])('is %s', (reason) => {
    expect(reported(hazardous, undefined, reason)).toEqual([]);
  });

  it('is required of waste whose other codes are of the wrong type, too: they say nothing', () => {
    expect(reported([7, '200121'], undefined)).toEqual([required]);
    expect(reported([7], undefined)).toEqual([]);
  });

  it.each([[undefined], [null], [{}], ['200121']])('is not asked for if the items are %j', (items) => {
    expect(reasonForNoConsignmentCodeIssues(receiptWith({ wasteItems: items }), rules)).toEqual([]);
  });

  it('is not one of the published sentences', () => {
    expect(reported(hazardous, undefined, 'No documentation provided with Waste')).toEqual([
      'reasonForNoConsignmentCode InvalidValue: "reasonForNoConsignmentCode" must be one of: NON_HAZ_WASTE_TRANSFER, NO_DOC_WITH_WASTE, HWRC_RECEIPT',
    ]);
  });

  it('is not checked if the waste is harmless or a code was given', () => {
    expect(reported(harmless, undefined, 'whatever')).toEqual([]);
    expect(reported(hazardous, 'CJTILE/A0001', 'whatever')).toEqual([]);
  });

  it('is required when one code of one of several items is hazardous', () => {
    const twoItems = receiptWith({ wasteItems: [{ ewcCodes: harmless }, { ewcCodes: ['170904', '170903'] }] });
    expect(reasonForNoConsignmentCodeIssues(twoItems, rules)).toHaveLength(1);
  });
});
