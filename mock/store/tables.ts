import type { OperationId } from '../../spec/types/exchange.ts';
import { readReceipt, type StoredMovement, type StoredRecord } from './store.ts';

/** A row as either database returns it. */
type Row = Readonly<Record<string, unknown>>;

/**
 * Returns the tables that SQLite and PostgreSQL share. Their comments are shown by `.schema` in the SQLite shell.
 * `integer` is the type for numbers beyond 32 bits.
 */
export function commonTables(integer: 'INTEGER' | 'BIGINT'): string {
  return `
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE clients (client_id TEXT PRIMARY KEY, secret_hash TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE organisations (organisation_id TEXT PRIMARY KEY, service_charge_expiry TEXT);
CREATE TABLE movements (
  -- The counter value that the waste tracking id encodes.
  counter ${integer} PRIMARY KEY,
  waste_tracking_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  -- The client that created it.
  client_id TEXT NOT NULL,
  -- 1 when created, incremented by each update.
  revision INTEGER NOT NULL,
  -- The latest receipt, as JSON.
  receipt TEXT NOT NULL
);
-- The headers of requests and responses, as JSON, each set once.
CREATE TABLE header_sets (
  -- Made from the headers: see header-sets.ts.
  id TEXT PRIMARY KEY,
  headers TEXT NOT NULL,
  -- No exchange with this set is later; the last one may be a thousand earlier.
  last_seq ${integer} NOT NULL
);
-- Earlier revisions of updated receipts.
CREATE TABLE former_receipts (
  counter ${integer} NOT NULL,
  revision INTEGER NOT NULL,
  receipt TEXT NOT NULL,
  PRIMARY KEY (counter, revision)
);
`;
}

/** Returns the columns of `exchanges` that SQLite and PostgreSQL share. */
export function exchangeColumns(integer: 'INTEGER' | 'BIGINT'): string {
  return `
  -- The position in the journal.
  seq ${integer} PRIMARY KEY,
  client_id TEXT,
  -- When the request arrived, in milliseconds since 1970; the same on a clock that no change of the host's time moves;
  -- and how long its response took.
  at ${integer} NOT NULL,
  monotonic_ms DOUBLE PRECISION NOT NULL,
  duration_ms DOUBLE PRECISION NOT NULL,
  -- The operation of the service that it matched, if any.
  operation_id TEXT,
  method TEXT NOT NULL,
  url TEXT NOT NULL,
  -- Of the response; 0 if there was none.
  status INTEGER NOT NULL,
  -- The receipt that a successful request left: see movements, or former_receipts if it was updated since.
  counter ${integer},
  revision INTEGER,
  -- The contract that validated the receipt, if the notes on it are built on read.
  contract_id TEXT,
  -- Notes, a planned fault, and bodies that are not JSON, as JSON; null if there is nothing of it.
  details TEXT,
  -- The headers: see header_sets.
  request_headers TEXT NOT NULL,
  response_headers TEXT NOT NULL,
  -- The request body as JSON; null if it is the very text of the receipt that the request left.
  request_body TEXT,
  -- The response body as JSON.
  response_body TEXT`;
}

/** Selects exchanges, each with its headers and its request body, wherever they are stored. */
export const selectExchanges = `SELECT seq, exchanges.client_id, at, monotonic_ms, duration_ms, operation_id, method, url, status, details,
    requested.headers AS request_headers, responded.headers AS response_headers,
    coalesce(request_body, movements.receipt, former_receipts.receipt) AS request_body, response_body, contract_id
  FROM exchanges
    JOIN header_sets AS requested ON requested.id = request_headers
    JOIN header_sets AS responded ON responded.id = response_headers
    LEFT JOIN movements USING (counter, revision) LEFT JOIN former_receipts USING (counter, revision)`;

/** Selects API codes, each with the service charge of its organisation. */
export const selectApiCodes = `SELECT code, organisation_id, is_disabled, service_charge_expiry
  FROM api_codes JOIN organisations USING (organisation_id)`;

/** The columns that `movementOf` reads. */
export const movementColumns = 'waste_tracking_id, organisation_id, client_id, revision, receipt';

/** Returns the exchange of a row of `selectExchanges`. `decode` reads names from the form in which they are stored. */
export function recordOf(row: Row, decode: (name: unknown) => string = String): StoredRecord {
  return {
    seq: Number(row['seq']),
    clientId: row['client_id'] === null ? null : decode(row['client_id']),
    at: Number(row['at']),
    monotonicMs: Number(row['monotonic_ms']),
    durationMs: Number(row['duration_ms']),
    operationId: textOrNull(row['operation_id']) as OperationId | null,
    method: String(row['method']),
    url: decode(row['url']),
    status: Number(row['status']),
    details: textOrNull(row['details']),
    requestHeaders: String(row['request_headers']),
    responseHeaders: String(row['response_headers']),
    requestBody: textOrNull(row['request_body']),
    responseBody: textOrNull(row['response_body']),
    contractId: row['contract_id'] === null ? null : decode(row['contract_id']),
  };
}

/** Returns the movement of a row of `movementColumns`. */
export function movementOf(row: Row, decode: (name: unknown) => string = String): StoredMovement {
  return {
    wasteTrackingId: String(row['waste_tracking_id']),
    organisationId: decode(row['organisation_id']),
    clientId: decode(row['client_id']),
    ...revisionOf(row),
  };
}

/** Returns the revision of a row with `revision` and `receipt`. */
export function revisionOf(row: Row): Pick<StoredMovement, 'revision' | 'receipt'> {
  return { revision: Number(row['revision']), receipt: readReceipt(String(row['receipt'])) };
}

/** Returns a text column that may be null. */
export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
