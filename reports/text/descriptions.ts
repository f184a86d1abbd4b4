import type { Note } from '../../spec/types/exchange.ts';

/** A note of the mock as sentences: the field it is about, what is known, and the likely fix. */
export function describeNote({ key, text, fix }: Note): string {
  const about = key === undefined || text.includes(key) ? text : `${key}: ${text}`;
  return fix === undefined ? about : `${about} Likely fix: ${fix}`;
}
