/** The version of the tables below, kept in SQLite's `user_version`. */
export const schemaVersion = 1;

export const createTables = `
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE clients (client_id TEXT PRIMARY KEY, secret_hash TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE organisations (organisation_id TEXT PRIMARY KEY, service_charge_expiry TEXT);
CREATE TABLE api_codes (
  code TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (organisation_id),
  is_disabled INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE movements (
  counter INTEGER PRIMARY KEY AUTOINCREMENT,
  waste_tracking_id TEXT UNIQUE,
  organisation_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  revision INTEGER NOT NULL
);
CREATE TABLE revisions (
  counter INTEGER NOT NULL REFERENCES movements (counter),
  revision INTEGER NOT NULL,
  receipt TEXT NOT NULL,
  PRIMARY KEY (counter, revision)
) WITHOUT ROWID;
CREATE TABLE exchanges (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  client_id TEXT,
  exchange TEXT NOT NULL
);
CREATE INDEX exchanges_of_client ON exchanges (client_id, seq);
PRAGMA user_version = ${schemaVersion};
`;
