/** What is known of a request that did not come to a receipt's validation. */
export interface Misdirected {
  method: string;
  /** Path and query, as sent. */
  url: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  status: number;
  /** The fault that the answer finds with a token, where it names one. */
  tokenFault?: string;
}

export interface Hint {
  text: string;
  mend: string;
  source: string;
}

const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const known = [
  '/movements/receive',
  '/oauth2/token',
  '/production-approval-tests',
  '/health',
  '/reference-data/ewc-codes',
  '/reference-data/hazardous-property-codes',
  '/reference-data/disposal-or-recovery-codes',
  '/reference-data/container-types',
  '/reference-data/pop-names',
];

/**
 * What would likely put a misdirected request right: a token or an API code in the wrong place, an address that nobody
 * but an unofficial page names, a path that is nearly one. Pure.
 */
export function hintsFor(request: Misdirected): Hint[] {
  return rules.flatMap((rule) => rule(request) ?? []);
}

type Rule = (request: Misdirected) => Hint | undefined;

const tokenInUrl: Rule = ({ url }) =>
  /[?&](?:access_token|token|bearer|client_secret)=/i.test(url)
    ? {
        text: 'A token or a secret stands in the address, where proxies and logs keep it.',
        mend: 'Send it in the header, Authorization: Bearer TOKEN, and never in an address. Have the one that was sent replaced.',
        source: 'guides-2026-09',
      }
    : undefined;

const tokenElsewhere: Rule = ({ headers, status }) => {
  const names = ['x-api-key', 'x-access-token', 'token', 'x-auth-token', 'access_token', 'apikey', 'api-key'];
  const name = names.find((each) => headers[each] !== undefined);
  return status === 401 && name !== undefined
    ? {
        text: `The header ${name} is not looked at.`,
        mend: 'Send Authorization: Bearer TOKEN.',
        source: 'guides-2026-09',
      }
    : undefined;
};

const wrongScheme: Rule = ({ headers, status, url }) => {
  const given = headers['authorization'];
  if (status !== 401 || typeof given !== 'string' || url.startsWith('/oauth2/')) return undefined;
  if (/^basic /i.test(given)) {
    return {
      text: 'The API does not take the client’s credentials.',
      mend: 'Exchange them for a token at POST /oauth2/token, and send Authorization: Bearer TOKEN.',
      source: 'guides-2026-09',
    };
  }
  if (/^bearer\s/i.test(given)) return undefined;
  return {
    text: 'The token stands alone.',
    mend: 'Put the word Bearer and one space before it.',
    source: 'validation-2026-07',
  };
};

const noToken: Rule = ({ headers, status }) =>
  status === 401 && headers['authorization'] === undefined
    ? {
        text: 'The request has no authorization header.',
        mend: 'Get a token at POST /oauth2/token and send it as Authorization: Bearer TOKEN with every request.',
        source: 'guides-2026-09',
      }
    : undefined;

const mendsOfTokens: Readonly<Record<string, string>> = {
  'Token expired':
    'Get a new token when the old one’s expires_in has passed, or on this answer, and repeat the request once.',
  'Token maximum age exceeded': 'A token lives four hours at the most, whatever it says itself: get a new one.',
  'Invalid token signature': 'Send the token as the token endpoint gave it, whole, and from this mock: keys differ.',
  'Invalid token structure': 'Send the access_token itself, three parts with two dots, nothing else.',
  'Invalid credentials':
    'Send an access token of the client credentials grant, with the scope that the token endpoint gives.',
  'Bad HTTP authentication header format': 'Send Authorization: Bearer TOKEN, one space, nothing behind.',
  'Token payload iss value not allowed': 'Get the token from the token endpoint of the service that you call.',
};

const faultyToken: Rule = ({ tokenFault }) =>
  tokenFault === undefined
    ? undefined
    : {
        text: `The token was refused: ${tokenFault}.`,
        mend: mendsOfTokens[tokenFault] ?? 'Get a new token at POST /oauth2/token and send it unchanged.',
        source: 'validation-2026-07',
      };

const apiCodeInUrl: Rule = ({ url }) =>
  guid.test(url)
    ? {
        text: 'An API code, or something like one, stands in the address.',
        mend: 'Send it in the receipt, as the field apiCode.',
        source: 'terms-2026-01',
      }
    : undefined;

const unofficial: Rule = ({ url, status }) =>
  status === 404 && /^\/(?:api\/v\d|confirmations\/|discrepanc|pre-?notifications?\b)/i.test(url)
    ? {
        text: 'Only an unofficial page names this address. The service does not have it.',
        mend: 'A receipt is recorded by POST /movements/receive and corrected by PUT /movements/{wasteTrackingId}/receive.',
        source: 'third-party-faq',
      }
    : undefined;

const nearlyKnown: Rule = ({ method, url, status }) => {
  if (status !== 404) return undefined;
  const path = url.split('?')[0] ?? '';
  const tidy = path
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '')
    .replace(/^\/v\d+(?=\/)/i, '')
    .toLowerCase();
  const meant = /^\/movements\/[^/]+\/receive$/.test(tidy)
    ? '/movements/{wasteTrackingId}/receive'
    : known.find((each) => each === tidy);
  if (meant === undefined || unofficial({ method, url, status, headers: {} }) !== undefined) return undefined;
  const wanted = methodOf(meant);
  if (tidy !== path.replace(/\/$/, '')) {
    return {
      text: `The path is nearly ${meant}.`,
      mend: `Call ${wanted} ${meant}: case counts, and there is no version in it.`,
      source: 'oas-2026-06',
    };
  }
  return { text: `${meant} has no ${method}.`, mend: `Call ${wanted} ${meant}.`, source: 'oas-2026-06' };
};

function methodOf(path: string): string {
  if (path.endsWith('}/receive')) return 'PUT';
  return path.startsWith('/reference-data') || path === '/health' ? 'GET' : 'POST';
}

const notAForm: Rule = ({ url, headers, status }) =>
  url.startsWith('/oauth2/token') &&
  status === 400 &&
  !/^application\/x-www-form-urlencoded/i.test(String(headers['content-type'] ?? ''))
    ? {
        text: 'The token endpoint reads forms only.',
        mend: 'Send content-type: application/x-www-form-urlencoded and the body grant_type=client_credentials.',
        source: 'guides-2026-09',
      }
    : undefined;

const notJson: Rule = ({ url, headers, status }) =>
  url.startsWith('/movements/') &&
  (status === 415 || status === 400) &&
  /^(?:application\/x-www-form|multipart|text\/|application\/xml)/i.test(String(headers['content-type'] ?? ''))
    ? {
        text: 'The receipt is not declared as JSON.',
        mend: 'Send content-type: application/json.',
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
