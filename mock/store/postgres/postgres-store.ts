import { createHash, randomInt } from 'node:crypto';
import type { Pool } from 'pg';
import pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Exchange } from '../../../spec/types/exchange.ts';
import type { Limit, Store } from '../store.ts';
import { clearAccounts } from './accounts.ts';
import { readAddress } from './address.ts';
import { connectionError, PostgresDatabase, unavailable } from './connection.ts';
import { clearJournal, PostgresJournal } from './exchanges.ts';
import { PostgresListener } from './notifications.ts';
import { prepareTables, schema } from './schema.ts';
import { PostgresShared } from './shared-state.ts';

interface PostgresOptions {
  /** The first value of the tracking-id counter in a new store; random if left out, so that no id can be guessed. */
  firstCounter?: number;
  /** Opens data to read it only: nothing is written, and nothing is created. */
  readOnly?: boolean;
}

/** The maximum number of connections; a listener has one more. */
const connections = 8;

/**
 * The maximum time to wait for a connection, and for another process's lock, in milliseconds: a request waits as long.
 */
const waitTimeoutMs = 5_000;

/**
 * Opens the store in a PostgreSQL database, which several mocks may serve at once, and creates it if there is none yet.
 * Acknowledged data is on the database's disk, as far as its own settings promise.
 * @throws StoreError for a database that cannot be reached or used.
 */
export async function openPostgresStore(
  url: string,
  { firstCounter = randomInt(1_000, 1_000_000), readOnly = false }: PostgresOptions = {},
): Promise<Store> {
  const address = readAddress(url);
  const { shown } = address;
  const poolUrl = withSettings(url, readOnly);
  const pool = new pg.Pool({
    connectionString: poolUrl,
    max: connections,
    connectionTimeoutMillis: waitTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: waitTimeoutMs,
    application_name: 'rehearse',
  });
  // The next query on a lost connection reports the error; without this listener, it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    await prepareTables({ pool, shown, firstCounter, readOnly });
    const database = new PostgresDatabase(pool, shown);
    const [row] = readOnly ? [] : await database.run(`SELECT nextval('process_ids') AS process_id`);
    const processId = Number(row?.['process_id'] ?? 0);
    const store = new PostgresStore({ database, pool, shown, url: poolUrl, processId });
    await store.shared.refresh();
    return store;
  } catch (error) {
    await pool.end();
    throw connectionError(error, address);
  }
}

/**
 * Adds timeouts to every connection, unless the URL sets them: a process that hangs must not hold a lock for ever. Also
 * sets our schema.
 */
function withSettings(url: string, readOnly: boolean): string {
  const address = new URL(url);
  const settings = [
    `-c lock_timeout=${waitTimeoutMs} -c idle_in_transaction_session_timeout=${2 * waitTimeoutMs}`,
    address.searchParams.get('options') ?? '',
    `-c search_path=${schema}`,
    readOnly ? '-c default_transaction_read_only=on' : '',
  ];
  address.searchParams.set('options', settings.join(' ').trim());
  return address.toString();
}

interface Opened {
  database: PostgresDatabase;
  pool: pg.Pool;
  shown: string;
  url: string;
  processId: number;
}

class PostgresStore extends PostgresJournal implements Store {
  readonly shared: PostgresShared;
  readonly #listener: PostgresListener;
  readonly #pool: pg.Pool;
  readonly #shown: string;

  constructor({ database, pool, shown, url, processId }: Opened) {
    super(database, processId);
    this.shared = new PostgresShared(database, () => this.clearCache());
    this.#listener = new PostgresListener(url, this, processId);
    this.#pool = pool;
    this.#shown = shown;
  }

  async clear(): Promise<void> {
    await this.flush();
    await this.database.transaction(async (run) => {
      await clearJournal(run);
      await clearAccounts(run);
    });
    this.clearCache();
  }

  limiter(limit: Limit): PostgresLimiter {
    return new PostgresLimiter(this.#pool, this.#shown, limit);
  }

  onRemoteExchange(listener: (exchange: Exchange) => void): () => void {
    return this.#listener.subscribe(listener);
  }

  async close(): Promise<void> {
    await this.flush();
    await this.#listener.close();
    await this.#pool.end();
  }
}

/** Counts requests in a table that all processes share. It is not written to the disk: a rate is history in seconds. */
class PostgresLimiter extends RateLimiterPostgres {
  readonly #shown: string;

  constructor(pool: Pool, shown: string, { name, points, seconds }: Limit) {
    super({
      storeClient: pool,
      storeType: 'pool',
      schemaName: schema,
      tableName: 'rate_limits',
      tableCreated: true,
      keyPrefix: name,
      points,
      duration: seconds,
    });
    this.#shown = shown;
  }

  /** Escapes the key: a client's id may be of any length, and contain what PostgreSQL refuses. */
  override getKey(key: string | number): string {
    return `${this.keyPrefix}:${createHash('sha256').update(String(key)).digest('base64url')}`;
  }

  override async consume(...args: Parameters<RateLimiterPostgres['consume']>): Promise<RateLimiterRes> {
    try {
      return await super.consume(...args);
    } catch (refusal) {
      throw refusal instanceof RateLimiterRes ? refusal : unavailable(refusal, this.#shown);
    }
  }
}
