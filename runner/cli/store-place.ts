import type { StoreLocation } from '../../mock/store/open-store.ts';
import { shownAddress } from '../../mock/store/postgres/postgres-address.ts';
import { defaults, storeVariable } from '../defaults.ts';
import { UsageError } from './usage-error.ts';

/** Where a command line says that the data is. */
export interface PlaceFlags {
  data?: string;
  memory?: true;
  store?: string;
}

/** @throws UsageError where it says more than one place. */
export function storeLocationOf(
  { data, memory, store }: PlaceFlags,
  env: NodeJS.ProcessEnv = process.env,
): StoreLocation {
  if (memory === true && data !== undefined) {
    throw new UsageError('--memory keeps nothing and --data keeps everything: give one of the two');
  }
  if (store !== undefined && (memory === true || data !== undefined)) {
    const other = memory === true ? '--memory' : '--data';
    throw new UsageError(`--store keeps everything in a database, and ${other} elsewhere: give one of the two`);
  }
  if (memory === true) return 'memory';
  if (data !== undefined) return { folder: data };
  const url = store ?? (env[storeVariable] || undefined);
  return url === undefined ? { folder: defaults.dataFolder } : { url };
}

/** For people: of a database, everything but the password. */
export function describeStoreLocation(place: StoreLocation): string {
  if (place === 'memory') return 'in memory';
  return 'url' in place ? shownAddress(place.url) : place.folder;
}
