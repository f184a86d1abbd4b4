import { expect, it } from 'vitest';
import { receiptWith } from '../../testing/receipt-with.ts';
import { receiptInside, sendAlone } from './receipt-inside.ts';

const receipt = receiptWith();
const brief = { version: 1, scenario: { id: 'R01' }, connection: { clientSecret: 'x' }, action: 'submit' };

it.each([
  ['a brief', { ...brief, movement: receipt }, 'movement', 1, true],
  ['a brief of several receipts', { ...brief, movements: [receipt, receipt] }, 'movements', 2, true],
  ['an envelope', { data: receipt }, 'data', 1, false],
  ['an envelope that is called receipt', { receipt }, 'receipt', 1, false],
  ['an exchange', { request: { method: 'POST', body: receipt } }, 'request.body', 1, false],
])('the receipt of %s is found', (_, value, member, count, isBrief) => {
  const found = receiptInside(value);
  expect(found).toMatchObject({ member, isBrief });
  expect(found?.receipts).toEqual(Array.from({ length: count }, () => receipt));
});

it.each([
  ['a receipt', receipt],
  ['a receipt without most of its fields', { apiCode: 'x', receipt: { address: {} } }],
  ['a receipt with another one inside', { ...receipt, previous: receipt }],
  ['an empty object', {}],
  ['a list of receipts', [receipt]],
  ['an object of scalars', { a: 1, b: null }],
  ['null', null],
  ['nothing', undefined],
])('%s contains none', (_, value) => {
  expect(receiptInside(value)).toBeUndefined();
});

it('what to send instead is named', () => {
  const texts = [{ ...brief, movement: receipt }, { ...brief, movements: [receipt, receipt] }, { data: receipt }].map(
    (value) => {
      const found = receiptInside(value);
      return found && sendAlone(found);
    },
  );
  expect(texts).toEqual([
    'The body is a whole brief, with the connection and its secret. Send its member movement alone.',
    'The body is a whole brief, with the connection and its secret. Send each of its member movements in a request of its own.',
    'The body only contains the receipt. Send its member data alone.',
  ]);
});
