import { mapStrings } from '../json.ts';
import type { Exchange } from '../types/exchange.ts';
import { maskApiCode, maskHeaders, maskJwts, maskNamedValues, maskPairs, percentDecoded } from './mask-by-key.ts';

export { maskApiCode, maskHeaders, maskJwts, maskNamedValues, maskPairs } from './mask-by-key.ts';
export { maskPersonal } from './personal-data.ts';

/** The secrets that are known when evidence is recorded. */
export interface KnownSecrets {
  /** Client secrets and access tokens, as they were issued. */
  secrets: readonly string[];
  apiCodes: readonly string[];
}

/** A shorter text would appear by chance in much of the evidence; such a secret is still masked by its name. */
const shortestSecret = 6;

/**
 * Masks the secrets wherever they are in a string: plain, escaped as in JSON, percent-encoded as in URLs and forms, or
 * inside base64 (`id:secret` of Basic authentication).
 */
export function maskSecrets<T>(value: T, secrets: readonly string[]): T {
  const known = usable(secrets).flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  if (known.length === 0) return value;
  // A form writes a space as a plus, a URL does not; and Basic authentication form-encodes before it encodes in base64.
  const holdsOne = (text: string) =>
    [text, percentDecoded(text), percentDecoded(text.replaceAll('+', ' '))].some((form) =>
      known.some((secret) => form.includes(secret)),
    );
  const mask = (text: string) =>
    known
      .reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
      .replace(urlLike, (run) => (holdsOne(run) ? '***' : run))
      .replace(base64Like, (run) => (holdsOne(base64Decoded(run)) ? '***' : run));
  return mapStrings(value, mask, mask);
}

/** Reduces every known API code to its last four characters, also in capitals and without its dashes. */
export function maskApiCodes<T>(value: T, codes: readonly string[]): T {
  const spellings = usable(codes).map((code) => code.replace(/[^\w-]/g, '\\$&').replaceAll('-', '-?'));
  if (spellings.length === 0) return value;
  const known = new RegExp(spellings.join('|'), 'gi');
  const mask = (text: string) => text.replace(known, maskApiCode);
  return mapStrings(value, mask, mask);
}

/** Masks any part of the evidence that is not an exchange (a brief, an outcome, findings), before it is recorded. */
export function maskEvidence<T>(value: T, known: KnownSecrets): T {
  const named = mapStrings(maskNamedValues(value), maskJwts, maskJwts);
  return maskApiCodes(maskSecrets(named, known.secrets), known.apiCodes);
}

/** Masks an exchange before it is recorded. See docs/decisions/0004-evidence-is-masked-before-it-is-evaluated.md. */
export function maskExchange(exchange: Exchange, known: KnownSecrets): Exchange {
  const { request, response } = exchange;
  return maskEvidence(
    {
      ...exchange,
      request: {
        ...request,
        url: maskPairs(request.url),
        headers: maskHeaders(request.headers),
        body: maskTextBody(request.body),
      },
      response: { ...response, headers: maskHeaders(response.headers), body: maskTextBody(response.body) },
    },
    known,
  );
}

export function maskTextBody<T extends Exchange['request']['body']>(body: T): T | { text: string } {
  return body !== null && 'text' in body ? { text: maskPairs(body.text) } : body;
}

/** Sorts secrets, the longest first: one that contains another must be masked as a whole. */
function usable(secrets: readonly string[]): string[] {
  return secrets.filter((secret) => secret.length >= shortestSecret).toSorted((a, b) => b.length - a.length);
}

const urlLike = /[^\s&=?#;"'<>]+/g;
const base64Like = /[A-Za-z0-9+/_-]{8,}={0,2}/g;

function base64Decoded(run: string): string {
  return Buffer.from(run, 'base64').toString('utf8');
}

const secretName = 'pass|secret|token|key|credential|auth';
const option = new RegExp(
  `((?:^|[\\s"':?&])(?:--?)?[\\w-]*(?:${secretName})[\\w-]*)(=|\\s+)("[^"]*"|'[^']*'|[^\\s-]\\S*)`,
  'gi',
);
// Matched whole and examined in code.
const quotedHeader = /(["'])([\w-]+)(\s*:\s*)((?!\1).)+\1/g;
const isTelling = new RegExp(secretName, 'i');

/**
 * Masks a command line: the values of options, variables, parameters and quoted headers with secret names (`--password
 * x`, `API_KEY=x`, `?key=x`, `'X-Token: x'`), and the user in a URL. A report is passed on to others, and its command
 * with it.
 */
export function maskCommand(command: string): string {
  return command
    .replace(quotedHeader, (whole, quote: string, name: string, colon: string) =>
      isTelling.test(name) ? `${quote}${name}${colon}***${quote}` : whole,
    )
    .replace(option, (whole, name: string, between: string) =>
      // A word that only contains a secret name, such as `submit-token.py report`, is not an option.
      between === '=' || /(?:^|[\s"':])-/.test(name) ? `${name}${between}***` : whole,
    )
    .replace(/:\/\/[^\s/@]+@/g, '://***@');
}
