import { chmodSync } from 'node:fs';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { createTables, schemaVersion } from './schema.sql.ts';
import { StoreError } from './store.ts';

export type Row = Record<string, SQLOutputValue>;

type Value = string | number | null;

/** A SQLite database whose statements are compiled once each. */
export class SqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  get(sql: string, ...values: Value[]): Row | undefined {
    return this.#prepared(sql).get(...values);
  }

  all(sql: string, ...values: Value[]): Row[] {
    return this.#prepared(sql).all(...values);
  }

  /** Gives the rowid of what was inserted. */
  run(sql: string, ...values: Value[]): number {
    return Number(this.#prepared(sql).run(...values).lastInsertRowid);
  }

  /** All of the work, or none of it. */
  together<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
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
}

/**
 * Opens a database file of ours, and makes its tables where there are none yet.
 * @throws StoreError for a file of a newer version; errors of SQLite for what is no database or cannot be written.
 */
export function openDatabase(file: string, firstCounter: number): SqliteDatabase {
  const database = new DatabaseSync(file);
  // It holds the key that tokens are signed with. What SQLite puts beside the file gets the same rights.
  if (file !== ':memory:') chmodSync(file, 0o600);
  try {
    prepare(database, file, firstCounter);
    return new SqliteDatabase(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepare(database: DatabaseSync, file: string, firstCounter: number): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  const tune = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;';
  if (version === schemaVersion) {
    database.exec(tune);
    return;
  }
  if (version > schemaVersion) {
    throw new StoreError(
      `${file} was written by a newer receipt-rehearsal (data version ${version}): update, or use another folder`,
    );
  }
  if (database.prepare('SELECT name FROM sqlite_schema').get() !== undefined) {
    throw new StoreError(`${file} is a database of something else: use another folder`);
  }
  database.exec(`${tune} BEGIN; ${createTables} COMMIT;`);
  database.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('movements', ?)").run(firstCounter);
}
