import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { ownState } from '../shared-state.ts';
import { Checkpoints } from './checkpoints.ts';
import { composeStore } from './compose-store.ts';
import { lockFolder } from './folder-lock.ts';
import { makeFolder } from './make-folder.ts';
import { openDatabase, type SqliteDatabase } from './sqlite-database.ts';
import { SqliteJournal } from './sqlite-journal.ts';
import { SqliteParties } from './sqlite-parties.ts';
import { type Store, StoreError } from './store.ts';

/** Where the store lives: in a folder (one file, `rehearsal.sqlite`), or in this process only. */
export type Place = { folder: string } | 'memory';

export interface SqliteOptions {
  /** Where the counter of tracking ids begins in a new store; at random when left out, so that no id can be guessed. */
  firstCounter?: number;
  /** To look at data that a mock may be using: nothing is written, and nothing is made that is not there. */
  readOnly?: boolean;
}

/**
 * Opens the embedded store, and makes it where there is none yet.
 * @throws StoreError for a folder that cannot be written or is in use, or a file that is not ours.
 */
export function openSqliteStore(place: Place, { firstCounter, readOnly = false }: SqliteOptions = {}): Store {
  const file = place === 'memory' ? ':memory:' : join(place.folder, 'rehearsal.sqlite');
  let release = () => {};
  try {
    if (place !== 'memory' && !readOnly) {
      makeFolder(place.folder);
      release = lockFolder(place.folder).release;
    }
    const database = openDatabase(file, { readOnly });
    const checkpoints =
      place === 'memory' || readOnly ? undefined : new Checkpoints(file, () => database.beginLogAnew());
    return storeOn({ database, checkpoints, firstCounter: firstCounter ?? randomInt(1_000, 1_000_000), release });
  } catch (error) {
    release();
    if (error instanceof StoreError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new StoreError(
      `cannot use ${file} as the mock's data: ${why}. Choose another folder with --data, or --memory`,
    );
  }
}

interface Opened {
  database: SqliteDatabase;
  /** None where there is no disk to wait for. */
  checkpoints: Checkpoints | undefined;
  firstCounter: number;
  release: () => void;
}

function storeOn({ database, checkpoints, firstCounter, release }: Opened): Store {
  const parties = new SqliteParties(database);
  const journal = new SqliteJournal(database, firstCounter, checkpoints);
  return composeStore(parties, journal, {
    forgetAll: async () => {
      journal.flush();
      database.together(() => {
        journal.forget();
        parties.forget();
      });
    },
    shared: ownState(),
    limiter: ({ points, seconds }) => new RateLimiterMemory({ points, duration: seconds }),
    // Nobody else serves this store.
    onForeign: () => () => {},
    close: async () => {
      journal.flush();
      const ending = checkpoints?.end();
      if (ending !== undefined) await ending;
      database.close();
      release();
    },
  });
}
