import type { Shared } from './context.ts';

/** The mock's time: the host's, moved by as much as somebody asked for. The host's clock is never touched. */
export interface Clock {
  now(): Date;
  /** Moves the time on, in milliseconds. */
  advance(ms: number): Promise<void>;
  /** Sets the time; it goes on from there. */
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
