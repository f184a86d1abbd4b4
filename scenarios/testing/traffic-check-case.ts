import type { JsonValue } from '../../spec/json.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import { type ScenarioResult, usualThresholds } from '../../spec/types/verdict.ts';
import { evaluateBehaviour } from '../behaviour/evaluate.ts';
import type { BehaviourScenario, Observation } from '../behaviour/types.ts';
import { changed, issuedId } from './approval-case.ts';
import { answered, exchange, post } from './fake-exchange.ts';
import { plainReceipt } from './fake-synthetic.ts';

/** The headers that Node's fetch sends by default. */
export const nodeFetch = {
  host: '127.0.0.1:3001',
  connection: 'keep-alive',
  'content-type': 'application/json',
  accept: '*/*',
  'accept-language': '*',
  'sec-fetch-mode': 'cors',
  'user-agent': 'node',
  'accept-encoding': 'gzip, deflate',
};

export const cleanReceipt = JSON.parse(JSON.stringify(plainReceipt));

/** Returns the exchange of a stored receipt, with changes by wire key; undefined removes a field. */
export function receiptSent(seq: number, changes: Record<string, JsonValue | undefined> = {}): Exchange {
  const json = Object.entries(changes).reduce((receipt, [key, value]) => changed(receipt, key, value), cleanReceipt);
  const request = { ...post, headers: nodeFetch, body: { json } };
  return exchange({ seq, request, response: answered(201, { wasteTrackingId: issuedId }) });
}

export const tokenAsked = exchange({
  seq: 1,
  operationId: 'issueToken',
  request: { method: 'POST', url: '/oauth2/token', headers: nodeFetch, body: { text: 'client_secret=***' } },
  response: answered(200, { token_type: 'Bearer' }),
});

export function trafficObservation(exchanges: readonly Exchange[]): Observation {
  return { exchanges, tasks: [], thresholds: usualThresholds };
}

/** Evaluates traffic without a task. */
export function evaluated(scenario: BehaviourScenario, exchanges: readonly Exchange[]): ScenarioResult {
  return evaluateBehaviour(scenario, { ...trafficObservation(exchanges), testedAt: null, durationMs: null });
}

export function withHeaders(headers: Record<string, string>): (sent: Exchange) => Exchange {
  return (sent) => ({ ...sent, request: { ...sent.request, headers: { ...sent.request.headers, ...headers } } });
}
