import type { HintRule } from './request-hints.ts';

export const tokenInUrl: HintRule = ({ url }) =>
  /[?&](?:access_token|token|bearer|client_secret)=/i.test(url)
    ? {
        text: 'A token or a secret is in the URL, where proxies and logs record it.',
        fix: 'Send it in the header, Authorization: Bearer TOKEN, and never in a URL. Have the exposed one replaced.',
        source: 'guides-2026-09',
      }
    : undefined;

export const misplacedToken: HintRule = ({ headers, status }) => {
  const names = ['x-api-key', 'x-access-token', 'token', 'x-auth-token', 'access_token', 'apikey', 'api-key'];
  const name = names.find((each) => headers[each] !== undefined);
  return status === 401 && name !== undefined
    ? {
        text: `The header ${name} is ignored.`,
        fix: 'Send Authorization: Bearer TOKEN.',
        source: 'guides-2026-09',
      }
    : undefined;
};

export const wrongScheme: HintRule = ({ headers, status, url }) => {
  const given = headers['authorization'];
  if (status !== 401 || typeof given !== 'string' || url.startsWith('/oauth2/')) return undefined;
  if (/^basic /i.test(given)) {
    return {
      text: 'The API does not accept the client’s credentials.',
      fix: 'Exchange them for a token at POST /oauth2/token, and send Authorization: Bearer TOKEN.',
      source: 'guides-2026-09',
    };
  }
  if (/^bearer(?:\s|$)/i.test(given)) return undefined;
  return {
    text: 'The token has no scheme.',
    fix: 'Put the word Bearer and one space before it.',
    source: 'validation-2026-07',
  };
};

export const noToken: HintRule = ({ headers, status }) =>
  status === 401 && headers['authorization'] === undefined
    ? {
        text: 'The request has no authorization header.',
        fix: 'Get a token at POST /oauth2/token and send it as Authorization: Bearer TOKEN with every request.',
        source: 'guides-2026-09',
      }
    : undefined;

const tokenFixes: Readonly<Record<string, string>> = {
  'Token expired':
    'Get a new token when the old one’s expires_in has passed, or on this response, and repeat the request once.',
  'Token maximum age exceeded': 'A token is valid for at most four hours, whatever expiry it states: get a new one.',
  'Invalid token signature':
    'Send the complete token, unchanged, and one from this mock: each service has its own keys.',
  'Invalid token structure': 'Send the access_token itself, three parts with two dots, nothing else.',
  'Invalid credentials':
    'Send an access token of the client credentials grant, with the scope that the token endpoint grants.',
  'Bad HTTP authentication header format': 'Send Authorization: Bearer TOKEN, one space, nothing after it.',
  'Token payload iss value not allowed': 'Get the token from the token endpoint of the service that you call.',
};

export const faultyToken: HintRule = ({ tokenFault }) =>
  tokenFault === undefined
    ? undefined
    : {
        text: `The token was refused: ${tokenFault}.`,
        fix: tokenFixes[tokenFault] ?? 'Get a new token at POST /oauth2/token and send it unchanged.',
        source: 'validation-2026-07',
      };
