import type { JsonValue } from '../json.ts';

/** The operations of the service, named as in the OpenAPI document, and the token endpoint. */
export const operationIds = [
  'issueToken',
  'receiveMovement',
  'updateMovement',
  'listEwcCodes',
  'listHazardousPropertyCodes',
  'listDisposalOrRecoveryCodes',
  'listContainerTypes',
  'listPopNames',
  'assessProductionApprovalTests',
] as const;
export type OperationId = (typeof operationIds)[number];

/** A body as it was on the wire: parsed if it is JSON, otherwise as text, null if there was none. */
export type Body = { json: JsonValue } | { text: string } | null;

/**
 * Information of the mock about an exchange that the response on the wire does not have. `difference`: the rule sets
 * disagree · `defect`: a known defect of the running service was reproduced · `explanation`: why something was refused,
 * and the likely fix · `fault`: a planned fault was injected.
 */
export interface Note {
  kind: 'difference' | 'defect' | 'explanation' | 'fault';
  text: string;
  /** A source id of `sources.yaml`. */
  source: string;
  /** The field concerned, as a wire key. */
  key?: string;
  /** The likely fix. */
  fix?: string;
}

/** One recorded request and its response. Secrets and tokens are masked before an exchange is recorded. */
export interface Exchange {
  /** Position in the journal, from 1, never reused. */
  seq: number;
  /** When the request arrived: ISO 8601, UTC. */
  at: string;
  /** From the request's arrival to its response, in milliseconds. */
  durationMs: number;
  /** The OAuth client that sent it, null if unknown. */
  clientId: string | null;
  /** Null if the request matched no operation. */
  operationId: OperationId | null;
  request: { method: string; url: string; headers: Record<string, string>; body: Body };
  /** The service's response; for a fault that damages responses, the undamaged one. Status 0: none. */
  response: { status: number; headers: Record<string, string>; body: Body };
  notes: Note[];
  /** The planned fault injected into it. Absent if there was none. */
  fault?: FaultKind;
}

/** Returns the JSON value of a body, or undefined if the body is not JSON. */
export function jsonOf(body: Body): JsonValue | undefined {
  return body !== null && 'json' in body ? body.json : undefined;
}

/** A fault, as it is planned. A closed set. */
export type Fault =
  /**
   * The response has this status instead of the real one; nothing is stored. `retryAfter`: seconds, or an HTTP date.
   */
  | { kind: 'status'; status: 429 | 500 | 502 | 503 | 504; retryAfter?: number | string; body?: object }
  /**
   * The request is processed later by this time, in milliseconds. It is processed even if its client has disconnected.
   */
  | { kind: 'delay'; ms: number }
  /** The connection is reset before anything is stored. */
  | { kind: 'reset' }
  /** The request is processed completely; then the connection is reset instead of a response. */
  | { kind: 'lost-answer' }
  /** The request is processed completely; its response breaks off half way. */
  | { kind: 'truncated' }
  /** The response arrives in small pieces, over this time in milliseconds. */
  | { kind: 'drip'; ms: number }
  /** The request is processed completely; its response is not JSON, though it claims to be. */
  | { kind: 'malformed-json' }
  /** For `issueToken`: the token expires after N seconds or uses, though its response states the usual lifetime. */
  | { kind: 'early-expiry'; seconds?: number; uses?: number }
  /** The signing key is changed before the token is verified: tokens of the old one are refused. */
  | { kind: 'rotate-key' };
export type FaultKind = Fault['kind'];

/**
 * One entry of a fault plan. Each matching request goes to the first entry that has a turn left; the entry spends one
 * once its `after` requests have passed.
 */
export interface PlannedFault {
  on: OperationId;
  /** Only for this client id, if given. */
  client?: string;
  /** The number of matching requests to let pass first. */
  after?: number;
  /** How often the fault is still to be injected. */
  times: number | 'always';
  fault: Fault;
}
