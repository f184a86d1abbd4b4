import { randomInt } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type RateLimiterAbstract, RateLimiterMemory } from 'rate-limiter-flexible';
import { ownState } from '../../context.ts';
import { makeDirectory } from '../make-directory.ts';
import { type Limit, type Store, StoreError } from '../store.ts';
import { earlierData, openDatabase, type SqliteDatabase } from './database.ts';
import { lockDirectory } from './directory-lock.ts';
import { SqliteExchanges } from './exchanges.ts';

/** The location of the store: a folder (`rehearsal.sqlite`), or this process's memory. */
export type SqliteLocation = { folder: string } | 'memory';

export interface SqliteOptions {
  /** The first value of the tracking-id counter in a new store; random if left out, so that no id can be guessed. */
  firstCounter?: number;
  /** Opens data that a mock may be using, frozen as it is now: nothing is written, and nothing is created. */
  readOnly?: boolean;
}

/**
 * Opens the embedded store, and creates it if there is none yet.
 * @throws StoreError for a folder that cannot be written or is in use, or a file that is not ours.
 */
export function openSqliteStore(place: SqliteLocation, options: SqliteOptions = {}): Store {
  const { firstCounter = randomInt(1_000, 1_000_000), readOnly = false } = options;
  const file = place === 'memory' ? ':memory:' : join(place.folder, 'rehearsal.sqlite');
  let release = () => {};
  try {
    if (place !== 'memory') {
      refuseEarlierData(place.folder);
      if (!readOnly) {
        makeDirectory(place.folder);
        release = lockDirectory(place.folder).release;
      }
    }
    const database = openDatabase(file, { readOnly });
    try {
      if (readOnly) database.beginReadSnapshot();
      return new SqliteStore(database, firstCounter, release);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    release();
    if (error instanceof StoreError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new StoreError(
      `cannot use ${file} as the mock's data: ${why}. Choose another folder with --data, or --memory`,
    );
  }
}

/** Refuses data of earlier builds, which kept the journal in separate files. */
function refuseEarlierData(folder: string): void {
  if (!existsSync(folder)) return;
  if (readdirSync(folder).some((name) => /^journal-\d+\.log$/.test(name))) throw earlierData(folder);
}

class SqliteStore extends SqliteExchanges implements Store {
  readonly shared = ownState();
  readonly #release: () => void;

  /** Creates the store, which calls `release` when it closes, so that another process can use the data. */
  constructor(database: SqliteDatabase, firstCounter: number, release: () => void) {
    super(database, firstCounter);
    this.#release = release;
  }

  async clear(): Promise<void> {
    await this.flush();
    this.database.transaction(() => {
      this.deleteExchanges();
      this.deleteAccounts();
    });
  }

  limiter({ points, seconds }: Limit): RateLimiterAbstract {
    return new RateLimiterMemory({ points, duration: seconds });
  }

  /** Does nothing: no other process writes to this store. */
  onRemoteExchange(): () => void {
    return () => {};
  }

  async close(): Promise<void> {
    await this.flush();
    this.database.close();
    this.#release();
  }
}
