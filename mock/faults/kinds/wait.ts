import { setTimeout } from 'node:timers/promises';

/** Waits so many milliseconds, or until the mock is to stop. */
export async function wait(ms: number, stopping: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal: stopping });
  } catch (error) {
    if (!stopping.aborted) throw error;
  }
}
