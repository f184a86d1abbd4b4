import type { FastifyInstance } from 'fastify';
import { apiCodeInUrl, nearlyKnown, noSuchAddress, unofficialAddress } from './address-hints.ts';
import { faultyToken, misplacedToken, noToken, tokenInUrl, wrongScheme } from './token-hints.ts';

/**
 * Returns the likely fixes for a misdirected request: a token or an API code in the wrong place, a URL that only an
 * unofficial page names, a path that is nearly a known one, or the addresses of the service. Pure.
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
  noSuchAddress,
  notAForm,
  notJson,
];

/** What is known of a request that was refused before its receipt was validated. */
interface RefusedRequest {
  method: string;
  /** Path and query, as sent. */
  url: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  status: number;
  /** The fault that the response names in a token, if any. */
  tokenFault?: string;
}

interface Hint {
  text: string;
  fix: string;
  source: string;
}

/** Returns a hint for a request of one kind; undefined for any other kind. */
export type HintRule = (request: RefusedRequest) => Hint | undefined;

/** Adds notes with the likely fix to a misdirected request. The response on the wire is unchanged. */
export function explainRequests(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const { method, originalUrl: url, headers, state } = request;
    // A receipt that was accepted, or refused for its content: neither URL nor headers are to blame.
    if (state.operationId === 'receiveMovement' && state.contractId !== null && !url.includes('?'))
      return done(null, payload);
    const tokenFault = /error="(.*)"/.exec(String(reply.getHeader('www-authenticate') ?? ''))?.[1];
    const misdirected = {
      method,
      url,
      headers,
      status: reply.statusCode,
      ...(tokenFault === undefined ? {} : { tokenFault }),
    };
    for (const { text, fix, source } of hintsFor(misdirected)) {
      // A profile may have noted the same claim of an unofficial page.
      if (state.notes.some((note) => note.source === source && note.fix === fix)) continue;
      state.notes.push({ kind: 'explanation', text, fix, source });
    }
    done(null, payload);
  });
}
