import { commonTables, exchangeColumns } from '../tables.ts';

/** Where all of our tables are, beside whatever else the database holds. */
export const schema = 'receipt_rehearsal';

/** The version of the tables below, kept in `about`. */
export const schemaVersion = 1;

/** So many tracking ids are taken from the database at once. What is left when a process ends is given to nobody. */
export const idsAtOnce = 50;

/**
 * The tables of a new database; those that SQLite has too are described with `commonTables`. `place` is the one row that whoever writes the journal holds until
 * it is written: positions are given in the order of the commits, so a reader that goes on from one misses nothing.
 * A client's id may be of any length, and an index takes no more than 2,700 bytes: hence its hash.
 */
export function createTables(firstCounter: number): string {
  return `
CREATE TABLE about (version INTEGER NOT NULL);
INSERT INTO about VALUES (${schemaVersion});
${commonTables('BIGINT')}
CREATE TABLE api_codes (
  code TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  is_disabled BOOLEAN NOT NULL,
  added BIGINT GENERATED ALWAYS AS IDENTITY
);
CREATE TABLE exchanges (${exchangeColumns('BIGINT')},
  -- The process that recorded it.
  recorder INTEGER NOT NULL
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
