import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { maskNamedValues } from '../../spec/masking/mask.ts';
import type { Body, Exchange, FaultKind, Note, OperationId } from '../../spec/types/exchange.ts';
import type { Shared } from '../context.ts';

/** A client that may request tokens. The secret itself is not stored. */
export interface Client {
  clientId: string;
  /** SHA-256 of the secret, in hex. */
  secretHash: string;
  name: string;
}

/** The organisation of an API code. */
export interface ApiCode {
  code: string;
  organisationId: string;
  isDisabled: boolean;
  /** The instant or the day that the organisation's service charge is paid until (ISO), or null where none applies. */
  serviceChargeExpiry: string | null;
}

export interface Organisation {
  organisationId: string;
  serviceChargeExpiry: string | null;
  apiCodes: ApiCode[];
}

/** A receipt in its latest revision. */
export interface StoredMovement {
  wasteTrackingId: string;
  organisationId: string;
  /** The client that created it. */
  clientId: string;
  /** 1 when created, incremented by each update. */
  revision: number;
  receipt: JsonObject;
}

export interface JournalQuery {
  /** Only exchanges after this position. */
  after?: number;
  clientId?: string;
  limit?: number;
  /** Leaves out the notes that would have to be built. */
  withoutNotes?: boolean;
}

/** Clients, organisations, and the mock's own settings. */
export interface Accounts {
  setting(name: string): Promise<string | undefined>;
  saveSetting(name: string, value: string): Promise<void>;
  /** Stores the value if there is none yet, and returns the stored one: the same to all concurrent callers. */
  getOrCreateSetting(name: string, value: string): Promise<string>;

  client(clientId: string): Promise<Client | undefined>;
  /** Adds a client, or replaces the one with its id. */
  saveClient(client: Client): Promise<void>;

  /** Returns an API code. Asked with every receipt. */
  apiCode(code: string): Promise<ApiCode | undefined>;
  organisation(organisationId: string): Promise<Organisation | undefined>;
  /** Adds an organisation, or changes the one with its id. */
  saveOrganisation(organisation: { organisationId: string; serviceChargeExpiry: string | null }): Promise<void>;
  saveApiCode(apiCode: { code: string; organisationId: string; isDisabled: boolean }): Promise<void>;
}

/** The journal, and the receipts that its exchanges left. */
export interface Journal {
  /** Returns a tracking id never issued before. */
  newTrackingId(at: Date): Promise<NewTrackingId>;
  /** Records an exchange with the receipt that it left: both, or neither. Returns its position in the journal. */
  record(exchangeRecord: ExchangeRecord): Promise<number>;
  movement(wasteTrackingId: string): Promise<StoredMovement | undefined>;
  /** Returns the organisation that owns a receipt; undefined if the id is unknown. */
  ownerOf(wasteTrackingId: string): Promise<string | undefined>;
  /** Returns every revision of a receipt, the first one first. */
  revisions(wasteTrackingId: string): Promise<{ revision: number; receipt: JsonObject }[]>;

  /** Returns the position of the newest exchange, 0 if there is none. */
  lastPosition(): Promise<number>;
  /** Returns exchanges in journal order. */
  exchanges(query: JournalQuery): Promise<Exchange[]>;
  /** Sets the builder of the notes that were left out when an exchange was recorded. */
  setNoteBuilder(buildNotes: NoteBuilder): void;
  /** Deletes the oldest exchanges: all but the newest `count`, and all before `since`. */
  trim(keep: TrimOptions): Promise<void>;
}

/**
 * The data of the mock. Every method is asynchronous, so that a store may batch its writes or live on another machine;
 * a promise resolves once the change would survive the end of the process. If the data cannot be read or written,
 * methods reject with StoreUnavailable and, as far as can be known, nothing has changed: a database that is lost in the
 * middle of a commit may have committed.
 */
export interface Store extends Accounts, Journal {
  /** Deletes everything except the settings. Ids and positions go on: none is issued twice. */
  clear(): Promise<void>;
  /** The state that every process on this store shares. */
  shared: Shared;
  /** Counts requests against a limit, together with every process on this store. */
  limiter(limit: Limit): RateLimiterAbstract;
  /** Calls `listener` with each exchange that another process records. Returns a function that unsubscribes. */
  onRemoteExchange(listener: (exchange: Exchange) => void): () => void;
  close(): Promise<void>;
}

/** How much of the journal is kept. */
export interface TrimOptions {
  /** At most N exchanges. */
  count?: number;
  /** No exchange recorded earlier. */
  since?: Date;
  /** True if receipts are deleted too, once the exchange of their latest change is deleted. */
  withReceipts?: boolean;
}

/** A soft limit: `points` requests in each `seconds`, under its own name. */
export interface Limit {
  name: string;
  points: number;
  seconds: number;
}

/** A data folder that cannot be used. The message names the place and the fix. */
export class StoreError extends Error {
  override name = 'StoreError';
}

/** Data that cannot be read or written just now. The message names the place; nothing was changed. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}

/** A tracking id, and the counter value that it encodes. */
export interface NewTrackingId {
  wasteTrackingId: string;
  counter: number;
}

/**
 * A serialised exchange. Reuses the request and response JSON already in memory. Secrets are masked, except API codes
 * in `requestBody`, which are masked on read.
 */
export interface ExchangeRecord {
  clientId: string | null;
  /** When the request arrived, in milliseconds since 1970. */
  at: number;
  /** The same instant on a clock that no change of the host's time moves, in milliseconds since 1970. */
  monotonicMs: number;
  durationMs: number;
  operationId: OperationId | null;
  method: string;
  url: string;
  /** Of the response; 0 if there was none. */
  status: number;
  /** What few exchanges have (`ExchangeDetails`), as JSON; null if there is nothing of it. */
  details: string | null;
  /** The request's headers as JSON. */
  requestHeaders: string;
  /** The response's headers as JSON. */
  responseHeaders: string;
  /** The JSON request body. */
  requestBody: string | null;
  /** The JSON response body. */
  responseBody: string | null;
  /** The contract that validated the receipt in `requestBody`, if its notes are to be built on read. */
  contractId: string | null;
  /** The change to the stored receipts. */
  change: MovementChange | null;
}

/** What few exchanges have. */
export interface ExchangeDetails {
  notes?: Note[] | undefined;
  /** The planned fault that was injected. */
  fault?: FaultKind | undefined;
  /** Bodies that are not JSON. */
  requestText?: string | undefined;
  responseText?: string | undefined;
}

/** `receipt` is JSON as it was sent; if it is the very text of `requestBody`, it is stored once for both. */
export type MovementChange = { receipt: string } & (
  | { kind: 'create'; id: NewTrackingId; organisationId: string; clientId: string }
  | { kind: 'update'; wasteTrackingId: string }
);

/** Builds the notes on a receipt that a contract validated. */
export type NoteBuilder = (contractId: string, receipt: JsonValue) => Note[];

/** A record as it is read back. */
export interface StoredRecord extends Omit<ExchangeRecord, 'change'> {
  seq: number;
}

/** Returns the details of an exchange as they are recorded; null if there are none. */
export function recordedDetails(details: ExchangeDetails): string | null {
  const { notes = [], fault, requestText, responseText } = details;
  const isPlain = notes.length === 0 && fault === undefined && requestText === undefined && responseText === undefined;
  return isPlain ? null : JSON.stringify(details);
}

/** Returns the exchange with everything masked that readers must not see. */
export function toExchange(record: StoredRecord, buildNotes: NoteBuilder | undefined): Exchange {
  const { seq, at, monotonicMs, durationMs, clientId, operationId, method, url, status, requestBody, contractId } =
    record;
  const details = JSON.parse(record.details ?? '{}') as ExchangeDetails;
  const { notes = [], fault, requestText, responseText } = details;
  const receipt = requestBody === null ? undefined : (JSON.parse(requestBody) as JsonValue);
  if (contractId !== null && receipt !== undefined && buildNotes !== undefined) {
    // Where the notes stand when they are built at once: a fault is noted before the receipt is validated.
    const first = notes.findIndex(({ kind }) => kind !== 'fault');
    notes.splice(first < 0 ? notes.length : first, 0, ...buildNotes(contractId, receipt));
  }
  return {
    seq,
    at: new Date(at).toISOString(),
    monotonicMs,
    durationMs,
    clientId,
    operationId,
    request: {
      method,
      url,
      headers: readHeaders(record.requestHeaders),
      body: receipt === undefined ? textBody(requestText) : { json: maskNamedValues(receipt) },
    },
    response: {
      status,
      headers: readHeaders(record.responseHeaders),
      body: record.responseBody === null ? textBody(responseText) : { json: JSON.parse(record.responseBody) },
    },
    notes,
    ...(fault !== undefined && { fault }),
  };
}

function readHeaders(json: string): Record<string, string> {
  return JSON.parse(json) as Record<string, string>;
}

function textBody(text: string | undefined): Body {
  return text === undefined ? null : { text };
}

/** Parses a receipt. */
export function readReceipt(text: string): JsonObject {
  return JSON.parse(text) as JsonObject;
}
