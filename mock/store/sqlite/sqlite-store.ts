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

/** Where the store lives: in a folder (`rehearsal.sqlite`), or in this process only. */
export type SqliteLocation = { folder: string } | 'memory';

export interface SqliteOptions {
  /** Where the counter of tracking ids begins in a new store; at random when left out, so that no id can be guessed. */
  firstCounter?: number;
  /** To look at data that a mock may be using, as it is now: nothing is written, and nothing is made that is not there. */
  readOnly?: boolean;
}

/**
 * Opens the embedded store, and makes it where there is none yet.
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

/** Earlier builds kept the journal in files of its own. */
function refuseEarlierData(folder: string): void {
  if (!existsSync(folder)) return;
  if (readdirSync(folder).some((name) => /^journal-\d+\.log$/.test(name))) throw earlierData(folder);
}

class SqliteStore extends SqliteExchanges implements Store {
  readonly shared = ownState();
  readonly #release: () => void;

  /** `release` lets another process use the data. */
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

  /** No other process writes to this store. */
  onRemoteExchange(): () => void {
    return () => {};
  }

  async close(): Promise<void> {
    await this.flush();
    this.database.close();
    this.#release();
  }
}
