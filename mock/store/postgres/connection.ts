import type { Pool, PoolClient } from 'pg';
import { StoreError, StoreUnavailable } from '../store.ts';
import type { PostgresAddress } from './address.ts';
import { schema } from './schema.ts';

/** Longer than reading a large journal takes: a network that drops everything must not hold a request for ever. */
const maxMs = 60_000;

export type Row = Record<string, unknown>;

export type Value = string | number | boolean | null | readonly (string | number | null)[];

/** Runs SQL, and returns the rows. */
export type RunQuery = (sql: string, ...values: Value[]) => Promise<Row[]>;

/**
 * A PostgreSQL database that prepares each statement once per connection. It throws StoreUnavailable if the data cannot
 * be used just now.
 */
export class PostgresDatabase {
  readonly #pool: Pool;
  readonly #shown: string;
  /** Names of prepared statements, by their SQL. */
  readonly #names = new Map<string, string>();

  constructor(pool: Pool, shown: string) {
    this.#pool = pool;
    this.#shown = shown;
  }

  readonly run: RunQuery = (sql, ...values) =>
    this.#trying(async () => (await this.#pool.query(this.#query(sql, values))).rows);

  /** Runs the work in a transaction: all of it, or none. */
  transaction<T>(work: (run: RunQuery) => Promise<T>): Promise<T> {
    return this.#trying(async () => {
      const client = await this.#pool.connect();
      try {
        await client.query('BEGIN');
        const result = await work(async (sql, ...values) => (await client.query(this.#query(sql, values))).rows);
        await client.query('COMMIT');
        client.release();
        return result;
      } catch (error) {
        await rollBack(client);
        throw error;
      }
    });
  }

  #query(text: string, values: readonly Value[]) {
    const name = this.#names.get(text) ?? `rehearsal_${this.#names.size}`;
    this.#names.set(text, name);
    return { name, text, values: [...values], query_timeout: maxMs };
  }

  async #trying<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw unavailable(error, this.#shown);
    }
  }
}

/** Rolls back. A connection that cannot even do this is discarded. */
async function rollBack(client: PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch {
    client.release(true);
  }
}

/** Returns PostgreSQL's code of an error, or Node's; empty if it has none, as the driver's own errors. */
function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

/**
 * Returns the reason of an error. If a host name has several addresses, the error holds a list, and has no message
 * itself.
 */
function errorReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || codeOf(error) || error.name;
}

/**
 * True if an error comes from the database and not from our code: connections, permissions, locks, a full disk, deleted
 * tables. Ours are faults in what we send (classes 22, 23 and 42 of PostgreSQL), and in the program itself.
 */
function isDatabaseError(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError) return false;
  const code = codeOf(error);
  return ['42501', '42P01', '3F000'].includes(code) || !/^(?:22|23|42|ERR_)/.test(code);
}

/** Returns the error for the store's callers. */
export function unavailable(error: unknown, shown: string): unknown {
  if (error instanceof StoreUnavailable || error instanceof StoreError || !isDatabaseError(error)) return error;
  return new StoreUnavailable(`${shown}: ${errorReason(error)}`);
}

/** Returns why a database cannot be opened, and the fix. */
export function connectionError(error: unknown, { shown, user, database }: PostgresAddress): StoreError {
  if (error instanceof StoreError) return error;
  const why = errorReason(error);
  const code = codeOf(error);
  if (/^28/.test(code) || /^SASL|password/.test(why)) {
    return new StoreError(`${shown} refuses access: ${why}. Set the password in PGPASSWORD, or use another user`);
  }
  switch (code) {
    case '3D000':
      return new StoreError(`${shown} does not exist: create it with \`createdb ${database}\`, or use another one`);
    case '42501':
      return new StoreError(
        `${shown} does not give ${user || 'the user'} the rights to keep data there (${why}): let its owner say GRANT CREATE ON DATABASE "${database}" TO "${user}", or name another user (the schema ${schema} is to be that user's own)`,
      );
    default:
      return new StoreError(
        `cannot use ${shown} as the mock's data: ${why}. Check that the database is running and reachable from here, or give another address with --store`,
      );
  }
}
