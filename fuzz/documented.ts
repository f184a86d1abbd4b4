import type { JsonObject } from '../spec/json.ts';

/** An answer that is documented: on which requests, with which status, of which shape. */
export interface Documented {
  /** `METHOD path` of the requests, the path without its query and with its percent escapes read. */
  on: RegExp;
  status: number;
  /** JSON Schema of its body; null where it has none, `page` where it is a page for people. */
  shape: JsonObject | null | 'page';
  source: string;
}

const any = /^/;
const receive = /^POST \/movements\/receive\/?$/;
const update = /^PUT \/movements\/.+\/receive\/?$/s;
const movements = new RegExp(`${receive.source}|${update.source}`, 's');
const token = /^POST \/oauth2\/token\/?$/;
const approval = /^POST \/production-approval-tests\/?$/;

const text: JsonObject = { type: 'string' };

function exactly(properties: JsonObject, optional: JsonObject = {}): JsonObject {
  return {
    type: 'object',
    required: Object.keys(properties),
    additionalProperties: false,
    properties: { ...properties, ...optional },
  };
}

function problem(statusCode: number, error: string, message: JsonObject): JsonObject {
  return exactly({ statusCode: { const: statusCode }, error: { const: error }, message });
}

const issue = exactly({
  key: text,
  errorType: {
    enum: [
      'NotProvided',
      'NotAllowed',
      'InvalidType',
      'InvalidFormat',
      'InvalidValue',
      'OutOfRange',
      'BusinessRuleViolation',
      'UnexpectedError',
    ],
  },
  message: text,
});
const issues: JsonObject = { type: 'array', minItems: 1, items: issue };
const warned: JsonObject = { validation: exactly({ warnings: issues }) };

function list(...names: readonly string[]): JsonObject {
  const properties = Object.fromEntries(
    names.map((name) => [name, { type: /^is[A-Z]/.test(name) ? 'boolean' : 'string' }]),
  );
  return { type: 'array', minItems: 15, items: exactly(properties) };
}

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
  // Not among the facts; the words of the library that the service's other words are of.
  'Invalid token payload part',
  'Invalid token signature part',
  'Invalid token missing header',
  'Invalid token payload',
  'Invalid payload exp value',
  'Invalid payload nbf value',
];

/** Every answer of the service's own. Source of each: the published guides and document, or what was observed. */
const service: readonly Documented[] = [
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
  // Each is a defect that the mock reproduces, with a note in the journal that says so: without the note it is our fault.
  {
    on: any,
    status: 500,
    shape: problem(500, 'Internal Server Error', { const: 'An internal server error occurred' }),
    source: 'validation-2026-07: malformed JSON, stumbling over a media type, carrier omitted',
  },
  {
    on: receive,
    status: 500,
    shape: exactly({
      error: { const: 'Internal Server Error' },
      message: { const: 'Failed to create waste movement' },
    }),
    source: 'validation-2026-07: carrier omitted',
  },
  {
    on: movements,
    status: 402,
    shape: problem(402, 'Payment Required', { const: 'Payment Required' }),
    source: 'service-tests-2026-09',
  },
  {
    on: movements,
    status: 400,
    shape: exactly({ validation: exactly({ errors: issues }) }),
    source: 'validation-2026-07',
  },
  {
    on: receive,
    status: 201,
    shape: exactly({ wasteTrackingId: { type: 'string', pattern: '^[0-9]{2}[A-Z0-9]{6,}$' } }, warned),
    source: 'validation-2026-07',
  },
  { on: update, status: 200, shape: exactly({}, warned), source: 'validation-2026-07' },
  {
    on: update,
    status: 404,
    shape: problem(404, 'Not Found', { type: 'string', pattern: '^Waste input with ID [^]* not found$' }),
    source: 'validation-2026-07',
  },
  { on: approval, status: 400, shape: exactly({ validation: exactly({ errors: issues }) }), source: 'checker-2026-07' },
  {
    on: approval,
    status: 200,
    shape: exactly({ submissionId: text, results: { type: 'array', items: { type: 'object' } } }),
    source: 'checker-2026-07',
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
    on: /^GET \/reference-data\/ewc-codes\/?$/,
    status: 200,
    shape: list('code', 'isHazardous', 'entryTypeDesc', 'chapter', 'subChapter', 'description'),
    source: 'oas-2026-06',
  },
  {
    on: /^GET \/reference-data\/hazardous-property-codes\/?$/,
    status: 200,
    shape: list('code', 'shortDesc', 'longDesc'),
    source: 'oas-2026-06',
  },
  {
    on: /^GET \/reference-data\/disposal-or-recovery-codes\/?$/,
    status: 200,
    shape: list('code', 'isNotRecoveryToFinalProduct', 'description'),
    source: 'oas-2026-06',
  },
  {
    on: /^GET \/reference-data\/container-types\/?$/,
    status: 200,
    shape: list('code', 'description'),
    source: 'oas-2026-06',
  },
  {
    on: /^GET \/reference-data\/pop-names\/?$/,
    status: 200,
    shape: list('code', 'chemicalName'),
    source: 'oas-2026-06',
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

/** What the server says of a request that it cannot read, before any route is looked for. */
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

export const documented: readonly Documented[] = [...service, ...unreadable];
