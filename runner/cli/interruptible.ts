/** One Ctrl-C may arrive twice: from the terminal, and from npm, which passes it on. */
const samePressMs = 500;

/** The runs that end by themselves when they are interrupted. */
const runs = new Set<() => void>();
let interruptedAt: number | undefined;

/**
 * Ends the process with this exit code, unless a run is to write its report first. The second time, it ends at once.
 * `now` is a time in milliseconds.
 */
export function stopWith(code: number, now: number, exit: (code: number) => void = process.exit): void {
  const isSecond = interruptedAt !== undefined && now - interruptedAt >= samePressMs;
  if (runs.size === 0 || isSecond) exit(code);
  else if (interruptedAt === undefined) {
    interruptedAt = now;
    for (const interrupt of runs) interrupt();
  }
}

/** A run that can be interrupted. `isOver` says that it has ended: the next signal is not its own. */
export interface Interruptible {
  signal: AbortSignal;
  isOver(): void;
}

/** Returns a signal that is aborted when the process is told to stop; `onInterruption` is called first. */
export function interruptible(onInterruption: () => void): Interruptible {
  const controller = new AbortController();
  const interrupt = () => {
    onInterruption();
    controller.abort();
  };
  runs.add(interrupt);
  return {
    signal: controller.signal,
    isOver: () => {
      runs.delete(interrupt);
      if (runs.size === 0) interruptedAt = undefined;
    },
  };
}
