/** The version of the tables below, kept in SQLite's `user_version`. */
export const schemaVersion = 2;

/**
 * Since version 2. A receipt stands in one place only: the one in force in `movements`, former ones in
 * `former_receipts`; the exchange that left it says which. Counters and positions are given out by the store.
 */
const receiptsAndJournal = `CREATE TABLE movements (
  counter INTEGER PRIMARY KEY,
  waste_tracking_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  receipt TEXT NOT NULL
);
CREATE TABLE former_receipts (
  counter INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  receipt TEXT NOT NULL,
  UNIQUE (counter, revision)
);
CREATE TABLE exchanges (
  seq INTEGER PRIMARY KEY,
  client_id TEXT,
  at INTEGER NOT NULL,
  counter INTEGER,
  revision INTEGER,
  judged_by TEXT,
  head TEXT NOT NULL,
  sent TEXT,
  answered TEXT
);
CREATE INDEX exchanges_of_client ON exchanges (client_id, seq);
`;

/** What new data begins with. */
export const createTables = `
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE clients (client_id TEXT PRIMARY KEY, secret_hash TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE organisations (organisation_id TEXT PRIMARY KEY, service_charge_expiry TEXT);
CREATE TABLE api_codes (
  code TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (organisation_id),
  is_disabled INTEGER NOT NULL DEFAULT 0
);
${receiptsAndJournal}`;

/** How data of an older version becomes data of the next one, from version 1 on. */
export const migrations: readonly string[] = [
  `
ALTER TABLE movements RENAME TO old_movements;
ALTER TABLE revisions RENAME TO old_revisions;
ALTER TABLE exchanges RENAME TO old_exchanges;
DROP INDEX exchanges_of_client;
${receiptsAndJournal}INSERT INTO movements
  SELECT counter, waste_tracking_id, organisation_id, client_id, revision, receipt
  FROM old_movements JOIN old_revisions USING (counter, revision);
INSERT INTO former_receipts
  SELECT counter, old_revisions.revision, receipt
  FROM old_revisions JOIN old_movements USING (counter)
  WHERE old_revisions.revision < old_movements.revision;
INSERT INTO exchanges (seq, client_id, at, head)
  SELECT seq, client_id, unixepoch(exchange ->> 'at') * 1000, exchange FROM old_exchanges;
INSERT OR REPLACE INTO settings
  SELECT CASE name WHEN 'movements' THEN 'last-counter' ELSE 'last-position' END, seq
  FROM sqlite_sequence WHERE name IN ('movements', 'exchanges');
DROP TABLE old_revisions;
DROP TABLE old_movements;
DROP TABLE old_exchanges;
`,
];
