import { at, isObject, type JsonObject } from '../../spec/json.ts';
import { movementsOf, type RecordedBrief } from '../../spec/types/brief.ts';
import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import type { Movement } from '../../spec/types/movement.ts';
import type { Finding } from '../../spec/types/verdict.ts';
import { compareReceipts } from './compare-receipts.ts';
import { formatList, truncate } from './format-text.ts';
import { asJson, isFilledString } from './receipt.ts';
import { trackingIdOf } from './response.ts';
import { readable } from './same-value.ts';

/** A scenario of a run: what it asked for, and which client is its own. */
export interface AskingScenario {
  id: string;
  briefs: readonly RecordedBrief[];
  isOwnClient(clientId: string): boolean;
}

/** Receipts that were recorded under another client than that of the scenario that asked for them. */
export interface Misdirected {
  /** By the id of the scenario that asked for them. */
  elsewhere: ReadonlyMap<string, readonly Exchange[]>;
  /** All of them. */
  all: ReadonlySet<Exchange>;
}

/** A receipt that a scenario asked for. */
interface Asked {
  by: AskingScenario;
  movement: Movement;
}

/**
 * Finds the receipts that were recorded under another client than the scenario's own. A receipt is the one asked for if
 * it has the same reference, or the same facts: a product may use its own references.
 */
export function findMisdirected(scenarios: readonly AskingScenario[], exchanges: readonly Exchange[]): Misdirected {
  const asked = scenarios.flatMap((by): Asked[] => {
    return by.briefs
      .filter(({ action }) => action !== 'update')
      .flatMap((brief) => movementsOf(brief).map((movement) => ({ by, movement })));
  });
  const alike = Map.groupBy(
    asked.flatMap((each) => keysOf(asJson(each.movement)).map((key) => ({ key, ...each }))),
    ({ key }) => key,
  );
  const elsewhere = new Map<string, Exchange[]>();
  const all = new Set<Exchange>();
  for (const exchange of exchanges) {
    const { operationId, clientId, request, response } = exchange;
    const receipt = jsonOf(request.body);
    if (operationId !== 'receiveMovement' || response.status !== 201 || !isObject(receipt)) continue;
    const candidates = keysOf(receipt).flatMap((key) => alike.get(key) ?? []);
    const isOwn = ({ by }: Asked) => clientId !== null && by.isOwnClient(clientId);
    if (candidates.some((each) => isOwn(each) && isSame(each, receipt))) continue;
    const owner = candidates.find((each) => isSame(each, receipt))?.by;
    if (owner === undefined) continue;
    all.add(exchange);
    elsewhere.set(owner.id, [...(elsewhere.get(owner.id) ?? []), exchange]);
  }
  return { elsewhere, all };
}

/**
 * Returns the exchanges of a scenario's client without the receipts of other scenarios: it did not ask for them. A
 * product that sent nothing else is judged by them.
 */
export function withoutMisdirected(own: readonly Exchange[], { all }: Pick<Misdirected, 'all'>): readonly Exchange[] {
  const left = own.filter((exchange) => !all.has(exchange));
  return left.some(({ operationId }) => operationId === 'receiveMovement') ? left : own;
}

/** Returns what two spellings of one receipt have in common: cheap to compare. */
function keysOf(receipt: JsonObject): string[] {
  return [at(receipt, 'yourUniqueReference'), at(receipt, 'wasteItems', 0, 'wasteDescription')]
    .filter(isFilledString)
    .map((text) => readable(text).toUpperCase());
}

function isSame({ movement }: Asked, receipt: JsonObject): boolean {
  const reference = at(receipt, 'yourUniqueReference');
  if (typeof reference === 'string' && reference.trim() === movement.yourUniqueReference) return true;
  return compareReceipts(asJson(movement), receipt).length === 0;
}

/** Said of a record, after its id. */
export const afterTheOutcome = '(after the product had given its outcome)';

/** Names a receipt that was recorded under another client. */
export function describeElsewhere(exchange: Exchange): string {
  const id = trackingIdOf(exchange) ?? 'one without a tracking id';
  return `${id} (by the client ${truncate(exchange.clientId ?? 'without an id')})`;
}

/** Returns the finding about receipts of a scenario that were recorded under other clients. */
export function recordedElsewhere(elsewhere: readonly Exchange[]): Finding[] {
  if (elsewhere.length === 0) return [];
  const records = formatList(elsewhere.map(describeElsewhere), ', ');
  return [
    {
      text: `What this scenario asked for was recorded with the credentials of another client: ${records}. Each record counts as separate waste. Use the client id and secret of each brief, and send nothing twice.`,
      field: 'wasteTrackingId',
      expected: 'one record, by the client of this scenario',
      found: records,
    },
  ];
}
