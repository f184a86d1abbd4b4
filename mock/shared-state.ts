import type { PlannedFault } from '../spec/types/fault.ts';

/** What every process that serves one store must know alike, beside the data itself. Plain JSON. */
export interface SharedState {
  /** The fault plan, in its order. */
  faults: { planned: PlannedFault; isMet: boolean }[];
  /** How far the mock's time is from the host's, in milliseconds. */
  clockOffsetMs: number;
  /** Tokens that expire before they say, by a hash of the token, in the order of their issue. Times in milliseconds since 1970. */
  tokenExpiryOverrides: { token: string; end: number; usualEnd: number; usesLeft: number | null }[];
  /** Raised whenever the signing keys change. */
  keysVersion: number;
}

export interface Shared {
  /** As it was when it was last read. */
  readonly state: Readonly<SharedState>;
  /** Reads what other processes changed. Absent where there are no others. */
  refresh?: () => Promise<void>;
  /** Changes it, one after the other with everybody else, and gives what the work gives. The work must be quick and may be done again. */
  change<T>(work: (state: SharedState) => T): Promise<T>;
}

export function emptyState(): SharedState {
  return { faults: [], clockOffsetMs: 0, tokenExpiryOverrides: [], keysVersion: 0 };
}

/** The state of a mock that serves its store alone: gone when the process ends. */
export function ownState(): Shared {
  const state = emptyState();
  return { state, change: async (work) => work(state) };
}
