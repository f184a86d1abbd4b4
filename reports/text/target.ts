import type { Rehearsal } from '../rehearsal.ts';
import { firstFew } from './first-few.ts';
import { isWatched } from './is-watched.ts';

const maxHosts = 3;

/** What the product talked to: the mock, at the address that the requests themselves name. */
export function describeTarget({ exchanges, settings }: Pick<Rehearsal, 'exchanges' | 'settings'>): string {
  const hosts = new Set(exchanges.flatMap(({ request }) => request.headers['host'] ?? []));
  const address = hosts.size === 0 ? '' : `, at ${firstFew([...hosts], maxHosts)}`;
  return `${isWatched({ settings }) ? 'Watched traffic with a mock' : 'A mock'} of the service${address}`;
}
