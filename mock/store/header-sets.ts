import { createHash } from 'node:crypto';
import { BoundedMap } from '../bounded-map.ts';
import type { ExchangeRecord } from './store.ts';

/** The headers of a request or a response, as JSON, and the id under which they are stored. */
export interface HeaderSet {
  id: string;
  headers: string;
}

/** The ids of the last few sets: a client sends the same set again and again, and the mock answers with few. */
const cachedIds = new BoundedMap<string>(100);

/**
 * Returns the id of a set of headers, given as JSON. It is made from the text (128 bits of its SHA-256), so that every
 * process on one store gives the same set the same id, and no two sets share one.
 */
export function headerSetId(headers: string): string {
  const cached = cachedIds.get(headers);
  if (cached !== undefined) return cached;
  const id = createHash('sha256').update(headers).digest().subarray(0, 16).toString('base64url');
  cachedIds.set(headers, id);
  return id;
}

/** Returns the sets of some exchanges, each once. */
export function headerSetsOf(records: readonly ExchangeRecord[]): HeaderSet[] {
  const all = new Set(records.flatMap(({ requestHeaders, responseHeaders }) => [requestHeaders, responseHeaders]));
  return [...all].map((headers) => ({ id: headerSetId(headers), headers }));
}
