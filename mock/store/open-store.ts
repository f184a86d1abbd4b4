import type { Store } from './store.ts';

/**
 * The location of the store: a folder, this process's memory, or a PostgreSQL database that several mocks may serve.
 */
export type StoreLocation = { folder: string } | { url: string } | 'memory';

export interface OpenOptions {
  /** The first value of the tracking-id counter in a new store; random if left out, so that no id can be guessed. */
  firstCounter?: number;
  /** Opens data that a mock may be using: nothing is written, and nothing is created. */
  readOnly?: boolean;
}

/**
 * Opens the store, and creates it if there is none yet. Loads only the code for its location: pipelines pay for
 * start-up time.
 * @throws StoreError for a location that cannot be used.
 */
export async function openStore(place: StoreLocation, options: OpenOptions = {}): Promise<Store> {
  if (typeof place === 'object' && 'url' in place) {
    const { openPostgresStore } = await import('./postgres/postgres-store.ts');
    return openPostgresStore(place.url, options);
  }
  const { openSqliteStore } = await import('./sqlite/sqlite-store.ts');
  return openSqliteStore(place, options);
}
