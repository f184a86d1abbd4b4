import { any, type Documented, exactly, problem, text } from './documented-answer.ts';
import { codeLists } from './documented-lists.ts';
import { toReceipts } from './documented-receipts.ts';

export type { Documented } from './documented-answer.ts';

const token = /^POST \/oauth2\/token\/?$/;

const tokenFaults = [
  'Token expired',
  'Token maximum age exceeded',
  'Missing or invalid payload iat value',
  'Token not yet active',
  'Invalid credentials',
  'Token payload iss value not allowed',
  'Token missing payload iss value',
  'Invalid token signature',
  'Invalid token structure',
  'Invalid token header part',
  'Token header missing alg attribute',
  'Bad HTTP authentication header format',
  // Not among the facts; a message of the same library as the service's others.
  'Invalid token payload part',
  'Invalid token signature part',
  'Invalid token missing header',
  'Invalid token payload',
  'Invalid payload exp value',
  'Invalid payload nbf value',
];

/** The service's responses except those to receipts and lists. */
const general: readonly Documented[] = [
  {
    on: any,
    status: 404,
    shape: problem(404, 'Not Found', { const: 'Not Found' }),
    source: 'guides-2026-09: unknown route, wrong method',
  },
  {
    on: any,
    status: 401,
    shape: problem(401, 'Unauthorized', { const: 'Missing authentication' }),
    source: 'validation-2026-07',
  },
  {
    on: any,
    status: 401,
    shape: exactly({
      statusCode: { const: 401 },
      error: { const: 'Unauthorized' },
      message: { enum: [...tokenFaults] },
      attributes: exactly({ error: { enum: [...tokenFaults] } }),
    }),
    source: 'validation-2026-07',
  },
  {
    on: any,
    status: 413,
    shape: problem(413, 'Request Entity Too Large', {
      const: 'Payload content length greater than maximum allowed: 1048576',
    }),
    source: 'validation-2026-07',
  },
  {
    on: any,
    status: 415,
    shape: problem(415, 'Unsupported Media Type', { const: 'Unsupported Media Type' }),
    source: 'validation-2026-07',
  },
  {
    on: token,
    status: 200,
    shape: exactly({ access_token: text, expires_in: { const: 3600 }, token_type: { const: 'Bearer' } }),
    source: 'guides-2026-09',
  },
  {
    on: token,
    status: 400,
    shape: exactly({
      error: {
        enum: ['invalid_request', 'invalid_client', 'unsupported_grant_type', 'invalid_grant', 'invalid_scope'],
      },
    }),
    source: 'RFC 6749, section 5.2',
  },
  {
    on: /^GET \/\.well-known\/jwks\.json\/?$/,
    status: 200,
    shape: exactly({ keys: { type: 'array', minItems: 1, items: { type: 'object' } } }),
    source: 'guides-2026-09',
  },
  { on: /^GET \/health\/?$/, status: 200, shape: exactly({ message: { const: 'success' } }), source: 'guides-2026-09' },
  {
    on: /^GET \/auth\/test\/?$/,
    status: 200,
    shape: exactly({ authenticated: { const: true }, clientId: text }),
    source: 'guides-2026-09',
  },
  {
    on: /^GET \/swagger\.json\/?$/,
    status: 200,
    shape: { type: 'object', required: ['openapi', 'paths'] },
    source: 'guides-2026-09',
  },
  {
    on: /^OPTIONS /,
    status: 404,
    shape: problem(404, 'Not Found', { const: 'CORS error: Missing Access-Control-Request-Method header' }),
    source: 'validation-2026-07',
  },
  {
    on: /^OPTIONS /,
    status: 200,
    shape: exactly({ message: { const: 'CORS is disabled for this route' } }),
    source: 'validation-2026-07',
  },
  {
    on: any,
    status: 400,
    shape: problem(400, 'Bad Request', { const: 'Bad Request' }),
    source: 'assumption: the request broke off',
  },
];

/** The server's responses to a request that it cannot parse, before any route is looked for. */
const unreadable: readonly Documented[] = [400, 408, 417, 431, 505].flatMap((status) => [
  { on: any, status, shape: null, source: 'node:http' },
  {
    on: any,
    status,
    shape: exactly({ error: text, message: { const: 'Client Error' }, statusCode: { const: status } }),
    source: 'fastify, on a broken request',
  },
  {
    on: any,
    status,
    shape: exactly({ error: text, message: text, statusCode: { const: status } }),
    source: 'fastify, on a broken request',
  },
]);

/** Every documented response. Source of each: the published guides and document, or observations. */
export const documented: readonly Documented[] = [...general, ...toReceipts, ...codeLists, ...unreadable];
