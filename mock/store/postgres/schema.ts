import type { Pool } from 'pg';
import { StoreError } from '../store.ts';
import { commonTables, exchangeColumns } from '../tables.ts';

/** The PostgreSQL schema that holds all of our tables. */
export const schema = 'receipt_rehearsal';

/** The version of the tables below, kept in `schema_version`. Version 1 was never published. */
const schemaVersion = 2;
const firstVersion = 2;

/** The number of tracking ids reserved at once. A process that ends leaves the rest of them unused. */
export const idsAtOnce = 50;

/**
 * Returns the tables of a new database; those that SQLite has too are described with `commonTables`. `journal_position`
 * is a single row that a writer of the journal locks until the commit: positions follow the order of the commits, so a
 * reader that continues from one misses nothing. A client's id may be of any length, and an index takes at most 2,700
 * bytes, so the hash is indexed.
 */
function createTables(firstCounter: number): string {
  return `
CREATE TABLE schema_version (version INTEGER NOT NULL);
INSERT INTO schema_version VALUES (${schemaVersion});
${commonTables('BIGINT')}
CREATE TABLE api_codes (
  code TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  is_disabled BOOLEAN NOT NULL,
  added BIGINT GENERATED ALWAYS AS IDENTITY
);
CREATE TABLE exchanges (${exchangeColumns('BIGINT')},
  -- The process that recorded it.
  process_id INTEGER NOT NULL
);
CREATE INDEX exchanges_of_client ON exchanges (hashtextextended(client_id, 0), seq);
CREATE TABLE journal_position (last BIGINT NOT NULL);
INSERT INTO journal_position VALUES (0);
CREATE TABLE shared_state (version BIGINT NOT NULL, state TEXT);
INSERT INTO shared_state VALUES (0, NULL);
CREATE SEQUENCE counters INCREMENT ${idsAtOnce} START ${firstCounter + 1};
CREATE SEQUENCE process_ids AS INTEGER;
CREATE UNLOGGED TABLE rate_limits (key TEXT PRIMARY KEY, points INTEGER NOT NULL, expire BIGINT);
`;
}

/** The migrations of older data: each raises the version by one, from `firstVersion` on. */
const migrations: readonly string[] = [];

/** Any number that other programs are unlikely to lock: this one is the day of the service's first document. */
const lockNumber = 20_260_901;

interface Preparation {
  pool: Pool;
  shown: string;
  /** The first value of the tracking-id counter in a new store. */
  firstCounter: number;
  /** True if nothing may be created. */
  readOnly: boolean;
  /** The version to migrate to, and the migration from each version before. */
  target?: { version: number; migrations: readonly string[] };
}

const newest = { version: schemaVersion, migrations };

/**
 * Creates our tables if there are none yet, and migrates older ones, once, however many processes start.
 * @throws StoreError for data of a newer version, another program's schema, or a server that would lose data.
 */
export async function prepareTables({
  pool,
  shown,
  firstCounter,
  readOnly,
  target = newest,
}: Preparation): Promise<void> {
  const client = await pool.connect();
  try {
    const refuse = (why: string) => new StoreError(`${shown} ${why}`);
    const number = async (sql: string) => Number(Object.values((await client.query(sql)).rows[0] ?? {})[0]);
    if ((await number('SHOW server_version_num')) < 130_000)
      throw refuse('is older than PostgreSQL 13: use a newer one');
    const [{ server_encoding: encoding }] = (await client.query('SHOW server_encoding')).rows;
    if (encoding !== 'UTF8') throw refuse(`stores text in ${encoding}: create the database with ENCODING 'UTF8'`);
    if (readOnly) {
      if ((await findVersion(number)) === 'nothing') throw refuse('contains no data of a mock');
    } else {
      await client.query('BEGIN');
      // No matter how long another process takes to migrate a large journal.
      await client.query(`SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0`);
      await client.query(`SELECT pg_advisory_xact_lock(${lockNumber})`);
    }
    const found = await findVersion(number);
    if (found === 'foreign')
      throw refuse(`has a schema ${schema} of another program, or of an earlier build: use another database`);
    if (found === 'nothing') {
      await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}; ${createTables(firstCounter)}`);
    } else if (found > target.version) {
      throw refuse(`was written by a newer receipt-rehearsal (data version ${found}): update, or use another database`);
    } else if (found < firstVersion) {
      throw refuse(
        'was written by an earlier build of receipt-rehearsal, which this one cannot read: use another database',
      );
    } else if (found < target.version) {
      if (readOnly) throw refuse(`was written by an older receipt-rehearsal: start a mock on it once`);
      const steps = target.migrations.slice(found - firstVersion).join(';\n');
      await client.query(`${steps}; UPDATE schema_version SET version = ${target.version}`);
    }
    if (!readOnly) await client.query('COMMIT');
    client.release();
  } catch (error) {
    // Closing the connection rolls the transaction back.
    client.release(true);
    throw error;
  }
}

/** Returns the version of the data; or that there is none yet, or that it is something else. */
async function findVersion(number: (sql: string) => Promise<number>): Promise<number | 'nothing' | 'foreign'> {
  if ((await number(`SELECT count(*) FROM pg_class WHERE oid = to_regclass('${schema}.schema_version')`)) === 1) {
    return number(`SELECT version FROM ${schema}.schema_version`);
  }
  const others = await number(`SELECT count(*) FROM pg_tables WHERE schemaname = '${schema}'`);
  return others === 0 ? 'nothing' : 'foreign';
}
