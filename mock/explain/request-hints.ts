import { apiCodeInUrl, nearlyKnown, unofficialAddress } from './address-hints.ts';
import type { Hint, HintRule, RefusedRequest } from './hint.ts';
import { faultyToken, misplacedToken, noToken, tokenInUrl, wrongScheme } from './token-hints.ts';

/**
 * What would likely put a misdirected request right: a token or an API code in the wrong place, an address that nobody
 * but an unofficial page names, a path that is nearly one. Pure.
 */
export function hintsFor(request: RefusedRequest): Hint[] {
  return rules.flatMap((rule) => rule(request) ?? []);
}

const notAForm: HintRule = ({ url, headers, status }) =>
  url.startsWith('/oauth2/token') &&
  status === 400 &&
  !/^application\/x-www-form-urlencoded/i.test(String(headers['content-type'] ?? ''))
    ? {
        text: 'The token endpoint reads forms only.',
        fix: 'Send content-type: application/x-www-form-urlencoded and the body grant_type=client_credentials.',
        source: 'guides-2026-09',
      }
    : undefined;

const notJson: HintRule = ({ url, headers, status }) =>
  url.startsWith('/movements/') &&
  (status === 415 || status === 400) &&
  /^(?:application\/x-www-form|multipart|text\/|application\/xml)/i.test(String(headers['content-type'] ?? ''))
    ? {
        text: 'The receipt is not declared as JSON.',
        fix: 'Send content-type: application/json.',
        source: 'oas-2026-06',
      }
    : undefined;

const rules: readonly HintRule[] = [
  tokenInUrl,
  misplacedToken,
  wrongScheme,
  noToken,
  faultyToken,
  apiCodeInUrl,
  unofficialAddress,
  nearlyKnown,
  notAForm,
  notJson,
];
