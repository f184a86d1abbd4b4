import { chmodSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { messageOf } from '../../spec/read-document.ts';
import { createTables, migrations, schemaVersion } from './schema.sql.ts';
import { StoreError, StoreUnavailable } from './store.ts';

export type Row = Record<string, SQLOutputValue>;

type Value = string | number | null;

/** A SQLite database whose statements are compiled once each. What the data cannot do just now is StoreUnavailable. */
export class SqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  get(sql: string, ...values: Value[]): Row | undefined {
    return this.#trying(() => this.#prepared(sql).get(...values));
  }

  all(sql: string, ...values: Value[]): Row[] {
    return this.#trying(() => this.#prepared(sql).all(...values));
  }

  /** Gives how many rows it changed. */
  run(sql: string, ...values: Value[]): number {
    return this.#trying(() => Number(this.#prepared(sql).run(...values).changes));
  }

  /** All of the work, or none of it. */
  together<T>(work: () => T): T {
    return this.#trying(() => {
      this.#prepared('BEGIN IMMEDIATE').run();
      try {
        const result = work();
        this.#prepared('COMMIT').run();
        return result;
      } catch (error) {
        // A full disk may have ended the transaction already.
        if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  /** From now on shows the data as it is now, whatever others write. */
  holdStill(): void {
    this.#trying(() => this.#database.exec('BEGIN; SELECT count(*) FROM settings'));
  }

  /** Moves what is left of the log of writes into the data file, and lets the log begin anew where nobody reads it. */
  beginLogAnew(): void {
    // Whoever reads just now is not waited for: nothing is served meanwhile, and there is a next time.
    this.get('PRAGMA busy_timeout = 0');
    try {
      this.get('PRAGMA wal_checkpoint(RESTART)');
    } finally {
      this.get(`PRAGMA busy_timeout = ${patienceMs}`);
    }
  }

  /** Waits until the disk has all that was committed. @throws StoreUnavailable */
  async toDisk(): Promise<void> {
    const file = this.#database.location();
    if (file === null) return;
    try {
      // What is no longer in the log of writes went to the disk with a checkpoint.
      const writes = await open(`${file}-wal`, 'r+');
      await writes.datasync().finally(() => writes.close());
    } catch (error) {
      throw new StoreUnavailable(messageOf(error));
    }
  }

  close(): void {
    this.#database.close();
  }

  #prepared(sql: string) {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #trying<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw isOfTheData(error) ? new StoreUnavailable(String((error as Error).message)) : error;
    }
  }
}

/** SQLite's primary result codes for what is the matter with the file and not with us: locked, read-only, I/O, corrupt, full. */
const codesOfTheData = new Set([5, 6, 8, 10, 11, 13, 14, 26]);

function isOfTheData(error: unknown): boolean {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === 'number' && codesOfTheData.has(code & 0xff);
}

/** How long a lock of somebody else's (a shell, a backup) is waited for, in milliseconds: nothing else is served meanwhile. */
const patienceMs = 500;

/**
 * Opens a database file of ours, makes its tables where there are none yet, and brings older ones up to date.
 * @throws StoreError for a file of a newer version, and of an older one that is only to be looked at; errors of SQLite for
 * what is no database or cannot be written.
 */
export function openDatabase(file: string, { readOnly = false }: { readOnly?: boolean } = {}): SqliteDatabase {
  const database = new DatabaseSync(file, { readOnly, timeout: patienceMs });
  try {
    // It holds the key that tokens are signed with. What SQLite puts beside the file gets the same rights.
    if (!readOnly && file !== ':memory:') chmodSync(file, 0o600);
    const version = versionOf(database, file);
    if (!readOnly) prepare(database, version);
    else if (version < schemaVersion) {
      throw new StoreError(
        `${file} was written by an older receipt-rehearsal (data version ${version}): start a mock on it once`,
      );
    }
    return new SqliteDatabase(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * In WAL, a commit is in the hands of the operating system: it survives the end of this process, and not a power cut,
 * after which the data is whole and may lack the last moments. Checkpoints wait for the disk, so they are made apart from
 * this connection; only a log of writes that has grown out of all bounds is dealt with here.
 */
const tune = `
PRAGMA page_size = 8192;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA wal_autocheckpoint = 100000;
PRAGMA journal_size_limit = 67108864;
`;

/** 0 where there is nothing yet. */
function versionOf(database: DatabaseSync, file: string): number {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (version > schemaVersion) {
    throw new StoreError(
      `${file} was written by a newer receipt-rehearsal (data version ${version}): update, or use another folder`,
    );
  }
  if (version === 0 && database.prepare('SELECT name FROM sqlite_schema').get() !== undefined) {
    throw new StoreError(`${file} is a database of something else: use another folder`);
  }
  return version;
}

function prepare(database: DatabaseSync, version: number): void {
  database.exec(tune);
  if (version === schemaVersion) return;
  const steps = version === 0 ? [createTables] : migrations.slice(version - 1);
  database.exec(`BEGIN IMMEDIATE; ${steps.join('\n')} PRAGMA user_version = ${schemaVersion}; COMMIT;`);
}
