import { maskEvidence, maskHeaders, maskPairs } from '../../spec/mask.ts';

const nothingKnown = { secrets: [], apiCodes: [] };

/** More texts of one kind than these are forgotten, all at once. */
const mostRemembered = 100;

/** So long are tokens. Much that is longer would be a burden, whoever sent it. */
const longestRemembered = 1_500;

/** What a text is written as, worked out once for each: clients send the same over and over. */
function remembering(work: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    if (text.length > longestRemembered) return work(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    const written = work(text);
    if (known.size >= mostRemembered) known.clear();
    known.set(text, written);
    return written;
  };
}

/** A part of an exchange without what is secret by its name or shape. */
export const masked = <T>(value: T): T => maskEvidence(value, nothingKnown);

/** By the name of the header. */
const writersOfHeaders = new Map<string, (value: string) => string>();

function writeHeader(name: string, value: string): string {
  const known = writersOfHeaders.get(name);
  if (known !== undefined) return known(value);
  const writer = remembering((text) =>
    JSON.stringify(masked(maskHeaders(Object.fromEntries([[name, text]])))).slice(1, -1),
  );
  if (writersOfHeaders.size >= mostRemembered) writersOfHeaders.clear();
  writersOfHeaders.set(name, writer);
  return writer(value);
}

/** An address as JSON, without credentials. */
export const writeUrl = remembering((url) => JSON.stringify(masked(maskPairs(url))));

/** A short text that many exchanges share, such as a client's id, masked. */
export const maskName = remembering((name) => masked(name));

/** The same as JSON. */
export const writeName = remembering((name) => JSON.stringify(name));

/** Headers as JSON, without credentials. What is there more than once stands in one, with commas. */
function writeHeaders(headers: Headers): string {
  let written = '';
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined) continue;
    const line = writeHeader(name, Array.isArray(value) ? value.join(', ') : String(value));
    written += written === '' ? line : `,${line}`;
  }
  return `{${written}}`;
}

type Headers = Record<string, string | string[] | number | undefined>;

/** So many sets of headers are there, nearly: by route, and by what is known of the organisation. */
const mostSets = 8;
const sets: { names: string[]; values: unknown[]; written: string }[] = [];

/** The headers of an answer as JSON: the same few sets leave over and over. */
export function writeAnswerHeaders(headers: Headers): string {
  for (const { names, values, written } of sets) if (isSet(headers, names, values)) return written;
  const written = writeHeaders(headers);
  const [names, values] = [Object.keys(headers), Object.values(headers)];
  // A list may be added to, and would still be the same list.
  if (values.some((value) => typeof value === 'object')) return written;
  if (sets.length >= mostSets) sets.pop();
  sets.unshift({ names, values, written });
  return written;
}

function isSet(headers: Headers, names: readonly string[], values: readonly unknown[]): boolean {
  let index = 0;
  for (const name in headers) {
    if (name !== names[index] || headers[name] !== values[index]) return false;
    index += 1;
  }
  return index === names.length;
}

/** So many clients at once are told apart by their headers. */
const mostRecent = 8;
const recent: { raw: readonly string[]; written: string }[] = [];

/** The headers of a request as JSON: those of the last few requests are known at a glance. */
export function writeRequestHeaders(raw: readonly string[], headers: Headers): string {
  const known = recent.find((each) => isSame(each.raw, raw));
  if (known !== undefined) return known.written;
  const written = writeHeaders(headers);
  if (recent.length >= mostRecent) recent.pop();
  recent.unshift({ raw, written });
  return written;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index]);
}
