import { messageOf } from '../../spec/contract/read-document.ts';
import type { Store } from './store.ts';

/** How much of the journal is kept: at most N exchanges, or none that is older. */
export interface Retention {
  count?: number;
  ageMs?: number;
  /** True if receipts are deleted too, once the exchange of their latest change is deleted. */
  withReceipts: boolean;
}

/** Often enough that a flood of requests between two runs is only a few megabytes. */
const everyMs = 1_000;

/** The number of runs skipped after a failure: an attempt on locked data blocks everything for a while. */
const leftOut = 4;

/**
 * Trims the journal to its limit from now on, a little at a time. Returns a function that stops it. If the data cannot
 * be written, the next run tries again; each new reason is reported once on stderr, since the journal grows meanwhile.
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
