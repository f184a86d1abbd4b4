import { isObject, type JsonObject } from '../../spec/json.ts';
import { type Body, type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import { describeTraffic } from '../behaviour/preconditions/traffic.ts';
import { requestsOf } from '../behaviour/traffic.ts';
import type { Observation, TrafficPrecondition } from '../behaviour/types.ts';

/** Says in how many exchanges something was seen: `in 14 receipts, the first in exchange 12`. */
export function describeOccurrences(seqs: readonly number[], noun: string): string {
  const [first] = seqs;
  return seqs.length === 1 ? `in exchange ${first}` : `in ${seqs.length} ${noun}s, the first in exchange ${first}`;
}

/** Groups by key, in the order of first appearance, each exchange counted once. No group is empty. */
export function groupByKey<T>(
  seen: readonly { key: string; seq: number; what: T }[],
): { key: string; what: [T, ...T[]]; seqs: number[] }[] {
  return [...Map.groupBy(seen, ({ key }) => key)].map(([key, each]) => ({
    key,
    what: each.map(({ what }) => what) as [T, ...T[]],
    seqs: [...new Set(each.map(({ seq }) => seq))],
  }));
}

/** Returns every receipt sent by POST or PUT, parsed where it is a JSON object. */
export function receiptsSent(
  observation: Observation,
): { exchange: Exchange; body: NonNullable<Body>; receipt: JsonObject | undefined }[] {
  return requestsOf(observation, 'receiveMovement', 'updateMovement').flatMap((exchange) => {
    const { body } = exchange.request;
    const json = jsonOf(body);
    return body === null ? [] : [{ exchange, body, receipt: isObject(json) ? json : undefined }];
  });
}

/**
 * Returns the requests of the product: the service's operations with the token endpoint, requests to unknown paths, and
 * preflights. GET requests to the mock's own pages come from a person.
 */
export function requestsOfTheProduct({ exchanges }: Observation): Exchange[] {
  return exchanges.filter(
    ({ operationId, request }) => operationId !== null || !['GET', 'HEAD'].includes(request.method),
  );
}

export const theProductSendsRequests: TrafficPrecondition = {
  text: 'the product sends requests',
  findUnmet: (observation) => (requestsOfTheProduct(observation).length > 0 ? undefined : describeTraffic(observation)),
};

export const theProductSendsReceipts: TrafficPrecondition = {
  text: 'the product sends receipts',
  findUnmet: (observation) => (receiptsSent(observation).length > 0 ? undefined : describeTraffic(observation)),
};

/** Fields can be looked at only where a receipt is a JSON object. */
export const theProductSendsReadableReceipts: TrafficPrecondition = {
  text: 'the product sends receipts that are JSON objects',
  findUnmet: (observation) => {
    return receiptsSent(observation).some(({ receipt }) => receipt !== undefined)
      ? undefined
      : describeTraffic(observation);
  },
};
