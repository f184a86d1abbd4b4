import { commonTables, exchangeColumns } from '../tables.ts';

/** The version of the tables below, kept in SQLite's `user_version`. Versions 1 to 5 were never published. */
export const schemaVersion = 6;

/**
 * The tables of a new database. A receipt is stored once, and the exchange that left it names its revision. The
 * settings `last-counter` and `last-position` keep the last values issued once their rows may be deleted.
 */
export const createTables = `${commonTables('INTEGER')}
CREATE TABLE api_codes (
  code TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (organisation_id),
  is_disabled INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX header_sets_by_last_seq ON header_sets (last_seq);
CREATE TABLE exchanges (${exchangeColumns('INTEGER')}
);
`;
