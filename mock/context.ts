import type { EventEmitter } from 'node:events';
import type { Contract } from '../spec/contract/contract.ts';
import type { Body, Exchange, Note, OperationId, PlannedFault } from '../spec/types/exchange.ts';
import type { ScenarioResult } from '../spec/types/verdict.ts';
import type { KeyRing } from './auth/signing-keys.ts';
import type { TokenExpiryOverrides } from './auth/token-expiry-overrides.ts';
import type { Clock } from './clock.ts';
import type { ReceiptNotes } from './explain/receipt-notes.ts';
import type { FaultPlan } from './faults/fault-plan.ts';
import type { ChargeHeader } from './hooks/charge-header.ts';
import type { InFlightRequests } from './hooks/in-flight-requests.ts';
import type { ReceiptValidator } from './rules/validate-receipt.ts';
import type { MovementChange, NoteBuilder, Store } from './store/store.ts';

/** The soft limit for each client. */
export interface RateLimit {
  /** Requests that a client may make in each second, however long. */
  perSecond: number;
  /** Requests above that which are let through, in any stretch of `burstSeconds`. */
  burst: number;
}

type Judged = readonly Pick<ScenarioResult, 'id' | 'title' | 'verdict'>[];

/** What every part of the mock works with. */
export interface Context {
  contract: Contract;
  validateReceipt: ReceiptValidator;
  chargeHeader: ChargeHeader;
  notes: ReceiptNotes;
  store: Store;
  /** Puts into an emptied store what the mock began with. */
  reseed: () => Promise<void>;
  /** What every process that serves the store knows alike. */
  shared: Shared;
  /** Works out the notes on a receipt that were left out on the way. */
  buildNotes: NoteBuilder;
  /** The contract's own name in the journal. */
  contractId: string;
  /** Made or read in the background; the first who needs it waits. To be asked anew each time: it may have failed. */
  readonly keys: Promise<KeyRing>;
  clock: Clock;
  /** The clock's time. */
  now: () => Date;
  faults: FaultPlan;
  tokenExpiryOverrides: TokenExpiryOverrides;
  rateLimit: RateLimit | undefined;
  /** Client secrets and API codes that were given out or found good: no evidence may repeat them. */
  known: { secrets: Set<string>; apiCodes: Set<string> };
  /** Tells of each exchange once it is recorded. */
  recordedExchanges: EventEmitter<{ exchange: [Exchange] }>;
  /** Requests that have arrived and are not on record yet. */
  inFlight: InFlightRequests<RequestState>;
  /** Told when the mock is to stop: what waits then waits no longer. */
  stopping: AbortSignal;
  controlToken: string | undefined;
  /** Judges what was recorded, scenario by scenario. */
  evaluateTraffic: (exchanges: readonly Exchange[]) => Judged | Promise<Judged>;
}

/** What the mock remembers of a request while it answers it. */
export interface RequestState {
  /** Its index among the requests in flight. */
  slot: number;
  arrivedAt: Date;
  startedAt: number;
  /** The operation of the service that it is; null for any other route, and for none. */
  operationId: OperationId | null;
  /** Whether no token is asked for. */
  isOpen: boolean;
  clientId: string | null;
  requestBody: Body;
  /** The JSON text that was sent, where API codes are all that is to be masked in it. */
  plainJson: string | null;
  /** The contract that it was judged by, where the notes on that are left to be worked out when somebody reads them. */
  contractId: string | null;
  /** What it does to the receipts, once it is on record. */
  change: MovementChange | null;
  notes: Note[];
  /** The planned fault that it met. */
  plannedFault: PlannedFault | null;
  isRecorded: boolean;
  /** What stands in the journal for an answer that is long and known. */
  recordedResponse: string | null;
}

/** What the owner of a mock may touch while it serves. */
export interface MockHandle extends Pick<Context, 'faults' | 'recordedExchanges' | 'clock' | 'known'> {
  /** True while a request of the client is in flight: arrived and not on record, though the client may have gone. */
  isBusy(clientId: string): boolean;
}

declare module 'fastify' {
  interface FastifyInstance {
    mock: MockHandle;
  }
  interface FastifyRequest {
    state: RequestState;
  }
  interface FastifyContextConfig {
    /** The operation of the service that the route is. */
    operationId?: OperationId;
    /** True where no token is asked for. */
    isOpen?: boolean;
    /** True for what another service than the API gives: tokens, and the keys that they are signed with. */
    isOfTokenService?: boolean;
  }
}

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
