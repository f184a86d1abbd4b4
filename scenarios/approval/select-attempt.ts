import { isObject } from '../../spec/json.ts';
import type { Outcome } from '../../spec/types/brief.ts';
import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import { latestUpdates } from '../shared/as-it-now-stands.ts';
import { trackingIdOf } from '../shared/response.ts';
import type { ScenarioEvidence } from './evidence.ts';
import type { Attempt, Scenario } from './types.ts';

/** An attempt before it is seen beside the others. */
type Submission = Omit<Attempt, 'alsoStored'>;

/**
 * The exchanges of the scenario's operation whose body can be read as a receipt, in journal order; each stored receipt
 * as it now stands.
 */
export function findAttempts(
  exchanges: readonly Exchange[],
  when: Scenario['when'],
  brief: Attempt['brief'],
  outcome: Outcome | null,
): Submission[] {
  const updates = latestUpdates(exchanges);
  return exchanges.flatMap((exchange) => {
    if (exchange.operationId !== when || !isObject(jsonOf(exchange.request.body))) return [];
    const id = isStored(exchange) ? trackingIdOf(exchange) : undefined;
    const update = (id === undefined ? undefined : updates.get(id)) ?? null;
    const receipt = jsonOf((update ?? exchange).request.body);
    return isObject(receipt) ? [{ exchange, receipt, update, brief, outcome }] : [];
  });
}

/** The newest attempt whose conditions all hold; else the newest, to show which did not. */
export function selectAttempt(attempts: readonly Submission[], { given }: Scenario): Attempt | null {
  const holding = attempts.findLast(({ receipt }) => given.every((each) => each.holds(receipt)));
  const counted = holding ?? attempts.at(-1);
  if (counted === undefined) return null;
  const others = attempts.filter((each) => each !== counted && isStored(each.exchange));
  return { ...counted, alsoStored: others.map(({ exchange }) => trackingIdOf(exchange) ?? 'one without an id') };
}

function isStored({ response }: Exchange): boolean {
  return response.status === 201;
}

/**
 * The exchanges that the verdict rests on; judged again from these alone, it is the same. A driven client does nothing
 * else, so all of its exchanges count. In traffic that nobody asked for, only the attempt counts, with its token
 * and its update.
 */
export function evidenceFor(
  { exchanges, driverResult }: ScenarioEvidence,
  attempt: Attempt | null,
): readonly Exchange[] {
  if (driverResult.kind !== 'passive' || attempt === null) return exchanges;
  const { exchange, update } = attempt;
  const token = exchanges.findLast((each) => each.operationId === 'issueToken' && each.seq < exchange.seq);
  return [token, exchange, update].filter((each) => each !== undefined && each !== null);
}

/** The tracking ids that the service gave to those attempts. */
export function trackingIdsOf(attempts: readonly Submission[], exchanges: readonly Exchange[]): string[] {
  return attempts.flatMap(({ exchange }) => (exchanges.includes(exchange) ? (trackingIdOf(exchange) ?? []) : []));
}
