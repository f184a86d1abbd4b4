import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { type Attack, bytesOf, type Headers, type Material, requestText } from '../attack.ts';
import { receipts } from '../receipts.ts';
import { byteText, editedText } from './edits.ts';
import { tokens } from './tokens.ts';

/** Every method that Node's parser knows and a server may receive; CONNECT ends the connection. */
const methods =
  'DELETE GET HEAD POST PUT OPTIONS TRACE COPY LOCK MKCOL MOVE PROPFIND PROPPATCH SEARCH UNLOCK BIND REBIND UNBIND ACL REPORT MKACTIVITY CHECKOUT MERGE M-SEARCH NOTIFY SUBSCRIBE UNSUBSCRIBE PATCH PURGE MKCALENDAR LINK UNLINK QUERY'.split(
    ' ',
  );

const paths = [
  '/movements/receive',
  '/movements/{id}/receive',
  '/production-approval-tests',
  '/oauth2/token',
  '/.well-known/jwks.json',
  '/health',
  '/auth/test',
  '/swagger.json',
  '/reference-data/hazardous-property-codes',
  '/reference-data/disposal-or-recovery-codes',
  '/reference-data/container-types',
  '/reference-data/pop-names',
  '/reference-data/ewc-codes',
  '/',
  '*',
  '/unknown',
] as const;

const types = [
  'application/json',
  'application/json; charset=utf-16',
  'application/json;charset="utf-8"; x="\\""',
  'APPLICATION/JSON',
  'application/vnd.x+json',
  'application/xml',
  'text/plain',
  'text/html; charset=x',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'json',
  '/',
  'a/b, c/d',
  ';',
  '__proto__/constructor',
  `application/${'+'.repeat(2000)}json`,
  'application/json'.repeat(200),
] as const;

const encodings = ['gzip', 'deflate', 'br', 'identity', 'GZIP', 'gzip, gzip', '', 'constructor', '__proto__'] as const;

const oddHeaders: Headers = [
  ['expect', '100-continue'],
  ['expect', 'a miracle'],
  ['te', 'trailers, deflate;q=0.5'],
  ['trailer', 'x-late'],
  ['connection', 'close'],
  ['connection', 'keep-alive, x-fuzz'],
  ['connection', 'TE, close'],
  ['keep-alive', 'timeout=999999999'],
  ['x-forwarded-for', '127.0.0.1, ::1'],
  ['x-http-method-override', 'DELETE'],
  ['accept', 'text/plain;q=0'],
  ['accept-encoding', 'gzip;q=1, *;q=0'],
  ['range', 'bytes=0-0,-1'],
  ['if-none-match', '*'],
  ['cookie', '__proto__=x; a=b'],
  ['origin', 'null'],
  ['access-control-request-method', 'POST'],
  ['content-type', 'text/plain'],
  ['authorization', 'Basic !!!'],
  ['authorization', 'Bearer'],
  ['host', 'example.com'],
  ['host', '[::1]:99999'],
  ['host', ''],
  ['__proto__', 'x'],
  ['constructor', 'x'],
  ['x-long', 'v'.repeat(8000)],
  ['x-bytes', '\xff\xfe\x80'],
];

const pathPieces = [
  '/',
  '//',
  '/./',
  '/../',
  '%2e%2e/',
  '%2F',
  '%00',
  '%',
  '%zz',
  '%c0%af',
  '%f0%9f%92%a5',
  ';',
  ';a=b',
  '?',
  '?a=b&a=c',
  '?__proto__[x]=y',
  '#',
  '*',
  ':',
  '(',
  '$',
  '~',
  '%25',
  'A',
] as const;

/** Requests with valid framing, but unusual in all else: method, path, headers, media type, encoding. */
export function http(material: Material): fc.Arbitrary<Attack> {
  const parts = fc.record({
    method: fc.oneof(
      { weight: 7, arbitrary: fc.constantFrom('POST', 'PUT', 'GET') },
      { weight: 3, arbitrary: fc.constantFrom(...methods) },
    ),
    path: targets(material),
    authorization: tokens(70, material),
    type: fc.option(fc.constantFrom(...types), { freq: 12 }),
    encoded: encodedBodies(material),
    odd: fc.array(fc.constantFrom(...oddHeaders), { maxLength: 3 }),
    bodyOfGet: fc.boolean(),
    chunk: fc.oneof(
      { weight: 5, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 500 }) },
    ),
  });
  return parts.map(({ method, path, authorization, type, encoded, odd, bodyOfGet, chunk }) => {
    const isSent = method !== 'GET' || bodyOfGet;
    const { body, encoding } = encoded;
    const headers: Headers = [
      ['authorization', authorization],
      ...(type === null ? [] : [['content-type', type] as const]),
      ...(encoding === '' ? [] : [['content-encoding', encoding] as const]),
      ...odd,
      ...(isSent && chunk !== null ? [['transfer-encoding', 'chunked'] as const] : []),
    ];
    const sent = isSent ? { body: chunk === null ? body : inChunks(body, chunk) } : {};
    const text = requestText({ method, path, headers, ...sent });
    return { level: 'http', name: `${method} with odd parts`, text, isAlone: false };
  });
}

/** Small bodies that decompress to large ones. */
const bombs = [2e6, 2e7].map((size) => gzipSync(Buffer.alloc(size)).toString('latin1'));

function encodedBodies(material: Material): fc.Arbitrary<{ body: string; encoding: string }> {
  const plain = receipts(material).map((receipt) => bytesOf(JSON.stringify(receipt)));
  const zipped = plain.map((body) => gzipSync(Buffer.from(body, 'latin1')).toString('latin1'));
  const as = (encoding: string) => (body: string) => ({ body, encoding });
  return fc.oneof(
    { weight: 5, arbitrary: plain.map(as('')) },
    fc.tuple(plain, fc.constantFrom(...encodings)).map(([body, encoding]) => ({ body, encoding })),
    fc.oneof(zipped, fc.constantFrom(...bombs), editedText(zipped)).map(as('gzip')),
    byteText(300).map(as('')),
  );
}

function inChunks(body: string, size: number): string {
  const parts = body.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
  const chunks = parts.map(
    (part, index) => `${part.length.toString(16)}${index % 10 === 9 ? ';x=y' : ''}\r\n${part}\r\n`,
  );
  return `${chunks.join('')}0\r\n\r\n`;
}

/** Targets without bytes that end a request line: those are for the level below. */
function targets({ id }: Material): fc.Arbitrary<string> {
  const sound = fc.constantFrom(...paths).map((path) => path.replace('{id}', id));
  const put = (pieces: fc.Arbitrary<string>) =>
    fc.tuple(sound, fc.nat(100), pieces).map(([path, at, piece]) => {
      const place = at % (path.length + 1);
      return path.slice(0, place) + piece + path.slice(place);
    });
  const escaped = fc.tuple(sound, fc.nat(100)).map(([path, at]) => {
    const place = at % path.length;
    return `${path.slice(0, place)}%${path.charCodeAt(place).toString(16)}${path.slice(place + 1)}`;
  });
  return fc.oneof(
    { weight: 5, arbitrary: sound },
    fc.tuple(sound, fc.constantFrom('/', '//', '?', '?x', '/?x', '/x')).map((parts) => parts.join('')),
    escaped,
    sound.map((path) => path.toUpperCase()),
    sound.map((path) => `http://example.com${path}`),
    put(fc.nat(4000).map((length) => 'a'.repeat(length))),
    put(fc.constantFrom(...pathPieces)),
  );
}
