import { expect, test } from 'vitest';
import { maskPersonal } from '../../spec/masking/mask.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import { syntheticReceipts } from './synthetic-receipts.ts';

const now = new Date('2026-06-01T10:00:30.000Z');

function sent(receipt: unknown): Exchange {
  const body = { json: JSON.parse(JSON.stringify(receipt)) };
  return {
    seq: 1,
    at: now.toISOString(),
    monotonicMs: now.getTime(),
    durationMs: 1,
    clientId: null,
    operationId: 'receiveMovement',
    request: { method: 'POST', url: '/movements/receive', headers: {}, body },
    response: { status: 201, headers: {}, body: null },
    notes: [],
  };
}

test('no synthetic receipt looks like the data of a real person', () => {
  for (let seed = 0; seed < 500; seed++) {
    const synthetic = syntheticReceipts({ seed, now });
    const receipt = { ...synthetic.receipt(), brokerOrDealer: synthetic.brokerOrDealer() };
    const further = { wasteItems: [synthetic.wasteItem()], hazardous: synthetic.hazardousComponents(5) };
    for (const each of [receipt, further, { hazardousWasteConsignmentCode: synthetic.consignmentCode() }]) {
      expect(maskPersonal(sent(each))).toEqual(sent(each));
    }
  }
});

test('a real-looking number in such a receipt would be found', () => {
  const receipt = syntheticReceipts({ seed: 1, now }).receipt();
  const mutated = { ...receipt, carrier: { ...receipt.carrier, phoneNumber: '07911 123456' } };
  expect(maskPersonal(sent(mutated))).not.toEqual(sent(mutated));
});
