import type { Store } from './store/store.ts';

/** How much of the journal is kept: at most so many exchanges, or none that is older. */
export interface Retention {
  count?: number;
  ageMs?: number;
  /** Whether receipts go as well, once the journal no longer tells of what left them as they are. */
  withReceipts: boolean;
}

/** Often enough that a flood between two turns is no more than a few megabytes. */
const everyMs = 1_000;

/**
 * Keeps the journal to its bound from now on, a little at a time. Gives a way to end that. Data that cannot be written
 * just now is tried again with the next turn: requests tell of it.
 */
export function keepTrimmed(store: Store, { count, ageMs, withReceipts }: Retention): () => Promise<void> {
  let under: Promise<void> | undefined;
  const trim = async () => {
    const since = ageMs === undefined ? {} : { since: new Date(Date.now() - ageMs) };
    await store.trim({ ...(count === undefined ? {} : { count }), ...since, withReceipts });
  };
  const turn = () => {
    under ??= trim()
      .catch(() => undefined)
      .finally(() => {
        under = undefined;
      });
  };
  turn();
  const timer = setInterval(turn, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await under;
  };
}
