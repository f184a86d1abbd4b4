import type { Fault, FaultKind } from '../faults/faults.ts';
import type { JsonValue } from '../json.ts';

export type { Fault, FaultKind };

/** The operations of the service, named as in the OpenAPI document, and the token endpoint beside them. */
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

/** A body as it was on the wire: parsed where it is JSON, as text otherwise, null where there was none. */
export type Body = { json: JsonValue } | { text: string } | null;

/**
 * Something that the mock knows about an exchange and the wire answer does not say. `difference`: the rule sets disagree ·
 * `defect`: a known defect of the running service was reproduced · `explanation`: why something was refused, and what
 * would likely put it right · `fault`: a planned fault was met.
 */
export interface Note {
  kind: 'difference' | 'defect' | 'explanation' | 'fault';
  text: string;
  /** A source id of `sources.yaml`. */
  source: string;
  /** The field that it is about, as a wire key. */
  key?: string;
  /** What would likely put it right. */
  fix?: string;
}

/** One recorded request and its answer. Secrets and tokens are masked before an exchange is recorded. */
export interface Exchange {
  /** Position in the journal, from 1, never reused. */
  seq: number;
  /** When the request arrived: ISO 8601, UTC. */
  at: string;
  /** From the request's arrival to its answer, in milliseconds. */
  durationMs: number;
  /** The OAuth client that sent it, null where none could be told. */
  clientId: string | null;
  /** Null where the request matched no operation. */
  operationId: OperationId | null;
  request: { method: string; url: string; headers: Record<string, string>; body: Body };
  /** What the service answered; with a fault that spoils answers on their way, what it would have answered. Status 0: none. */
  response: { status: number; headers: Record<string, string>; body: Body };
  notes: Note[];
  /** The planned fault that it met. Absent where it met none. */
  fault?: FaultKind;
}

/** The JSON value of a body, or undefined where the body is no JSON. */
export function jsonOf(body: Body): JsonValue | undefined {
  return body !== null && 'json' in body ? body.json : undefined;
}

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
