import type { JsonObject, JsonValue } from '../../spec/json.ts';
import type { Outcome, Task } from '../../spec/types/brief.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { Movement } from '../../spec/types/movement.ts';
import { usualThresholds } from '../../spec/types/verdict.ts';
import type { Observation } from '../behaviour/types.ts';
import { answered, exchange, post } from './fake-exchange.ts';
import { plainItem, plainReceipt } from './fake-synthetic.ts';

/** A request and its response, before it has a place in the journal. */
export type RequestLine = Omit<Exchange, 'seq'>;

/** One task with its outcomes and the requests sent meanwhile. */
export interface Step {
  task: Task;
  outcomes: Outcome[] | null;
  lines: RequestLine[];
  /** Requests sent after the outcomes. */
  late?: RequestLine[];
  problem?: string;
}

const start = Date.parse('2026-11-02T10:00:00.000Z');
const bearer = {
  authorization: 'Bearer ***',
  'content-type': 'application/json',
  'user-agent': 'InventedWeighbridge/1.0',
};
const form = { authorization: 'Basic ***', 'content-type': 'application/x-www-form-urlencoded' };

/** Returns a request `ms` after the start of the observation. */
function line(ms: number, change: Partial<Exchange>): RequestLine {
  const { seq: _, ...rest } = exchange({ at: new Date(start + ms).toISOString(), durationMs: 10, ...change });
  return rest;
}

export function tokenLine(ms: number, status = 200, change: Partial<Exchange> = {}): RequestLine {
  return line(ms, {
    operationId: 'issueToken',
    request: { method: 'POST', url: '/oauth2/token', headers: form, body: { text: 'grant_type=client_credentials' } },
    response: answered(status, status === 200 ? { token_type: 'Bearer', expires_in: 3600 } : { error: 'unavailable' }),
    ...change,
  });
}

export function postLine(
  ms: number,
  receipt: Movement,
  status: number,
  change: Partial<Exchange> = {},
  id = '26AAAAAA',
): RequestLine {
  const body = { json: receipt as unknown as JsonValue };
  const answer = status === 201 ? { wasteTrackingId: id } : { message: 'no' };
  return line(ms, { request: { ...post, headers: bearer, body }, response: answered(status, answer), ...change });
}

export function putLine(
  ms: number,
  id: string,
  receipt: Movement,
  status: number,
  answer: JsonObject = {},
): RequestLine {
  const body = { json: receipt as unknown as JsonValue };
  return line(ms, {
    operationId: 'updateMovement',
    request: { method: 'PUT', url: `/movements/${id}/receive`, headers: bearer, body },
    response: answered(status, answer),
  });
}

/** Builds one observation of the steps: exchanges numbered in order, each step after the previous one. */
export function observationOf(steps: readonly Step[]): Observation {
  const exchanges: Exchange[] = [];
  const tasks = steps.map(({ task, outcomes, lines, late = [], problem }) => {
    const after = exchanges.length;
    for (const each of [...lines, ...late]) exchanges.push({ seq: exchanges.length + 1, ...each });
    const scenario = { id: 'X', title: 'a test', given: [] };
    return {
      brief: { version: 1 as const, scenario, ...task },
      outcomes,
      problem: problem ?? null,
      after,
      until: after + lines.length,
      unusedFaults: [],
    };
  });
  return { exchanges, tasks, thresholds: usualThresholds };
}

/** Returns receipts that differ in their reference and description. */
export function receipts(count: number): Movement[] {
  return Array.from({ length: count }, (_, index) => ({
    ...plainReceipt,
    yourUniqueReference: `WB-${index + 1}`,
    wasteItems: [{ ...plainItem, wasteDescription: `Load ${index + 1} of timber offcuts` }],
  }));
}

export const accepted: Outcome = { outcome: 'accepted', wasteTrackingId: '26AAAAAA', messages: [] };
export const failed: Outcome = {
  outcome: 'failed',
  messages: ['It is unknown whether the receipt was recorded: check it.'],
};
