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
  /** Requests that a client may make per second, over any period. */
  perSecond: number;
  /** Requests above that which are accepted, in any period of `burstSeconds`. */
  burst: number;
}

type Judged = readonly Pick<ScenarioResult, 'id' | 'title' | 'verdict'>[];

/** The shared dependencies of the mock's parts. */
export interface Context {
  contract: Contract;
  validateReceipt: ReceiptValidator;
  chargeHeader: ChargeHeader;
  notes: ReceiptNotes;
  store: Store;
  /** Fills an emptied store with the data that the mock started with. */
  reseed: () => Promise<void>;
  /** The state shared by all processes that serve the store. */
  shared: Shared;
  /** Builds the notes on a receipt that were not built when it was recorded. */
  buildNotes: NoteBuilder;
  /** The contract's id in the journal. */
  contractId: string;
  /** Created or read in the background; the first use waits. Read it again each time: loading may have failed. */
  readonly keys: Promise<KeyRing>;
  clock: Clock;
  /** Returns the clock's time. */
  now: () => Date;
  faults: FaultPlan;
  tokenExpiryOverrides: TokenExpiryOverrides;
  rateLimit: RateLimit | undefined;
  /** Client secrets and API codes that were issued or accepted: mask them in all evidence. */
  known: { secrets: Set<string>; apiCodes: Set<string> };
  /** Emits each exchange once it is recorded. */
  recordedExchanges: EventEmitter<{ exchange: [Exchange] }>;
  /** Requests that have arrived and are not recorded yet. */
  inFlight: InFlightRequests<RequestState>;
  /** Aborted when the mock is to stop: whatever waits then stops waiting. */
  stopping: AbortSignal;
  controlToken: string | undefined;
  /** Evaluates the recorded traffic, scenario by scenario. */
  evaluateTraffic: (exchanges: readonly Exchange[]) => Judged | Promise<Judged>;
}

/** Per-request state, from arrival until the exchange is recorded. */
export interface RequestState {
  /** The index among the requests in flight. */
  slot: number;
  arrivedAt: Date;
  startedAt: number;
  /** The operation of the service; null for any other route, and for unknown paths. */
  operationId: OperationId | null;
  /** True if no token is needed. */
  isOpen: boolean;
  clientId: string | null;
  requestBody: Body;
  /** The JSON text that was sent, if API codes are all that must be masked in it. */
  plainJson: string | null;
  /** The contract that validated the receipt, if its notes are to be built on read. */
  contractId: string | null;
  /** The change to the stored receipts, applied when the exchange is recorded. */
  change: MovementChange | null;
  notes: Note[];
  /** The planned fault injected into the request. */
  plannedFault: PlannedFault | null;
  isRecorded: boolean;
  /** The shorter text for the journal, if the response is long and known. */
  recordedResponse: string | null;
}

/** What the owner of a mock may use while it serves. */
export interface MockHandle extends Pick<Context, 'faults' | 'recordedExchanges' | 'clock' | 'known'> {
  /**
   * Returns true while a request of the client, or of any client, is in flight: arrived and not recorded, even if the
   * client has disconnected.
   */
  isBusy(clientId?: string): boolean;
}

declare module 'fastify' {
  interface FastifyInstance {
    mock: MockHandle;
  }
  interface FastifyRequest {
    state: RequestState;
  }
  interface FastifyContextConfig {
    /** The operation of the service that the route serves. */
    operationId?: OperationId;
    /** True if no token is needed. */
    isOpen?: boolean;
    /** True for what another service than the API gives: tokens, and the keys that they are signed with. */
    isOfTokenService?: boolean;
  }
}

/** The state that every process on one store shares, besides the data itself. Plain JSON. */
export interface SharedState {
  /** The fault plan, in order. */
  faults: { planned: PlannedFault; isMet: boolean; waitsForReceipt?: true }[];
  /** The offset of the mock's time from the host's, in milliseconds. */
  clockOffsetMs: number;
  /**
   * Tokens that expire before the time they state, by a hash of the token, in the order of issue. Times in milliseconds
   * since 1970.
   */
  tokenExpiryOverrides: { token: string; end: number; usualEnd: number; usesLeft: number | null }[];
  /** Incremented whenever the signing keys change. */
  keysVersion: number;
}

export interface Shared {
  /** The state when last read. */
  readonly state: Readonly<SharedState>;
  /** Reads what other processes changed. Undefined if there are no others. */
  refresh?: () => Promise<void>;
  /**
   * Changes the state, in turn with every other process, and returns the work's result. The work must be quick and may
   * be repeated.
   */
  change<T>(work: (state: SharedState) => T): Promise<T>;
}

export function emptyState(): SharedState {
  return { faults: [], clockOffsetMs: 0, tokenExpiryOverrides: [], keysVersion: 0 };
}

/** Creates the state of a mock that serves its store alone; it is lost when the process ends. */
export function ownState(): Shared {
  const state = emptyState();
  return { state, change: async (work) => work(state) };
}
