import { expect, it } from 'vitest';
import { maskPersonal } from '../../spec/masking/mask.ts';
import { evaluated, receiptSent } from '../testing/traffic-check-case.ts';
import { w02 } from './w02-no-personal-data.ts';

it('has one masked warning per kind and field over a backlog', () => {
  const sent = Array.from({ length: 500 }, (_, index) => {
    return receiptSent(index + 2, {
      'carrier.emailAddress': index % 2 === 0 ? 'jane@gmail.com' : `driver${index}@skips.co.uk`,
      'receiver.phoneNumber': '07911 123456',
      'wasteItems.0.wasteDescription': 'From Mr Smith, jane@gmail.com',
    });
  });
  const { findings, verdict } = evaluated(w02, sent);
  expect(verdict).toBe('pass');
  expect(findings.map(({ field, found, level }) => [field, found, level])).toEqual([
    ['wasteItems.*.wasteDescription', 'j…@g….com (looks real)', 'warning'],
    ['carrier.emailAddress', 'j…@g….com (looks real), d…@s….uk (looks real)', 'warning'],
    ['receiver.phoneNumber', '07…56 (looks real)', 'warning'],
    ['wasteItems.*.wasteDescription', 'S… (looks real)', 'warning'],
  ]);
  for (const { text } of findings) expect(text).toContain('in 500 receipts, the first in exchange 2.');
  expect(evaluated(w02, sent.map(maskPersonal)).findings).toEqual(findings);
});

it('reads a body that is not JSON as text, and names no field', () => {
  const sent = receiptSent(2);
  const { findings } = evaluated(w02, [{ ...sent, request: { ...sent.request, body: { text: 'jane@gmail.com {' } } }]);
  expect(findings.map(({ field, found }) => [field, found])).toEqual([[undefined, 'j…@g….com (looks real)']]);
});

it('looks at every text, whatever the type of the values beside it', () => {
  const sent = receiptSent(2, { 'carrier.emailAddress': null, wasteItems: [1, true, null, ['jane@gmail.com']] });
  const { findings } = evaluated(w02, [sent]);
  expect(findings.map(({ field, found }) => [field, found])).toEqual([['wasteItems.*.*', 'j…@g….com (looks real)']]);
});

it('is not exercised by a request without a body', () => {
  const sent = receiptSent(2);
  expect(evaluated(w02, [{ ...sent, request: { ...sent.request, body: null } }]).verdict).toBe('not-exercised');
});

it('ignores responses and the token endpoint', () => {
  const sent = receiptSent(2);
  const answer = { ...sent, response: { ...sent.response, body: { json: { message: 'jane@gmail.com' } } } };
  const body = { text: 'client_id=jane@gmail.com' };
  const asked = { ...sent, operationId: 'issueToken' as const, request: { ...sent.request, body } };
  expect(evaluated(w02, [answer, asked]).findings).toEqual([]);
});

it('counts receipts, not occurrences', () => {
  const item = { wasteDescription: 'Loaded by Mr Smith and Mrs Jones' };
  const { findings } = evaluated(w02, [receiptSent(2, { wasteItems: [item, item] })]);
  expect(findings.map(({ text, found }) => [text, found])).toEqual([
    [expect.stringContaining('was sent, in exchange 2.'), 'S… (looks real), J… (looks real)'],
  ]);
});
