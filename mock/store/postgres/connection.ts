import type { Pool, PoolClient } from 'pg';
import { unavailable } from './postgres-errors.ts';

/** Longer than the reading of a large journal takes: a network that swallows everything must not hold a request for ever. */
const maxMs = 60_000;

export type Row = Record<string, unknown>;

export type Value = string | number | boolean | null | readonly (string | number | null)[];

/** Runs SQL, and gives the rows. */
export type RunQuery = (sql: string, ...values: Value[]) => Promise<Row[]>;

/** A PostgreSQL database whose statements are prepared once on each connection. What it cannot do just now is StoreUnavailable. */
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

  /** All of the work, or none of it. */
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
        await giveUp(client);
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

/** A connection that cannot even do this is of no more use. */
async function giveUp(client: PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch {
    client.release(true);
  }
}
