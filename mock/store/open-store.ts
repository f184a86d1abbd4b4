import type { Store } from './store.ts';

/** Where the store lives: in a folder, in this process only, or in a PostgreSQL database that several mocks may serve. */
export type StoreLocation = { folder: string } | { url: string } | 'memory';

export interface OpenOptions {
  /** Where the counter of tracking ids begins in a new store; at random when left out, so that no id can be guessed. */
  firstCounter?: number;
  /** To look at data that a mock may be using: nothing is written, and nothing is made that is not there. */
  readOnly?: boolean;
}

/**
 * Opens the store, and makes it where there is none yet. Only what the place needs is loaded: time to start is what a
 * pipeline pays.
 * @throws StoreError for a place that cannot be used.
 */
export async function openStore(place: StoreLocation, options: OpenOptions = {}): Promise<Store> {
  if (typeof place === 'object' && 'url' in place) {
    const { openPostgresStore } = await import('./postgres/postgres-store.ts');
    return openPostgresStore(place.url, options);
  }
  const { openSqliteStore } = await import('./sqlite/sqlite-store.ts');
  return openSqliteStore(place, options);
}
