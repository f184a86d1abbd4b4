import { gzipSync } from 'node:zlib';
import { bytesOf, type Headers, requestText } from '../attack.ts';
import { mutateText, randomBytes } from '../mutate-text.ts';
import type { Random } from '../random.ts';
import { aReceipt } from '../receipts.ts';
import type { Make, Means } from './make.ts';
import { oddToken } from './tokens.ts';

/** Every method that Node's parser knows and a server may be asked with; CONNECT ends the connection. */
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

/** Sound in its framing, odd in all else: method, path, headers, media type, encoding. */
export const http: Make = (means) => {
  const { random, material } = means;
  const method = random.inPercent(70) ? random.pick(['POST', 'PUT', 'GET'] as const) : random.pick(methods);
  const path = spoiltPath(random.pick(paths).replace('{id}', material.id), random);
  const { body, encoding } = encodedBody(means);
  const isSent = method !== 'GET' || random.inPercent(20);
  const headers: Headers = [
    ['authorization', random.inPercent(70) ? `Bearer ${material.token}` : oddToken(random, material)],
    ...(random.inPercent(92) ? [['content-type', random.pick(types)] as const] : []),
    ...(encoding === '' ? [] : [['content-encoding', encoding] as const]),
    ...Array.from({ length: random.below(4) }, () => random.pick(oddHeaders) ?? (['x', 'y'] as const)),
  ];
  const isChunked = isSent && random.inPercent(15);
  const framing: Headers = isChunked ? [['transfer-encoding', 'chunked']] : [];
  const text = requestText({
    method: method ?? 'GET',
    path,
    headers: [...headers, ...framing],
    ...(isSent ? { body: isChunked ? inChunks(body, random) : body } : {}),
  });
  return { level: 'http', name: `${method} with odd parts`, text, isAlone: false };
};

function encodedBody({ random, material }: Means): { body: string; encoding: string } {
  const body = bytesOf(JSON.stringify(aReceipt(random, material)));
  switch (random.below(10)) {
    case 0:
      return { body, encoding: random.pick(encodings) };
    case 1:
      return { body: gzipSync(Buffer.from(body, 'latin1')).toString('latin1'), encoding: 'gzip' };
    case 2:
      // A little that unpacks to much.
      return { body: gzipSync(Buffer.alloc(random.pick([2e6, 2e7] as const))).toString('latin1'), encoding: 'gzip' };
    case 3:
      return { body: mutateText(gzipSync(Buffer.from(body, 'latin1')).toString('latin1'), random), encoding: 'gzip' };
    case 4:
      return { body: randomBytes(random.below(300), random), encoding: '' };
    case 5:
      return { body: '', encoding: '' };
    default:
      return { body, encoding: '' };
  }
}

function inChunks(body: string, random: Random): string {
  const parts: string[] = [];
  for (let at = 0; at < body.length; ) {
    const part = body.slice(at, at + 1 + random.below(500));
    parts.push(`${part.length.toString(16)}${random.inPercent(10) ? ';x=y' : ''}\r\n${part}\r\n`);
    at += part.length;
  }
  return `${parts.join('')}0\r\n\r\n`;
}

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

/** Without bytes that end a request line: those are for the level below. */
function spoiltPath(path: string, random: Random): string {
  if (random.inPercent(50)) return path;
  const place = random.below(path.length + 1);
  const [before, after] = [path.slice(0, place), path.slice(place)];
  switch (random.below(6)) {
    case 0:
      return `${path}${random.pick(['/', '//', '?', '?x', '/?x', '/x'] as const)}`;
    case 1:
      return (
        before +
        encodeURIComponent(after.slice(0, 1)).replace(/^(\w)$/, (letter) => `%${letter.charCodeAt(0).toString(16)}`) +
        after.slice(1)
      );
    case 2:
      return path.toUpperCase();
    case 3:
      return `${before}${'a'.repeat(random.below(4000))}${after}`;
    case 4:
      return `http://example.com${path}`;
    default:
      return before + random.pick(pathPieces) + after;
  }
}
