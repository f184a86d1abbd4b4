import type { JsonObject } from '../../spec/json.ts';
import { type Exchange, jsonTextOf, textOf } from '../../spec/types/exchange.ts';
import { type ExchangeRecord, recordedDetails, type Store } from '../store/store.ts';

/** An exchange that left no receipt. */
export const exchange: Omit<Exchange, 'seq'> = {
  at: '2026-10-05T09:30:00.000Z',
  monotonicMs: Date.parse('2026-10-05T09:30:00.000Z'),
  durationMs: 1.5,
  clientId: 'a-client',
  operationId: 'receiveMovement',
  request: { method: 'POST', url: '/movements/receive', headers: {}, body: null },
  response: { status: 201, headers: {}, body: null },
  notes: [],
};

/** Records an exchange, and returns its position. */
export function recordExchange(store: Store, { ...kept }: Omit<Exchange, 'seq'>): Promise<number> {
  return store.record(toExchangeRecord(kept));
}

/** A receipt to be stored. */
export interface NewReceipt {
  receipt: JsonObject;
  organisationId?: string;
  clientId?: string;
  at?: Date;
}

/** Stores a receipt with an exchange that sent it, and returns its tracking id. */
export async function storeReceipt(
  store: Store,
  { receipt, organisationId = 'o', clientId = 'a-client', at = new Date('2026-10-05') }: NewReceipt,
): Promise<string> {
  const id = await store.newTrackingId(at);
  const text = JSON.stringify(receipt);
  const change = { kind: 'create' as const, id, organisationId, clientId, receipt: text };
  await store.record({ ...toExchangeRecord({ ...exchange, clientId }), requestBody: text, change });
  return id.wasteTrackingId;
}

/** Replaces a stored receipt. */
export async function replaceReceipt(store: Store, wasteTrackingId: string, receipt: JsonObject): Promise<void> {
  const text = JSON.stringify(receipt);
  await store.record({
    ...toExchangeRecord(exchange),
    requestBody: text,
    change: { kind: 'update', wasteTrackingId, receipt: text },
  });
}

/** Returns an exchange that was not made by serving a request, ready to be recorded. */
export function toExchangeRecord(exchange: Omit<Exchange, 'seq'>): ExchangeRecord {
  const { at, monotonicMs, durationMs, clientId, operationId, request, response, notes, fault } = exchange;
  return {
    clientId,
    at: Date.parse(at),
    monotonicMs,
    durationMs,
    operationId,
    method: request.method,
    url: request.url,
    status: response.status,
    requestHeaders: JSON.stringify(request.headers),
    responseHeaders: JSON.stringify(response.headers),
    requestBody: jsonTextOf(request.body),
    responseBody: jsonTextOf(response.body),
    details: recordedDetails({ notes, fault, requestText: textOf(request.body), responseText: textOf(response.body) }),
    contractId: null,
    change: null,
  };
}
