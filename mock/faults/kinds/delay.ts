import { setTimeout } from 'node:timers/promises';
import type { Fault } from '../../../spec/types/exchange.ts';
import type { FaultEffect } from '../fault-effect.ts';

/** Handles the request late; its client may have disconnected by then. */
export function delay({ ms }: Extract<Fault, { kind: 'delay' }>): FaultEffect {
  return {
    text: `the request was taken up ${ms} ms late.`,
    before: async ({ context }) => {
      await wait(ms, context.stopping);
      return 'goes on';
    },
  };
}

/** Waits so many milliseconds, or until the mock is to stop. */
export async function wait(ms: number, stopping: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal: stopping });
  } catch (error) {
    if (!stopping.aborted) throw error;
  }
}
