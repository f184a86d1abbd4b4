import { byFaultKind } from '../../spec/faults/faults.ts';
import { at, isObject, type JsonObject } from '../../spec/json.ts';
import { movementsOf, type Outcome } from '../../spec/types/brief.ts';
import { answeredAt, arrivalOf, type Exchange, jsonOf, type OperationId } from '../../spec/types/exchange.ts';
import type { Movement } from '../../spec/types/movement.ts';
import type { TaskResult } from '../../spec/types/verdict.ts';
import { compareReceipts } from '../shared/compare-receipts.ts';
import { asJson, isFilledString } from '../shared/receipt.ts';
import { readable } from '../shared/same-value.ts';
import type { Observation } from './types.ts';

/** All attempts to submit one receipt. */
export interface Submission {
  /** Its reference, if it has one. */
  name: string;
  /** Null if no task asked for it. */
  asked: Movement | null;
  /** Every POST of it, in journal order. */
  tries: readonly Exchange[];
  /** Those that the service answered with 201, even if the response was lost. */
  stored: readonly Exchange[];
  /** The reported outcomes, one for each task; the last counts. */
  outcomes: readonly Outcome[];
}

/** Returns the receipts of the tasks in order, then the receipts that were sent without a task. */
export function submissionsOf({ exchanges, tasks }: Observation): Submission[] {
  const groups = new Map<string, { asked: Movement | null; tries: Exchange[]; outcomes: Outcome[] }>();
  const groupOf = (key: string) => {
    const group = groups.get(key) ?? { asked: null, tries: [], outcomes: [] };
    groups.set(key, group);
    return group;
  };
  const submits = tasks.filter(({ brief }) => brief.action !== 'update');
  for (const { brief, outcomes } of submits) {
    for (const [index, movement] of movementsOf(brief).entries()) {
      const group = groupOf(keyOf(asJson(movement)));
      group.asked = movement;
      const outcome = outcomes?.[index];
      if (outcome !== undefined) group.outcomes.push(outcome);
    }
  }
  // A product may use its own references: if the tasks are about one receipt, everything sent is that receipt.
  const [only] = groups.size === 1 ? groups.keys() : [];
  const single = singleSubmissions({ exchanges, tasks });
  const keys = [...groups].flatMap(([key, { asked }]) => (asked === null ? [] : [{ key, asked: asJson(asked) }]));
  const keyAmong = otherwiseKnown(keys);
  for (const exchange of exchanges) {
    const receipt = receiptOf(exchange);
    if (receipt === undefined) continue;
    const key = keyOf(receipt);
    groupOf(only ?? (groups.has(key) ? key : (keyAmong(receipt) ?? single(exchange) ?? key))).tries.push(exchange);
  }
  return [...groups].map(([key, { asked, tries, outcomes }]) => {
    const stored = tries.filter(({ response }) => response.status === 201);
    return { name: nameOf(key), asked, tries, stored, outcomes };
  });
}

/** Returns the key of the one receipt that the product was asked to submit when it sent an exchange, if it was one. */
function singleSubmissions({ exchanges, tasks }: Pick<Observation, 'exchanges' | 'tasks'>) {
  const keys = new Map<Exchange, string>();
  for (const task of tasks) {
    if (task.brief.action !== 'submit') continue;
    const key = keyOf(asJson(task.brief.movement));
    for (const exchange of exchangesDuring({ exchanges, tasks }, task)) keys.set(exchange, key);
  }
  return (exchange: Exchange) => keys.get(exchange);
}

/** Recognises a receipt with the product's own reference by its other fields, if there are several. */
function otherwiseKnown(asked: readonly { key: string; asked: JsonObject }[]) {
  const descriptionOf = (receipt: JsonObject) => {
    const description = at(receipt, 'wasteItems', 0, 'wasteDescription');
    // Recorded JSON may be anything: an object may have its own `toString`.
    return typeof description === 'string' ? readable(description).toUpperCase() : '';
  };
  const alike = Map.groupBy(asked, (each) => descriptionOf(each.asked));
  return (receipt: JsonObject): string | undefined => {
    const isIt = (each: JsonObject) => compareReceipts(each, receipt).length === 0;
    return alike.get(descriptionOf(receipt))?.find((each) => isIt(each.asked))?.key;
  };
}

/** Returns the body of a POST of a receipt; undefined for anything else. */
export function receiptOf({ operationId, request }: Exchange): JsonObject | undefined {
  const body = operationId === 'receiveMovement' ? jsonOf(request.body) : undefined;
  return isObject(body) ? body : undefined;
}

export function requestsOf({ exchanges }: Pick<Observation, 'exchanges'>, ...operations: OperationId[]): Exchange[] {
  return exchanges.filter(({ operationId }) => operations.some((each) => each === operationId));
}

/** Returns the requests to the API itself, without the token endpoint. */
export function apiRequestsOf({ exchanges }: Pick<Observation, 'exchanges'>): Exchange[] {
  return exchanges.filter(({ operationId }) => operationId !== null && operationId !== 'issueToken');
}

/** Returns the exchanges of one task: those after it began and before the next one did. */
export function exchangesDuring(
  { exchanges, tasks }: Pick<Observation, 'exchanges' | 'tasks'>,
  task: TaskResult,
): Exchange[] {
  const next = tasks[tasks.indexOf(task) + 1];
  return exchanges.filter(({ seq }) => seq > task.after && (next === undefined || seq <= next.after));
}

const responses = byFaultKind(({ response }) => response);

/** True if the complete response was sent to the product. */
export function wasDelivered({ fault }: Exchange): boolean {
  return fault === undefined || responses[fault] === 'intact';
}

/**
 * Returns the wait before each attempt except the first, in milliseconds: from the previous response to the arrival.
 */
export function waitsBetween(tries: readonly Exchange[]): number[] {
  return tries.slice(1).map((exchange, index) => {
    const before = tries[index];
    return before === undefined ? 0 : Math.max(0, arrivalOf(exchange) - answeredAt(before));
  });
}

function keyOf(receipt: JsonObject): string {
  const reference = at(receipt, 'yourUniqueReference');
  return isFilledString(reference) ? `reference ${reference}` : JSON.stringify(receipt);
}

function nameOf(key: string): string {
  return key.startsWith('reference ') ? key.slice('reference '.length) : 'without a reference';
}
