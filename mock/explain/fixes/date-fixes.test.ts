import { expect, it } from 'vitest';
import { loadContract } from '../../../spec/contract/contract.ts';
import { isUtcOrBstInstant } from '../../../spec/contract/formats.ts';
import type { JsonValue } from '../../../spec/json.ts';
import { createReceiptValidator } from '../../rules/validate-receipt.ts';
import { receiptWith } from '../../testing/receipt-with.ts';
import { suggestFix } from '../fixes.ts';
import { contractFields } from './contract-fields.ts';

const contract = loadContract({ ruleSet: 'observed' });
const judge = createReceiptValidator(contract);
const fields = contractFields(contract.document);

function fixOf(dateTimeReceived: JsonValue): string | undefined {
  const receipt = receiptWith({ dateTimeReceived });
  const [issue] = judge(receipt);
  return issue && suggestFix(issue, receipt, fields);
}

it.each<[string, JsonValue, string, string]>([
  ['a small z, as in the document’s example', '2025-09-15T12:12:28z', '"2025-09-15T12:12:28Z"', 'Z is a capital'],
  ['a small t', '2026-06-01t10:00:00Z', '"2026-06-01T10:00:00Z"', 'a capital T'],
  ['a blank for T', '2026-06-01 10:00:00Z', '"2026-06-01T10:00:00Z"', 'a capital T'],
  ['no offset', '2026-06-01T10:00:00', '"2026-06-01T10:00:00Z" or "2026-06-01T10:00:00+01:00"', 'one of them'],
  ['no seconds', '2026-06-01T10:00Z', '"2026-06-01T10:00:00Z"', 'minutes and seconds are required'],
  ['no time', '2026-06-01', '"2026-06-01T09:30:00Z" or "2026-06-01T10:30:00+01:00"', 'an example'],
  ['an offset without its colon', '2026-06-01T10:00:00+0100', '"2026-06-01T10:00:00+01:00"', '"+0100" is neither'],
  ['another offset', '2026-06-01T10:00:00+05:45', '"2026-06-01T04:15:00Z"', '"+05:45" is neither'],
  ['an offset to the west', '2026-06-01T10:00:00-01:00', '"2026-06-01T11:00:00Z"', '"-01:00" is neither'],
  ['a name of a zone', '2026-06-01T10:00:00 BST', '"2026-06-01T10:00:00+01:00"', '"BST" is neither'],
  ['two digits of a second', '2026-06-01T10:00:00.12Z', '"2026-06-01T10:00:00.120Z"', 'three digits, or nothing'],
  ['a comma', '2026-06-01T10:00:00,123Z', '"2026-06-01T10:00:00.123Z"', 'a dot and three digits'],
  ['the day first', '05/10/2026 09:30', '"2026-10-05T09:30:00Z" or "2026-10-05T09:30:00+01:00"', 'one of them'],
  ['a month in words', '5 October 2026 09:30', '"2026-10-05T09:30:00Z" or "2026-10-05T09:30:00+01:00"', 'one of them'],
  ['space around it', ' 2026-06-01T10:00:00Z ', '"2026-06-01T10:00:00Z"', 'without anything around'],
  ['a count of seconds', 1780308000, '"2026-06-01T10:00:00Z"', 'a count of seconds'],
  ['a count of milliseconds as text', '1780308000000', '"2026-06-01T10:00:00Z"', 'a count of seconds'],
])('for %s, the same instant is given as the service takes it', (_, value, sends, why) => {
  const fix = fixOf(value) ?? '';
  expect(fix.slice(0, fix.lastIndexOf('": ') + 1)).toBe(`Send ${sends}`);
  expect(fix).toContain(why);
  for (const [, text = ''] of fix.slice(0, fix.lastIndexOf('": ') + 1).matchAll(/"([^"]+)"/g)) {
    expect([text, isUtcOrBstInstant(text)]).toEqual([text, true]);
  }
});

it.each<[JsonValue, string]>([
  ['2026-04-31', 'There is no day 2026-04-31'],
  ['2026-02-30T10:00:00Z', 'There is no day 2026-02-30'],
  ['2026-06-01T24:00:00Z', 'There is no time 24:00:00'],
  ['2026-06-01T23:59:60Z', 'There is no time 23:59:60'],
  ['yesterday', 'Send one like 2026-10-05T09:30:00Z.'],
  [`2026-06-01${'T'.repeat(100_000)}`, 'Send one like 2026-10-05T09:30:00Z.'],
  [true, 'Send text, such as "2026-10-05T09:30:00Z".'],
  [5, 'Send text, such as "2026-10-05T09:30:00Z".'],
])('for %.30s, which is not an instant, what is wrong or an example is given', (value, begins) => {
  expect(fixOf(value)?.slice(0, begins.length)).toBe(begins);
});
