import Sqids from 'sqids';

// Ours, shuffled: the service's own alphabet is not known, and ids are opaque. Without the library's list of rude words,
// which costs nine times the encoding.
const alphabet = '7QX2M9KD4VTF1ZC8HRP6WJ3NB5GY0LSAEUIO';
const shortest = 6;
const sqids = new Sqids({ alphabet, minLength: shortest, blocklist: new Set() });
const unfilled = new Sqids({ alphabet, blocklist: new Set() });

/** The parts of an id that depend on what is left of its value when it is divided by the length of the alphabet. */
interface Writing {
  first: string;
  /** The alphabet without one, in an order of its own: what the value is written in. */
  digits: readonly string[];
  /** Makes a short id long enough. */
  filling: string;
}

const base = alphabet.length - 1;
const writings = new Map<number, Writing>();

/** Found out by asking the library, which works it out anew for each id. */
function writingFor(remainder: number): Writing {
  const digits: string[] = [];
  // Values that are the alphabet's length apart are written alike but for their last digit: there is one digit less than
  // letters, so it goes on by one from each to the next, and all are seen.
  for (let step = 0, value = remainder; step < base; step += 1, value += alphabet.length) {
    digits[value % base] = unfilled.encode([value]).slice(-1);
  }
  const least = unfilled.encode([remainder]);
  return { first: least.slice(0, 1), digits, filling: sqids.encode([remainder]).slice(least.length) };
}

/** What `sqids.encode` gives, for a tenth of its time. */
function encode(counter: number): string {
  if (!Number.isSafeInteger(counter) || counter < 0) throw new RangeError(`no tracking id can stand for ${counter}`);
  const remainder = counter % alphabet.length;
  let writing = writings.get(remainder);
  if (writing === undefined) {
    writing = writingFor(remainder);
    writings.set(remainder, writing);
  }
  let code = '';
  for (let rest = counter; rest > 0 || code === ''; rest = Math.floor(rest / base)) {
    code = writing.digits[rest % base] + code;
  }
  code = writing.first + code;
  return code.length < shortest ? code + writing.filling.slice(0, shortest - code.length) : code;
}

/**
 * The tracking id of the counter's value: two digits of the year, then six or more of `A-Z0-9`. Different for every
 * value. Shape: validation-2026-07.
 */
export function trackingId(counter: number, year: number): string {
  return String(year % 100).padStart(2, '0') + encode(counter);
}

/** Where the receipt of an id is kept, if it is one: the counter's value, which no two ids that were given share. */
export function counterOf(wasteTrackingId: string): number | undefined {
  if (!/^\d\d[A-Z0-9]{6,20}$/.test(wasteTrackingId)) return undefined;
  const [counter, ...others] = sqids.decode(wasteTrackingId.slice(2));
  return others.length === 0 && Number.isSafeInteger(counter) ? counter : undefined;
}
