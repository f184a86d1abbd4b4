import Sqids from 'sqids';

// Our own shuffled alphabet: the service's is not known, and ids are opaque. The library's block list of words would
// cost nine times the encoding.
const sqids = new Sqids({ alphabet: '7QX2M9KD4VTF1ZC8HRP6WJ3NB5GY0LSAEUIO', minLength: 6, blocklist: new Set() });

/**
 * Returns the tracking id of a counter value: two digits of the year, then six or more of `A-Z0-9`. Different for every
 * value. Shape: validation-2026-07.
 */
export function trackingId(counter: number, year: number): string {
  if (!Number.isSafeInteger(counter) || counter < 0) throw new RangeError(`no tracking id encodes ${counter}`);
  return String(year % 100).padStart(2, '0') + sqids.encode([counter]);
}

/** Returns the counter value of a tracking id, which no two issued ids share; undefined if the text is not one. */
export function counterOf(wasteTrackingId: string): number | undefined {
  if (!/^\d\d[A-Z0-9]{6,20}$/.test(wasteTrackingId)) return undefined;
  const [counter, ...others] = sqids.decode(wasteTrackingId.slice(2));
  return others.length === 0 && Number.isSafeInteger(counter) ? counter : undefined;
}
