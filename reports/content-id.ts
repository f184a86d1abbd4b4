import { sha256 } from '../spec/contract/read-document.ts';

/**
 * A UUID (version 8 of RFC 9562, a hash) for what the parts say: the same parts give the same id, so that a format stays
 * a pure function.
 */
export function contentId(...parts: readonly string[]): string {
  const hash = sha256(JSON.stringify(parts));
  // The version, and the two bits of the variant.
  const group = `${((Number.parseInt(hash.charAt(16), 16) & 3) | 8).toString(16)}${hash.slice(17, 20)}`;
  return [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, group, hash.slice(20, 32)].join('-');
}
