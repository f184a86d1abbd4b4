import type { Hint, Misdirected, Rule } from './hint.ts';
import { apiCodeInUrl, nearlyKnown, unofficial } from './hints-on-addresses.ts';
import { faultyToken, noToken, tokenElsewhere, tokenInUrl, wrongScheme } from './hints-on-tokens.ts';

/**
 * What would likely put a misdirected request right: a token or an API code in the wrong place, an address that nobody
 * but an unofficial page names, a path that is nearly one. Pure.
 */
export function hintsFor(request: Misdirected): Hint[] {
  return rules.flatMap((rule) => rule(request) ?? []);
}

const notAForm: Rule = ({ url, headers, status }) =>
  url.startsWith('/oauth2/token') &&
  status === 400 &&
  !/^application\/x-www-form-urlencoded/i.test(String(headers['content-type'] ?? ''))
    ? {
        text: 'The token endpoint reads forms only.',
        fix: 'Send content-type: application/x-www-form-urlencoded and the body grant_type=client_credentials.',
        source: 'guides-2026-09',
      }
    : undefined;

const notJson: Rule = ({ url, headers, status }) =>
  url.startsWith('/movements/') &&
  (status === 415 || status === 400) &&
  /^(?:application\/x-www-form|multipart|text\/|application\/xml)/i.test(String(headers['content-type'] ?? ''))
    ? {
        text: 'The receipt is not declared as JSON.',
        fix: 'Send content-type: application/json.',
        source: 'oas-2026-06',
      }
    : undefined;

const rules: readonly Rule[] = [
  tokenInUrl,
  tokenElsewhere,
  wrongScheme,
  noToken,
  faultyToken,
  apiCodeInUrl,
  unofficial,
  nearlyKnown,
  notAForm,
  notJson,
];
