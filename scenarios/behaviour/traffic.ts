import { byFaultKind } from '../../spec/faults/faults.ts';
import { at, isObject, type JsonObject } from '../../spec/json.ts';
import { movementsOf, type Outcome } from '../../spec/types/brief.ts';
import { type Exchange, jsonOf, type OperationId } from '../../spec/types/exchange.ts';
import type { Movement } from '../../spec/types/movement.ts';
import type { TaskResult } from '../../spec/types/verdict.ts';
import { compareReceipts } from '../shared/compare-receipts.ts';
import { asJson, isFilledString } from '../shared/receipt.ts';
import type { Observation } from './types.ts';

/** Everything that was done about one receipt, from the first attempt to the last. */
export interface Submission {
  /** How a person would know it: its own reference, where it has one. */
  name: string;
  /** Null where nobody asked for it. */
  asked: Movement | null;
  /** Every POST of it, in journal order. */
  tries: readonly Exchange[];
  /** Those of them that the service answered 201, whether the answer arrived or not. */
  stored: readonly Exchange[];
  /** What the product said of it, one for each time it was asked; the last counts. */
  outcomes: readonly Outcome[];
}

/** The receipts that were asked for, in their order, and behind them those that were sent and nobody asked for. */
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
  // A product may have references of its own making: where one receipt was asked for, all that it sends is that one.
  const [only] = groups.size === 1 ? groups.keys() : [];
  const keys = [...groups].flatMap(([key, { asked }]) => (asked === null ? [] : [{ key, asked: asJson(asked) }]));
  const keyAmong = otherwiseKnown(keys);
  for (const exchange of exchanges) {
    const receipt = receiptOf(exchange);
    if (receipt === undefined) continue;
    const key = keyOf(receipt);
    groupOf(only ?? (groups.has(key) ? key : (keyAmong(receipt) ?? key))).tries.push(exchange);
  }
  return [...groups].map(([key, { asked, tries, outcomes }]) => {
    const stored = tries.filter(({ response }) => response.status === 201);
    return { name: nameOf(key), asked, tries, stored, outcomes };
  });
}

/** Where several were asked for, a receipt with a reference of the product's own is known by all else that it says. */
function otherwiseKnown(asked: readonly { key: string; asked: JsonObject }[]) {
  const descriptionOf = (receipt: JsonObject) => {
    const description = at(receipt, 'wasteItems', 0, 'wasteDescription');
    // A product may have sent anything: an object may bring a `toString` of its own.
    return typeof description === 'string' ? description.trim() : '';
  };
  const alike = Map.groupBy(asked, (each) => descriptionOf(each.asked));
  return (receipt: JsonObject): string | undefined => {
    const isIt = (each: JsonObject) =>
      compareReceipts(each, receipt).every(({ field }) => field === 'yourUniqueReference');
    return alike.get(descriptionOf(receipt))?.find((each) => isIt(each.asked))?.key;
  };
}

/** The body of a POST of a receipt; undefined for anything else. */
export function receiptOf({ operationId, request }: Exchange): JsonObject | undefined {
  const body = operationId === 'receiveMovement' ? jsonOf(request.body) : undefined;
  return isObject(body) ? body : undefined;
}

export function requestsOf({ exchanges }: Pick<Observation, 'exchanges'>, ...operations: OperationId[]): Exchange[] {
  return exchanges.filter(({ operationId }) => operationId !== null && operations.includes(operationId));
}

/** Requests of the API itself, the token endpoint left out. */
export function apiRequestsOf({ exchanges }: Pick<Observation, 'exchanges'>): Exchange[] {
  return exchanges.filter(({ operationId }) => operationId !== null && operationId !== 'issueToken');
}

/** The exchanges that one act brought: those after it began and before the next did. */
export function exchangesDuring({ exchanges, tasks }: Observation, act: TaskResult): Exchange[] {
  const next = tasks[tasks.indexOf(act) + 1];
  return exchanges.filter(({ seq }) => seq > act.after && (next === undefined || seq <= next.after));
}

const responses = byFaultKind(({ response }) => response);

/** True where what the service answered reached the product whole, as far as the service can tell. */
export function wasDelivered({ fault }: Exchange): boolean {
  return fault === undefined || responses[fault] === 'intact';
}

/** When a request arrived and when it was answered, in milliseconds. */
export function arrivalOf({ at: arrived }: Exchange): number {
  return Date.parse(arrived);
}

export function answeredAt(exchange: Exchange): number {
  return arrivalOf(exchange) + exchange.durationMs;
}

/** How long the product waited before each try but the first, in milliseconds: from the answer before to the arrival. */
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
