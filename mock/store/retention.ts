import { messageOf } from '../../spec/contract/read-document.ts';
import type { Store } from './store.ts';

/** How much of the journal is kept: at most so many exchanges, or none that is older. */
export interface Retention {
  count?: number;
  ageMs?: number;
  /** Whether receipts go as well, once the journal no longer tells of what left them as they are. */
  withReceipts: boolean;
}

/** Often enough that a flood between two turns is no more than a few megabytes. */
const everyMs = 1_000;

/** So many turns are left out after one that failed: an attempt on locked data holds everybody up for a while. */
const leftOut = 4;

/**
 * Keeps the journal to its bound from now on, a little at a time. Gives a way to end that. Data that cannot be written
 * just now is tried again; each new reason is told once on stderr, since the journal grows meanwhile.
 */
export function trimRegularly(store: Store, { count, ageMs, withReceipts }: Retention): () => Promise<void> {
  let under: Promise<void> | undefined;
  let pause = 0;
  let told: string | undefined;
  const trim = async () => {
    const since = ageMs === undefined ? {} : { since: new Date(Date.now() - ageMs) };
    await store.trim({ ...(count === undefined ? {} : { count }), ...since, withReceipts });
    told = undefined;
  };
  const turn = () => {
    if (pause > 0) {
      pause -= 1;
      return;
    }
    under ??= trim()
      .catch((error: unknown) => {
        pause = leftOut;
        const why = messageOf(error);
        if (why !== told) process.stderr.write(`receipt-rehearsal: the journal cannot be trimmed just now: ${why}\n`);
        told = why;
      })
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
