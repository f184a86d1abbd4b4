import type { Shared } from './context.ts';

/** The mock's time: the host's time plus the offset set over the control API. The host's clock is never changed. */
export interface Clock {
  now(): Date;
  /** Moves the time forward, in milliseconds. */
  advance(ms: number): Promise<void>;
  /** Sets the time, which then continues from there. */
  set(instant: Date): Promise<void>;
  reset(): Promise<void>;
}

export function movableClock(shared: Shared, host: () => Date = () => new Date()): Clock {
  const move = (offset: (now: number) => number) =>
    shared.change((state) => {
      state.clockOffsetMs = offset(state.clockOffsetMs);
    });
  return {
    now: () => new Date(host().getTime() + shared.state.clockOffsetMs),
    advance: (ms) => move((offset) => offset + ms),
    set: (instant) => move(() => instant.getTime() - host().getTime()),
    reset: () => move(() => 0),
  };
}
