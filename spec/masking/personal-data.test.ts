import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Body, Exchange, OperationId } from '../types/exchange.ts';
import { maskPersonal } from './mask.ts';

function sent(body: Body, operationId: OperationId = 'receiveMovement'): Exchange {
  return {
    seq: 3,
    at: '2026-06-01T10:05:00.000Z',
    monotonicMs: Date.parse('2026-06-01T10:05:00.000Z'),
    durationMs: 5,
    clientId: 'client-a',
    operationId,
    request: { method: 'POST', url: '/movements/receive', headers: { 'user-agent': 'Invented/1.0' }, body },
    response: { status: 201, headers: {}, body: { json: { wasteTrackingId: '26BHUT6U' } } },
    notes: [],
  };
}

const receipt = {
  yourUniqueReference: '07911123456',
  otherReferencesForMovement: [{ label: 'Driver', reference: 'John Smith' }],
  wasteItems: [{ ewcCodes: ['170201'], wasteDescription: 'Timber, ring 07911 123456', containsPops: false }],
  carrier: { organisationName: 'Thimblewick Haulage Ltd', emailAddress: 'jane@gmail.com', phoneNumber: '0161 2345678' },
  receiver: {
    emailAddress: 'weighbridge@example.com',
    phoneNumber: '020 7946 0018',
    regulatoryPositionStatements: [3],
  },
};

test('a receipt is masked where it looks like the data of real people, and nowhere else', () => {
  expect(maskPersonal(sent({ json: receipt }))).toEqual(
    sent({
      json: {
        ...receipt,
        otherReferencesForMovement: [{ label: 'Driver', reference: 'J… S… (looks real)' }],
        wasteItems: [{ ...receipt.wasteItems[0], wasteDescription: 'Timber, ring 07…56 (looks real)' }],
        carrier: {
          organisationName: 'Thimblewick Haulage Ltd',
          emailAddress: 'j…@g….com (looks real)',
          phoneNumber: '01…78 (looks real)',
        },
      },
    }),
  );
});

test('a receipt that is not JSON is masked as text', () => {
  expect(maskPersonal(sent({ text: '{"emailAddress": "jane@gmail.com", ' })).request.body).toEqual({
    text: '{"emailAddress": "j…@g….com (looks real)", ',
  });
});

test('a list belongs to the field that contains it', () => {
  expect(maskPersonal(sent({ json: { phoneNumbers: [['7911123456']] } })).request.body).toEqual({
    json: { phoneNumbers: [['79…56 (looks real)']] },
  });
});

test('other operations and requests without a body stay as they are', () => {
  const token = sent({ text: 'client_id=jane@gmail.com' }, 'issueToken');
  expect(maskPersonal(token)).toEqual(token);
  expect(maskPersonal(sent(null))).toEqual(sent(null));
});

test('a member called __proto__ stays as it is', () => {
  const masked = maskPersonal(sent({ json: JSON.parse('{"__proto__": {"a": "jane@gmail.com"}}') }));
  expect(JSON.stringify(masked.request.body)).toBe('{"json":{"__proto__":{"a":"j…@g….com (looks real)"}}}');
});

test('masking twice is the same as masking once', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      const masked = maskPersonal(sent({ json: JSON.parse(JSON.stringify(json)) }));
      expect(maskPersonal(masked)).toEqual(masked);
    }),
  );
});
