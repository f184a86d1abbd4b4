import { isObject, type JsonObject } from '../../spec/json.ts';
import { type Body, type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import { whatCame } from '../behaviour/preconditions/traffic.ts';
import { requestsOf } from '../behaviour/traffic.ts';
import type { Observation, TrafficPrecondition } from '../behaviour/types.ts';

/** In how many exchanges something was seen, and where to look: `in 14 receipts, the first in exchange 12`. */
export function inHowMany(seqs: readonly number[], noun: string): string {
  const [first] = seqs;
  return seqs.length === 1 ? `in exchange ${first}` : `in ${seqs.length} ${noun}s, the first in exchange ${first}`;
}

/** One entry for each key, in the order in which they were first seen, each exchange counted once. */
export function grouped<T>(
  seen: readonly { key: string; seq: number; what: T }[],
): { key: string; what: T[]; seqs: number[] }[] {
  return [...Map.groupBy(seen, ({ key }) => key)].map(([key, each]) => ({
    key,
    what: each.map(({ what }) => what),
    seqs: [...new Set(each.map(({ seq }) => seq))],
  }));
}

/** Every receipt that was sent, by POST and by PUT, with what it says where that can be read. */
export function receiptsSent(
  observation: Observation,
): { exchange: Exchange; body: Body; receipt: JsonObject | undefined }[] {
  return requestsOf(observation, 'receiveMovement', 'updateMovement').flatMap((exchange) => {
    const { body } = exchange.request;
    const json = jsonOf(body);
    return body === null ? [] : [{ exchange, body, receipt: isObject(json) ? json : undefined }];
  });
}

/**
 * The requests that a product makes: those of the service's operations, the token endpoint included, what missed them,
 * and a browser's preflights. A person who looks at the mock's own pages sends other ones.
 */
export function requestsOfTheProduct({ exchanges }: Observation): Exchange[] {
  return exchanges.filter(({ operationId, request }) => operationId !== null || !/^(?:GET|HEAD)$/.test(request.method));
}

export const theProductSendsRequests: TrafficPrecondition = {
  text: 'the product sends requests',
  findUnmet: (observation) => (requestsOfTheProduct(observation).length > 0 ? undefined : whatCame(observation)),
};

export const theProductSendsReceipts: TrafficPrecondition = {
  text: 'the product sends receipts',
  findUnmet: (observation) => (receiptsSent(observation).length > 0 ? undefined : whatCame(observation)),
};

/** Fields can be looked at only where a receipt is a JSON object. */
export const theProductSendsReadableReceipts: TrafficPrecondition = {
  text: 'the product sends receipts that are JSON objects',
  findUnmet: (observation) => {
    return receiptsSent(observation).some(({ receipt }) => receipt !== undefined) ? undefined : whatCame(observation);
  },
};
