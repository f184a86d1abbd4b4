import type { JsonValue } from '../../spec/json.ts';
import type { Exchange } from '../../spec/types/exchange.ts';

export const post = { method: 'POST', url: '/movements/receive', headers: {} };

export function answered(status: number, json: JsonValue): Exchange['response'] {
  return { status, headers: {}, body: { json } };
}

export function exchange(change: Partial<Exchange>): Exchange {
  const at = change.at ?? '2026-06-01T10:05:00.000Z';
  return {
    seq: 1,
    at,
    monotonicMs: Date.parse(at),
    durationMs: 5,
    clientId: 'client-a',
    operationId: 'receiveMovement',
    request: { ...post, body: null },
    response: { status: 500, headers: {}, body: null },
    notes: [],
    ...change,
  };
}

export const token = exchange({
  operationId: 'issueToken',
  request: { method: 'POST', url: '/oauth2/token', headers: {}, body: null },
  response: answered(200, { token_type: 'Bearer' }),
});
