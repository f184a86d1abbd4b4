import Sqids from 'sqids';

// Ours, shuffled: the service's own alphabet is not known, and ids are opaque.
const sqids = new Sqids({ alphabet: '7QX2M9KD4VTF1ZC8HRP6WJ3NB5GY0LSAEUIO', minLength: 6 });

/**
 * The tracking id of the counter's value: two digits of the year, then six or more of `A-Z0-9`. Different for every
 * value. Shape: validation-2026-07.
 */
export function trackingId(counter: number, year: number): string {
  return String(year % 100).padStart(2, '0') + sqids.encode([counter]);
}
