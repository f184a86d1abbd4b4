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
const intervalMs = 1_000;

/** The number of runs skipped after a failure: an attempt on locked data blocks everything for a while. */
const skippedRuns = 4;

/**
 * Trims the journal to its limit from now on, a little at a time. Returns a function that stops it. If the data cannot
 * be written, the next run tries again; each new reason is reported once on stderr, since the journal grows meanwhile.
 */
export function trimRegularly(store: Store, { count, ageMs, withReceipts }: Retention): () => Promise<void> {
  let running: Promise<void> | undefined;
  let pause = 0;
  let lastReason: string | undefined;
  const trim = async () => {
    const since = ageMs === undefined ? {} : { since: new Date(Date.now() - ageMs) };
    await store.trim({ ...(count === undefined ? {} : { count }), ...since, withReceipts });
    lastReason = undefined;
  };
  const run = () => {
    if (pause > 0) {
      pause -= 1;
      return;
    }
    running ??= trim()
      .catch((error: unknown) => {
        pause = skippedRuns;
        const why = messageOf(error);
        if (why !== lastReason)
          process.stderr.write(`receipt-rehearsal: the journal cannot be trimmed just now: ${why}\n`);
        lastReason = why;
      })
      .finally(() => {
        running = undefined;
      });
  };
  run();
  const timer = setInterval(run, intervalMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
