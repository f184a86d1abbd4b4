import type { Outcome } from '../spec/brief.ts';
import { type Exchange, jsonOf } from '../spec/exchange.ts';
import { isObject } from '../spec/json.ts';
import { trackingIdOf } from './answer.ts';
import type { Evidence } from './evidence.ts';
import type { Attempt, Scenario } from './scenario.ts';

/** The exchanges of the scenario's operation whose body can be read as a receipt, in journal order. */
export function attemptsAmong(
  exchanges: readonly Exchange[],
  when: Scenario['when'],
  brief: Attempt['brief'],
  outcome: Outcome | null,
): Attempt[] {
  return exchanges.flatMap((exchange) => {
    const receipt = jsonOf(exchange.request.body);
    return exchange.operationId === when && isObject(receipt) ? [{ exchange, receipt, brief, outcome }] : [];
  });
}

/** The newest attempt whose conditions all hold; else the newest, to show which did not. */
export function countedAmong(attempts: readonly Attempt[], { given }: Scenario): Attempt | null {
  const holding = attempts.findLast(({ receipt }) => given.every((each) => each.holds(receipt)));
  return holding ?? attempts.at(-1) ?? null;
}

/**
 * The exchanges that the verdict rests on; judged again from these alone, it is the same. A driven client does nothing
 * else, so all of its exchanges count. In traffic that nobody asked for, only the attempt counts, with its token.
 */
export function reliedOn({ exchanges, driven }: Evidence, attempt: Attempt | null): readonly Exchange[] {
  if (driven.kind !== 'nobody' || attempt === null) return exchanges;
  const { seq } = attempt.exchange;
  const token = exchanges.findLast((each) => each.operationId === 'issueToken' && each.seq < seq);
  return token === undefined ? [attempt.exchange] : [token, attempt.exchange];
}

/** The tracking ids that the service gave to those attempts. */
export function issuedTo(attempts: readonly Attempt[], exchanges: readonly Exchange[]): string[] {
  return attempts.flatMap(({ exchange }) => (exchanges.includes(exchange) ? (trackingIdOf(exchange) ?? []) : []));
}
