import type { Rehearsal } from '../rehearsal.ts';

/** True of traffic that nobody asked for. No driver goes by this name. */
export function isWatched({ settings }: Pick<Rehearsal, 'settings'>): boolean {
  return settings.driver === 'watch';
}
