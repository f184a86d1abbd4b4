import type { Fault, FaultKind } from '../faults/faults.ts';
import type { JsonValue } from '../json.ts';

export type { Fault, FaultKind };

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
 * and the likely fix · `date`: what the service answers on other dates · `fault`: a planned fault was injected.
 */
export interface Note {
  kind: 'difference' | 'defect' | 'explanation' | 'date' | 'fault';
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
  /**
   * The same on a clock that a change of the host's time does not move: milliseconds since 1970, by the host's time
   * when the process started. Waits are computed from it. Between exchanges of two processes it is as accurate as their
   * hosts' time.
   */
  monotonicMs: number;
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

/** Returns a JSON body as text, or null if the body is not JSON. */
export function jsonTextOf(body: Body): string | null {
  return body !== null && 'json' in body ? JSON.stringify(body.json) : null;
}

/** Returns the text of a body, or undefined if the body is JSON or absent. */
export function textOf(body: Body): string | undefined {
  return body !== null && 'text' in body ? body.text : undefined;
}

/** Returns when a request arrived, in milliseconds, for comparison with other exchanges: no moment of the day. */
export function arrivalOf({ monotonicMs }: Exchange): number {
  return monotonicMs;
}

/** Returns when a request was answered, in milliseconds, for comparison with other exchanges. */
export function answeredAt(exchange: Exchange): number {
  return arrivalOf(exchange) + exchange.durationMs;
}

/** Returns the JSON value of a body, or undefined if the body is not JSON. */
export function jsonOf(body: Body): JsonValue | undefined {
  return body !== null && 'json' in body ? body.json : undefined;
}

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
