import { maskEvidence, maskHeaders, maskPairs } from '../../spec/masking/mask.ts';
import { BoundedMap } from '../bounded-map.ts';

/** The maximum number of cached results for each kind of text. */
const maxRemembered = 100;

/** As long as a token. Longer texts would fill the memory. */
const maxLength = 1_500;

/** Caches the result for each text: clients send the same headers and URLs again and again. */
function memoize<T>(work: (text: string) => T): (text: string) => T {
  const cache = new BoundedMap<T>(maxRemembered);
  return (text) => {
    if (text.length > maxLength) return work(text);
    const known = cache.get(text);
    if (known !== undefined) return known;
    const result = work(text);
    cache.set(text, result);
    return result;
  };
}

/** Masks everything that is secret by its name or shape. */
export const masked = <T>(value: T): T => maskEvidence(value, { secrets: [], apiCodes: [] });

/** Masks a URL. */
export const maskUrl = memoize((url) => masked(maskPairs(url)));

/** Masks a short text that many exchanges share, such as a client's id. */
export const maskName = memoize((name) => masked(name));

/** Masks a header, by its name and then its value. A name may contain a token as well. */
const headerMask = memoize((name) => ({
  maskedName: masked(name),
  maskValue: memoize((value) => Object.values(masked(maskHeaders({ [name]: value }))).join('')),
}));

type Headers = Readonly<Record<string, string | string[] | number | undefined>>;

/** Masks all headers of a request or a response. Repeated headers are joined with commas. */
function maskAllHeaders(headers: Headers): Record<string, string> {
  const all: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined) continue;
    const { maskedName, maskValue } = headerMask(name);
    all[maskedName] = maskValue(Array.isArray(value) ? value.join(', ') : String(value));
  }
  return all;
}

/** How many sets of headers are remembered: some for each route, or some for each client. */
const maxSets = 8;

/**
 * Returns a function that writes masked headers as JSON. It remembers the last few sets: a client sends the same set
 * again and again, and the mock answers with few.
 */
function headerSerializer(): (headers: Headers) => string {
  const known: { headers: Headers; json: string }[] = [];
  return (headers) => {
    const found = known.find((each) => areEqual(each.headers, headers));
    if (found !== undefined) return found.json;
    const json = JSON.stringify(maskAllHeaders(headers));
    if (Object.values(headers).every((value) => typeof value === 'string' && value.length <= maxLength)) {
      if (known.length === maxSets) known.pop();
      known.unshift({ headers: { ...headers }, json });
    }
    return json;
  };
}

export const serializeRequestHeaders = headerSerializer();

export const serializeResponseHeaders = headerSerializer();

/** True if both have the same headers in the same order. */
function areEqual(a: Headers, b: Headers): boolean {
  const names = Object.keys(a);
  let index = 0;
  for (const name in b) {
    if (name !== names[index] || a[name] !== b[name]) return false;
    index += 1;
  }
  return index === names.length;
}
