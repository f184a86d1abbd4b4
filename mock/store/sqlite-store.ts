import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { ownState } from '../shared-state.ts';
import { Checkpoints } from './checkpoints.ts';
import { composeStore } from './compose-store.ts';
import { dropSegments } from './drop-segments.ts';
import { lockFolder } from './folder-lock.ts';
import { makeFolder } from './make-folder.ts';
import { type OpenLog, openLogIn, openLogInMemory } from './open-log.ts';
import { openDatabase, type SqliteDatabase } from './sqlite-database.ts';
import { SqliteParties } from './sqlite-parties.ts';
import { type Store, StoreError, StoreUnavailable } from './store.ts';

/** Where the store lives: in a folder (`rehearsal.sqlite`, and the journal beside it), or in this process only. */
export type Place = { folder: string } | 'memory';

export interface SqliteOptions {
  /** Where the counter of tracking ids begins in a new store; at random when left out, so that no id can be guessed. */
  firstCounter?: number;
  /** To look at data that a mock may be using: nothing is written, and nothing is made that is not there. */
  readOnly?: boolean;
  /** How large a file of the journal grows before the next is begun, in bytes. */
  segmentSize?: number;
}

/**
 * Opens the embedded store, and makes it where there is none yet.
 * @throws StoreError for a folder that cannot be written or is in use, or a file that is not ours.
 */
export function openSqliteStore(place: Place, options: SqliteOptions = {}): Store {
  if (options.readOnly !== true) return openOnce(place, options);
  try {
    return openOnce(place, options);
  } catch {
    // A mock may have let go of files between two glances of a reader.
    return openOnce(place, options);
  }
}

function openOnce(place: Place, { firstCounter, readOnly = false, segmentSize }: SqliteOptions): Store {
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
    const options = { database, checkpoints, segmentSize, firstCounter: firstCounter ?? randomInt(1_000, 1_000_000) };
    try {
      const opened = place === 'memory' ? openLogInMemory(options) : openLogIn(place.folder, { ...options, readOnly });
      return storeOn({ database, parties: new SqliteParties(database), opened, checkpoints, release });
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

interface Opened {
  database: SqliteDatabase;
  parties: SqliteParties;
  opened: OpenLog;
  checkpoints: Checkpoints | undefined;
  release: () => void;
}

function storeOn({ database, parties, opened, checkpoints, release }: Opened): Store {
  const { journal, index, log, given } = opened;
  return composeStore(parties, journal, {
    forgetAll: async () => {
      journal.flush();
      index.flush();
      const before = given.forgotten;
      try {
        database.together(() => {
          given.forgotten = given.position;
          index.forgetAll();
          parties.forget();
        });
      } catch (error) {
        given.forgotten = before;
        throw error;
      }
      await makeRoom(opened);
    },
    shared: ownState(),
    limiter: ({ points, seconds }) => new RateLimiterMemory({ points, duration: seconds }),
    // Nobody else serves this store.
    onForeign: () => () => {},
    close: async () => {
      journal.flush();
      await endIndex(opened);
      const ending = checkpoints?.end();
      if (ending !== undefined) await ending;
      await log.close();
      database.close();
      release();
    },
  });
}

/** What is forgotten need not go at once: where the disk says no, it goes with the next segment that is dropped. */
async function makeRoom({ index, log }: OpenLog): Promise<void> {
  try {
    log.begin();
    await dropSegments(log.current, { index, log });
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
}

/** Leaves nothing to be looked for on the next start. Where the data cannot be written just now, the log has it all the same. */
async function endIndex({ index, log, isReadOnly }: OpenLog): Promise<void> {
  index.end();
  if (isReadOnly) return;
  try {
    await log.sync();
    index.flush();
    index.saveMarks();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
}
