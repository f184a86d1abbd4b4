import { expect, test } from 'vitest';
import { receiptWith } from '../../mock/testing/receipt-with.ts';
import { loadContract } from '../../spec/contract/contract.ts';
import { observedDefects } from '../../spec/contract/observed-conditions.ts';
import type { JsonValue } from '../../spec/json.ts';
import { explainReceipt, explanationsAsText } from './explain-receipt.ts';

const observed = loadContract({ ruleSet: 'observed' });
const laterOn = (changes: Record<string, JsonValue | undefined>) =>
  explainReceipt(receiptWith(changes), observed).map(({ notLookedAtYet }) => notLookedAtYet.map(({ key }) => key));

const hazardousWithASentence = {
  'wasteItems.0.ewcCodes': ['200121'],
  reasonForNoConsignmentCode: 'No documentation provided with Waste',
};

test('a reason that the service has not checked yet is listed with the errors that hide it', () => {
  const hidden = { ...hazardousWithASentence, yourUniqueReference: '' };
  expect(laterOn(hidden)).toEqual([['reasonForNoConsignmentCode'], []]);
  const text = explanationsAsText(explainReceipt(receiptWith(hidden), observed));
  expect(text).toContain('Not checked yet, and refused once the errors above are fixed:\n  reasonForNoConsignmentCode');
  expect(text).toContain('Send the code NO_DOC_WITH_WASTE.');
});

test('nothing is left to check if the reason itself is the error, or if there is no error', () => {
  expect(laterOn(hazardousWithASentence)).toEqual([[], []]);
  expect(laterOn({})).toEqual([[], []]);
});

test('a receipt that triggers a defect of July is not called accepted, and is an error since', () => {
  const receipt = receiptWith({ carrier: undefined });
  const july = explainReceipt(receipt, loadContract({ ruleSet: 'observed', asOf: '2026-07' }));
  const { service, repaired } = observedDefects()['carrier-omitted'] ?? {};
  expect(july).toMatchObject([
    { accepted: false, errors: [], defect: `${service} ${repaired}` },
    { accepted: false, errors: [{ key: 'carrier' }], defect: null },
  ]);
  expect(explanationsAsText(july)).toContain('not accepted. A receipt without a carrier passes');
  const error = { key: 'carrier', errorType: 'NotProvided' };
  const repairedThen = loadContract({ ruleSet: 'observed', asOf: '2026-07', defects: false });
  for (const contract of [observed, repairedThen]) {
    expect(explainReceipt(receipt, contract)[0]).toMatchObject({ accepted: false, errors: [error], defect: null });
  }
});
