import type { Shared } from './shared-state.ts';

/** The mock's time: the host's, moved by as much as somebody asked for. The host's clock is never touched. */
export interface Clock {
  now(): Date;
  /** Moves the time on, in milliseconds. */
  advance(ms: number): Promise<void>;
  /** Sets the time; it goes on from there. */
  set(instant: Date): Promise<void>;
  reset(): Promise<void>;
}

let last = { ms: Number.NaN, iso: '' };

/** The instant as text, worked out once for all that happens in a millisecond: requests come by the dozen in each. */
export function isoOf(instant: Date): string {
  const ms = instant.getTime();
  if (ms !== last.ms) last = { ms, iso: instant.toISOString() };
  return last.iso;
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
