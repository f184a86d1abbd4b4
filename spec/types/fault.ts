import type { OperationId } from './exchange.ts';

/** A misbehaviour, as it is planned. A closed set. */
export type Fault =
  /** The answer is this status in the place of the real one; nothing is stored. `retryAfter`: seconds, or an HTTP date. */
  | { kind: 'status'; status: 429 | 500 | 502 | 503 | 504; retryAfter?: number | string; body?: object }
  /** The request is taken up that much later, in milliseconds. A client that has gone by then is served all the same. */
  | { kind: 'delay'; ms: number }
  /** The connection is reset before anything is stored. */
  | { kind: 'reset' }
  /** The request is dealt with in full; then the connection is reset in the place of the answer. */
  | { kind: 'lost-answer' }
  /** The request is dealt with in full; its answer breaks off half way. */
  | { kind: 'truncated' }
  /** The answer arrives in small pieces, over so many milliseconds. */
  | { kind: 'drip'; ms: number }
  /** The request is dealt with in full; its answer is no JSON, though it says so. */
  | { kind: 'malformed-json' }
  /** Of `issueToken`: the token expires after so many seconds or uses, though its answer names the usual life. */
  | { kind: 'early-expiry'; seconds?: number; uses?: number }
  /** The signing key is changed before the token is looked at: tokens of the old one are refused. */
  | { kind: 'rotate-key' };
export type FaultKind = Fault['kind'];

/**
 * One entry of a fault plan. Each request that fits is taken by the first entry that has a turn left; it spends one once
 * the entry's `after` is over.
 */
export interface PlannedFault {
  on: OperationId;
  /** Only for this client id, where there is one. */
  client?: string;
  /** So many fitting requests go unharmed first. */
  after?: number;
  /** How often it is still to come. */
  times: number | 'always';
  fault: Fault;
}
