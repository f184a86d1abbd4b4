import type { Note } from '../spec/exchange.ts';

/** A note of the mock as sentences: the field it is about, what is known, and the likely mend. */
export function noteInWords({ key, text, mend }: Note): string {
  const about = key === undefined || text.includes(key) ? text : `${key}: ${text}`;
  return mend === undefined ? about : `${about} Likely mend: ${mend}`;
}
