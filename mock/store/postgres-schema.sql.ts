/** Where all of our tables are, beside whatever else the database holds. */
export const schema = 'receipt_rehearsal';

/** The version of the tables below, kept in `about`. */
export const schemaVersion = 1;

/** So many tracking ids are taken from the database at once. What is left when a process ends is given to nobody. */
export const idsAtOnce = 50;

/**
 * As in SQLite, a receipt stands in one place only. `place` is the one row that whoever writes the journal holds until
 * it is written: positions are given in the order of the commits, so a reader that goes on from one misses nothing.
 * A client's id may be of any length, and an index takes no more than 2,700 bytes: hence its hash.
 */
export function createTables(firstCounter: number): string {
  return `
CREATE TABLE about (version INTEGER NOT NULL);
INSERT INTO about VALUES (${schemaVersion});
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE clients (client_id TEXT PRIMARY KEY, secret_hash TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE organisations (organisation_id TEXT PRIMARY KEY, service_charge_expiry TEXT);
CREATE TABLE api_codes (
  code TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  is_disabled BOOLEAN NOT NULL,
  added BIGINT GENERATED ALWAYS AS IDENTITY
);
CREATE TABLE movements (
  counter BIGINT PRIMARY KEY,
  waste_tracking_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  receipt TEXT NOT NULL
);
CREATE TABLE former_receipts (
  counter BIGINT NOT NULL,
  revision INTEGER NOT NULL,
  receipt TEXT NOT NULL,
  PRIMARY KEY (counter, revision)
);
CREATE TABLE exchanges (
  seq BIGINT PRIMARY KEY,
  recorder INTEGER NOT NULL,
  client_id TEXT,
  at BIGINT NOT NULL,
  counter BIGINT,
  revision INTEGER,
  judged_by TEXT,
  head TEXT NOT NULL,
  sent TEXT,
  answered TEXT
);
CREATE INDEX exchanges_of_client ON exchanges (hashtextextended(client_id, 0), seq);
CREATE TABLE place (last BIGINT NOT NULL);
INSERT INTO place VALUES (0);
CREATE TABLE shared (version BIGINT NOT NULL, state TEXT);
INSERT INTO shared VALUES (0, NULL);
CREATE SEQUENCE counters INCREMENT ${idsAtOnce} START ${firstCounter + 1};
CREATE SEQUENCE recorders AS INTEGER;
CREATE UNLOGGED TABLE limits (key TEXT PRIMARY KEY, points INTEGER NOT NULL, expire BIGINT);
`;
}

/** How data of an older version becomes data of the next one, from version 1 on. */
export const migrations: readonly string[] = [];
