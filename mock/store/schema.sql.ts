/** The version of the tables below, kept in SQLite's `user_version`. */
export const schemaVersion = 3;

/**
 * Version 2. A receipt stands in one place only: the one in force in `movements`, former ones in `former_receipts`; the
 * exchange that left it says which. Counters and positions are given out by the store.
 */
const receiptsAndJournalOfVersion2 = `CREATE TABLE movements (
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

/**
 * Since version 3. Exchanges and receipts stand in the log, and the database says where: frames by the positions of their
 * first and last exchange, receipts by the position of the exchange that left them. Once that is forgotten, a receipt is
 * kept here.
 */
const receipts = `CREATE TABLE movements (
  counter INTEGER PRIMARY KEY,
  waste_tracking_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  position INTEGER,
  receipt TEXT
);
CREATE TABLE former_receipts (
  counter INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  position INTEGER,
  receipt TEXT,
  UNIQUE (counter, revision)
);
`;
const frames = `CREATE TABLE frames (
  first INTEGER PRIMARY KEY,
  last INTEGER NOT NULL,
  segment INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  at INTEGER NOT NULL,
  clients TEXT NOT NULL
);
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
${receipts}${frames}`;

/** How data of an older version becomes data of the next one, from version 1 on. Of version 2, the exchanges are left to be moved into the log. */
export const migrations: readonly string[] = [
  `
ALTER TABLE movements RENAME TO old_movements;
ALTER TABLE revisions RENAME TO old_revisions;
ALTER TABLE exchanges RENAME TO old_exchanges;
DROP INDEX exchanges_of_client;
${receiptsAndJournalOfVersion2}INSERT INTO movements
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
  `
ALTER TABLE movements RENAME TO old_movements;
ALTER TABLE former_receipts RENAME TO old_former_receipts;
ALTER TABLE exchanges RENAME TO old_exchanges;
DROP INDEX exchanges_of_client;
${receipts}${frames}INSERT INTO movements (counter, waste_tracking_id, organisation_id, client_id, revision, receipt)
  SELECT counter, waste_tracking_id, organisation_id, client_id, revision, receipt FROM old_movements;
INSERT INTO former_receipts (counter, revision, receipt) SELECT counter, revision, receipt FROM old_former_receipts;
DROP TABLE old_movements;
DROP TABLE old_former_receipts;
`,
];
