import { chmodSync } from 'node:fs';
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { StoreError, StoreUnavailable } from '../store.ts';
import { createTables, schemaVersion } from './schema.ts';

export type SqliteRow = Record<string, SQLOutputValue>;

type Value = string | number | null;

/** A SQLite database that prepares each statement once. It throws StoreUnavailable if the data cannot be used just now. */
export class SqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Returns the first row, if any. */
  get(sql: string, ...values: Value[]): SqliteRow | undefined {
    return this.#trying(() => this.#prepared(sql).get(...values));
  }

  /** Returns all rows. */
  all(sql: string, ...values: Value[]): SqliteRow[] {
    return this.#trying(() => this.#prepared(sql).all(...values));
  }

  /** Returns how many rows it changed. */
  run(sql: string, ...values: Value[]): number {
    return this.#trying(() => Number(this.#prepared(sql).run(...values).changes));
  }

  /** Runs the work in a transaction: all of it, or none. */
  transaction<T>(work: () => T): T {
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

  /** Freezes what this connection reads, whatever other processes write from now on. */
  beginReadSnapshot(): void {
    // A transaction sees the data of its first statement that reads.
    this.#trying(() => this.#database.exec('BEGIN; SELECT count(*) FROM settings'));
  }

  close(): void {
    this.#database.close();
  }

  #prepared(sql: string): StatementSync {
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

/** SQLite's primary result codes for faults of the file, not of our code: locked, read-only, I/O, corrupt, full. */
const codesOfTheData = new Set([5, 6, 8, 10, 11, 13, 14, 26]);

function isOfTheData(error: unknown): boolean {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === 'number' && codesOfTheData.has(code & 0xff);
}

/** How long to wait for another process's lock (a shell, a backup): the mock serves nothing else meanwhile. */
const lockTimeoutMs = 500;

/**
 * With a write-ahead log a commit is in the hands of the operating system: it survives the end of this process, but not
 * a power cut, after which the data is consistent and may lack the last moments. See
 * docs/decisions/0002-one-plain-sqlite-file.md. SQLite moves 10,000 pages (80 MB) at a time from the log into the
 * database, and waits for the disk only then.
 */
const tune = `
PRAGMA page_size = 8192;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA wal_autocheckpoint = 10000;
PRAGMA journal_size_limit = 83886080;
`;

/**
 * Opens a database file of a mock, and creates its tables if there are none yet.
 * @throws StoreError for a file of another version or program; SQLite's errors for a file that is not a database or
 * cannot be written.
 */
export function openDatabase(file: string, { readOnly = false }: { readOnly?: boolean } = {}): SqliteDatabase {
  const database = new DatabaseSync(file, { readOnly, timeout: lockTimeoutMs });
  try {
    const isNew = isNewOrOurs(database, file) === 'new';
    if (readOnly && isNew) throw new StoreError(`${file} contains no data of a mock`);
    if (!readOnly) {
      // It contains the key that signs tokens. SQLite gives the files beside it the same permissions.
      if (file !== ':memory:') chmodSync(file, 0o600);
      database.exec(tune);
      if (isNew) {
        database.exec(`BEGIN IMMEDIATE; ${createTables} PRAGMA user_version = ${schemaVersion}; COMMIT;`);
      }
    }
    return new SqliteDatabase(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

function isNewOrOurs(database: DatabaseSync, file: string): 'new' | 'ours' {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (version === schemaVersion) return 'ours';
  if (version > schemaVersion) {
    throw new StoreError(
      `${file} was written by a newer receipt-rehearsal (data version ${version}): update, or use another folder`,
    );
  }
  if (version > 0) throw earlierData(file);
  if (database.prepare('SELECT name FROM sqlite_schema').get() === undefined) return 'new';
  throw new StoreError(`${file} is a database of another program: use another folder`);
}

/** Returns the error that refuses data of an unpublished build. */
export function earlierData(place: string): StoreError {
  return new StoreError(
    `${place} was written by an earlier build of receipt-rehearsal, which this one cannot read: start with a new folder`,
  );
}
