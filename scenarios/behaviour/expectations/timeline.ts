import type { Exchange } from '../../../spec/types/exchange.ts';
import { arrivalOf, exchangesDuring } from '../traffic.ts';
import type { Observation } from '../types.ts';

/** What a user asked for anew begins anew. */
export function byTask(tries: readonly Exchange[], observation: Observation): (readonly Exchange[])[] {
  if (observation.tasks.length === 0) return [tries];
  return observation.tasks.map((act) => {
    const during = new Set(exchangesDuring(observation, act));
    return tries.filter((exchange) => during.has(exchange));
  });
}

/** When each attempt came, seen from the first, and what it was answered. */
export function describeTimeline(tries: readonly Exchange[]): string {
  const [first] = tries;
  if (first === undefined) return 'no attempts';
  const shown = tries.slice(0, maxShown).map((exchange, index) => {
    const time = index === 0 ? '0.00 s' : `+${seconds(arrivalOf(exchange) - arrivalOf(first))}`;
    return `${time} ${exchange.response.status === 0 ? 'no answer' : exchange.response.status}`;
  });
  const more = tries.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

const maxShown = 10;

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
