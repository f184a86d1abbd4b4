import { setTimeout as delay } from 'node:timers/promises';
import type { Service } from '../server.ts';

/** How long a run waits for late requests before its last look. */
export interface Settling {
  /** The last look is taken once no request has arrived for this long. */
  quietMs: number;
  /** A product that never stops sending does not keep a run from ending. */
  maxMs: number;
}

/**
 * Resolves when no request has arrived for a while and none is in flight, or when the time is up: a product may send
 * again after it gave its outcome, from a queue or another process. An interruption ends the wait.
 */
export async function settle(
  { mock }: Pick<Service, 'mock'>,
  { quietMs, maxMs }: Settling,
  interruption?: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  let lastAt = startedAt;
  const note = () => {
    lastAt = performance.now();
  };
  mock.recordedExchanges.on('exchange', note);
  try {
    while (interruption?.aborted !== true) {
      const now = performance.now();
      const quietIn = lastAt + quietMs - now;
      const left = startedAt + maxMs - now;
      if (left <= 0 || (quietIn <= 0 && !mock.isBusy())) return;
      await delayUnless(interruption, Math.max(10, Math.min(quietIn, left)));
    }
  } finally {
    mock.recordedExchanges.off('exchange', note);
  }
}

async function delayUnless(interruption: AbortSignal | undefined, ms: number): Promise<void> {
  try {
    await delay(ms, undefined, interruption && { signal: interruption });
  } catch (error) {
    if (interruption?.aborted !== true) throw error;
  }
}
