/** The mock's time: the host's, moved by as much as somebody asked for. The host's clock is never touched. */
export interface Clock {
  now(): Date;
  /** Moves the time on, in milliseconds. */
  advance(ms: number): void;
  /** Sets the time; it goes on from there. */
  set(instant: Date): void;
  reset(): void;
}

export function movableClock(host: () => Date = () => new Date()): Clock {
  let offset = 0;
  return {
    now: () => new Date(host().getTime() + offset),
    advance: (ms) => {
      offset += ms;
    },
    set: (instant) => {
      offset = instant.getTime() - host().getTime();
    },
    reset: () => {
      offset = 0;
    },
  };
}
