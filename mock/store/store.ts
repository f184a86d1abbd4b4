import type { Exchange } from '../../spec/exchange.ts';
import type { JsonObject } from '../../spec/json.ts';

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
  /** The day the organisation's service charge is paid until (ISO date), or null where none applies. */
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

export type NewMovement = Omit<StoredMovement, 'wasteTrackingId' | 'revision'> & {
  /** When it was received: the tracking id begins with the last two digits of that year. */
  at: Date;
};

export interface JournalQuery {
  /** Only exchanges behind this position. */
  after?: number;
  clientId?: string;
  limit?: number;
}

/**
 * All that the mock remembers. Every method is asynchronous, so that a store may group its writes or live on another
 * machine; a promise resolves once the change would survive the end of the process.
 */
export interface Store {
  setting(name: string): Promise<string | undefined>;
  saveSetting(name: string, value: string): Promise<void>;

  client(clientId: string): Promise<Client | undefined>;
  /** Adds a client, or replaces the one of that id. */
  saveClient(client: Client): Promise<void>;

  apiCode(code: string): Promise<ApiCode | undefined>;
  organisation(organisationId: string): Promise<Organisation | undefined>;
  /** Adds an organisation, or changes the one of that id. */
  saveOrganisation(organisation: { organisationId: string; serviceChargeExpiry: string | null }): Promise<void>;
  saveApiCode(apiCode: { code: string; organisationId: string; isDisabled: boolean }): Promise<void>;

  /** Stores a receipt under a new tracking id, never given before. */
  createMovement(movement: NewMovement): Promise<string>;
  /** Replaces the receipt and keeps the former one as an earlier revision. False where the id is unknown. */
  updateMovement(wasteTrackingId: string, receipt: JsonObject): Promise<boolean>;
  movement(wasteTrackingId: string): Promise<StoredMovement | undefined>;
  /** Every revision of a receipt, the first one first. */
  revisions(wasteTrackingId: string): Promise<{ revision: number; receipt: JsonObject }[]>;

  /** Appends to the journal and gives the exchange its position. */
  appendExchange(exchange: Omit<Exchange, 'seq'>): Promise<number>;
  /** The position of the newest exchange, 0 where there is none. */
  lastPosition(): Promise<number>;
  /** Exchanges in journal order. */
  exchanges(query: JournalQuery): Promise<Exchange[]>;

  /** Forgets everything but the settings. Ids and positions go on: none is given twice. */
  forgetAll(): Promise<void>;
  close(): Promise<void>;
}

/** A data folder that cannot be used. The message names the place and the mend. */
export class StoreError extends Error {
  override name = 'StoreError';
}
