import { isObject, type JsonObject } from '../../spec/json.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import { type Body, jsonOf } from '../../spec/types/exchange.ts';
import { requestsOf } from '../behaviour/traffic.ts';
import type { Observation } from '../behaviour/types.ts';

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
