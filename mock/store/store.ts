import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { maskNamedValues } from '../../spec/masking/mask.ts';
import type { Exchange, Note } from '../../spec/types/exchange.ts';
import type { Shared } from '../context.ts';

/** Who may ask for tokens. The secret itself is not kept. */
export interface Client {
  clientId: string;
  /** SHA-256 of the secret, in hex. */
  secretHash: string;
  name: string;
}

/** What an API code stands for. */
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

/** A receipt as it now stands. */
export interface StoredMovement {
  wasteTrackingId: string;
  organisationId: string;
  /** The client that created it. */
  clientId: string;
  /** 1 when created, one more with each update. */
  revision: number;
  receipt: JsonObject;
}

export interface JournalQuery {
  /** Only exchanges behind this position. */
  after?: number;
  clientId?: string;
  limit?: number;
  /** Without the notes on receipts that would have to be worked out. */
  withoutNotes?: boolean;
}

/** Who may call, and for whom; and the mock's own settings. */
export interface Accounts {
  setting(name: string): Promise<string | undefined>;
  saveSetting(name: string, value: string): Promise<void>;
  /** Keeps the value where there is none yet, and gives the one that is kept: the same to all who ask at once. */
  settleSetting(name: string, value: string): Promise<string>;

  client(clientId: string): Promise<Client | undefined>;
  /** Adds a client, or replaces the one of that id. */
  saveClient(client: Client): Promise<void>;

  /** Looked up with every receipt. */
  apiCode(code: string): Promise<ApiCode | undefined>;
  organisation(organisationId: string): Promise<Organisation | undefined>;
  /** Adds an organisation, or changes the one of that id. */
  saveOrganisation(organisation: { organisationId: string; serviceChargeExpiry: string | null }): Promise<void>;
  saveApiCode(apiCode: { code: string; organisationId: string; isDisabled: boolean }): Promise<void>;
}

/** The journal, and the receipts that its exchanges left. */
export interface Journal {
  /** A tracking id never given before. */
  newTrackingId(at: Date): Promise<NewTrackingId>;
  /** Puts an exchange on record, with the receipt that it left: both, or neither. Gives its position in the journal. */
  record(exchangeRecord: ExchangeRecord): Promise<number>;
  movement(wasteTrackingId: string): Promise<StoredMovement | undefined>;
  /** Whose receipt it is; undefined where the id is unknown. */
  ownerOf(wasteTrackingId: string): Promise<string | undefined>;
  /** Every revision of a receipt, the first one first. */
  revisions(wasteTrackingId: string): Promise<{ revision: number; receipt: JsonObject }[]>;

  /** The position of the newest exchange, 0 where there is none. */
  lastPosition(): Promise<number>;
  /** Exchanges in journal order. */
  exchanges(query: JournalQuery): Promise<Exchange[]>;
  /** How notes are worked out that were left out when an exchange was recorded. */
  setNoteBuilder(complete: NoteBuilder): void;
  /** Forgets the oldest exchanges: all but the newest so many, and all of before. */
  trim(keep: TrimOptions): Promise<void>;
}

/**
 * All that the mock remembers. Every method is asynchronous, so that a store may group its writes or live on another
 * machine; a promise resolves once the change would survive the end of the process. Where the data cannot be read or
 * written, methods reject with StoreUnavailable, and nothing has changed, as far as can be known: a database that is lost
 * in the midst of a commit may have made it.
 */
export interface Store extends Accounts, Journal {
  /** Forgets everything but the settings. Ids and positions go on: none is given twice. */
  clear(): Promise<void>;
  /** What every process that serves this store must know alike. */
  shared: Shared;
  /** Counts requests against a limit, together with every process that serves this store. */
  limiter(limit: Limit): RateLimiterAbstract;
  /** Tells of each exchange that another process puts on record. Gives a way to hear no more. */
  onRemoteExchange(hear: (exchange: Exchange) => void): () => void;
  close(): Promise<void>;
}

/** How much of the journal is kept. */
export interface TrimOptions {
  /** At most so many exchanges. */
  count?: number;
  /** None that was recorded before. */
  since?: Date;
  /** Whether receipts go as well, once the journal no longer tells of what left them as they are. */
  withReceipts?: boolean;
}

/** A soft limit: `points` requests in each `seconds`, under a name of its own. */
export interface Limit {
  name: string;
  points: number;
  seconds: number;
}

/** A data folder that cannot be used. The message names the place and the mend. */
export class StoreError extends Error {
  override name = 'StoreError';
}

/** Data that cannot be read or written just now. The message names the place; nothing was changed. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}

/** A tracking id, and the number that it stands for. */
export interface NewTrackingId {
  wasteTrackingId: string;
  counter: number;
}

/**
 * An exchange as it is written: JSON texts that were there anyway, so that nothing is parsed or written twice. What must
 * not be seen is masked, but for API codes in `sent`: these are masked when it is read.
 */
export interface ExchangeRecord {
  clientId: string | null;
  /** When the request arrived, in milliseconds since 1970. */
  at: number;
  /** The exchange without its position, as JSON; its bodies are null where they are in `sent` and `answered`. */
  envelope: string;
  /** The JSON that was sent. */
  requestBody: string | null;
  /** The JSON that was answered. */
  responseBody: string | null;
  /** By what contract the receipt in `sent` was judged, where the notes on that are left to be worked out. */
  contractId: string | null;
  /** What it did to the receipts. */
  change: MovementChange | null;
}

/** `receipt` is JSON as it was sent; where it is the very text in `sent`, it is kept once for both. */
export type MovementChange = { receipt: string } & (
  | { kind: 'create'; id: NewTrackingId; organisationId: string; clientId: string }
  | { kind: 'update'; wasteTrackingId: string }
);

/** Works out the notes on a receipt that was judged by a contract. */
export type NoteBuilder = (judgedBy: string, receipt: JsonValue) => Note[];

/** A happening as it is read again. */
export interface StoredRecord extends Pick<ExchangeRecord, 'envelope' | 'requestBody' | 'responseBody' | 'contractId'> {
  seq: number;
}

/** The exchange as everybody may see it. */
export function toExchange(
  { seq, envelope, requestBody, responseBody, contractId }: StoredRecord,
  complete: NoteBuilder | undefined,
): Exchange {
  const exchange = { seq, ...(JSON.parse(envelope) as Omit<Exchange, 'seq'>) };
  if (responseBody !== null) exchange.response.body = { json: JSON.parse(responseBody) as JsonValue };
  if (requestBody === null) return exchange;
  const receipt = JSON.parse(requestBody) as JsonValue;
  if (contractId !== null && complete !== undefined) {
    // Where they stand when they are worked out at once: a fault was met before the receipt was judged.
    const first = exchange.notes.findIndex(({ kind }) => kind !== 'fault');
    exchange.notes.splice(first < 0 ? exchange.notes.length : first, 0, ...complete(contractId, receipt));
  }
  exchange.request.body = { json: maskNamedValues(receipt) };
  return exchange;
}

/** A receipt as its text says. */
export function readReceipt(text: string): JsonObject {
  return JSON.parse(text) as JsonObject;
}
