import { setImmediate } from 'node:timers/promises';

/** Does something with each, so many at a time: requests of the product are answered in between. */
export async function inTurns<T>(all: readonly T[], perTurn: number, act: (one: T) => void): Promise<void> {
  for (let from = 0; from < all.length; from += perTurn) {
    if (from > 0) await setImmediate();
    for (const one of all.slice(from, from + perTurn)) act(one);
  }
}
