import { mapStrings } from '../json.ts';
import type { Exchange } from '../types/exchange.ts';
import { maskApiCode, maskHeaders, maskJwts, maskNamedValues, maskPairs } from './mask-by-key.ts';
import { maskSecrets, usableSecrets } from './mask-secrets.ts';

export { maskApiCode, maskHeaders, maskJwts, maskNamedValues, maskPairs } from './mask-by-key.ts';
export { maskSecrets } from './mask-secrets.ts';
export { maskPersonal } from './personal-data.ts';

/** The secrets that are known when evidence is recorded. */
export interface KnownSecrets {
  /** Client secrets and access tokens, as they were issued. */
  secrets: readonly string[];
  apiCodes: readonly string[];
}

/** Reduces every known API code to its last four characters, also in capitals and without its dashes. */
export function maskApiCodes<T>(value: T, codes: readonly string[]): T {
  const spellings = usableSecrets(codes).map((code) => code.replace(/[^\w-]/g, '\\$&').replaceAll('-', '-?'));
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
