import * as fc from 'fast-check';
import { type Attack, type Material, requestText } from '../attack.ts';
import { receipts } from '../receipts.ts';
import { anyOf, byteText, editedText } from './edits.ts';

const requestLines = [
  'GET',
  'GET /health',
  'GET  /health  HTTP/1.1',
  'GET /health HTTP/9.9',
  'GET /health HTTP/1.0',
  'GET /health HTTP/0.9',
  'GET /health http/1.1',
  'get /health HTTP/1.1',
  'G\0T /health HTTP/1.1',
  'PRI * HTTP/2.0',
  'CONNECT 127.0.0.1:1 HTTP/1.1',
  'OPTIONS * HTTP/1.1',
  'GET http://[::1 HTTP/1.1',
  'GET /\xff\x00 HTTP/1.1',
  'BREW /health HTTP/1.1',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
] as const;

const framings = [
  'content-length: -1',
  'content-length: +5',
  'content-length: 5, 5',
  'content-length: 5\r\ncontent-length: 6',
  'content-length: 99999999999999999999',
  'content-length: 0x5',
  'content-length:',
  'content-length: 5\r\ntransfer-encoding: chunked',
  'transfer-encoding: chunked\r\ntransfer-encoding: identity',
  'transfer-encoding: chunked, chunked',
  'transfer-encoding: xchunked',
  'transfer-encoding : chunked',
  'transfer-encoding: \tchunked',
  'transfer-encoding: chunked\n',
  'x: y\r\n transfer-encoding: chunked',
  'upgrade: websocket\r\nconnection: upgrade',
  'upgrade: h2c\r\nconnection: upgrade, http2-settings\r\nhttp2-settings: x',
] as const;

const chunkedBodies = [
  '5\r\nhello\r\n0\r\n\r\n',
  '5\r\nhel',
  'FFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n',
  '-1\r\nhello\r\n0\r\n\r\n',
  '5\nhello\n0\n\n',
  '5;'.padEnd(20_000, 'x'),
  '0\r\nx-late: 1\r\n\r\n',
  '0\r\n'.padEnd(40_000, 'x: y\r\n'),
  'zz\r\nhello\r\n0\r\n\r\n',
  '1\r\n{\r\n1\r\n}\r\n0\r\n\r\nGET /health HTTP/1.1\r\nhost: x\r\n\r\n',
] as const;

const oddHeaderLines = [
  ': v',
  'no colon',
  'a\0b: c',
  'a: b\0c',
  ' folded: x',
  'x: \r\n\tfolded',
  'host: a\r\nhost: b',
] as const;

/** Requests broken below HTTP: each on its own connection, which is closed afterwards. */
export function bytes(material: Material): fc.Arbitrary<Attack> {
  const sound = soundRequests(material);
  const replaced = (part: RegExp, by: fc.Arbitrary<string>) =>
    fc.tuple(sound, by).map(([text, other]) => text.replace(part, () => other));
  const kinds = {
    'random bytes': byteText(2000),
    'request line': replaced(/^.*/, fc.constantFrom(...requestLines)),
    'request line by itself': fc.constantFrom(...requestLines).map((line) => `${line}\r\n\r\n`),
    truncated: fc.tuple(sound, fc.nat(3000)).map(([text, length]) => text.slice(0, length % text.length)),
    framing: replaced(/content-length: \d+/, fc.constantFrom(...framings)),
    chunks: replaced(
      /content-length: \d+\r\n\r\n.*/s,
      fc.constantFrom(...chunkedBodies).map((body) => `transfer-encoding: chunked\r\n\r\n${body}`),
    ),
    'length lies': fc
      .tuple(sound, fc.integer({ min: -20, max: 20 }))
      .map(([text, lie]) =>
        text.replace(/content-length: (\d+)/, (_, length) => `content-length: ${Math.max(0, Number(length) + lie)}`),
      ),
    headers: fc.tuple(sound, headerLines).map(([text, lines]) => text.replace('\r\n', () => `\r\n${lines}\r\n`)),
    pipelined: fc
      .array(fc.oneof({ weight: 4, arbitrary: sound }, { weight: 1, arbitrary: editedText(sound) }), {
        minLength: 2,
        maxLength: 7,
      })
      .map((texts) => texts.join('')),
    'edited bytes': editedText(sound),
  };
  return anyOf('bytes', kinds, true);
}

function soundRequests(material: Material): fc.Arbitrary<string> {
  const headers = [
    ['authorization', `Bearer ${material.token}`],
    ['content-type', 'application/json'],
  ] as const;
  const submissions = receipts(material).map((receipt) => {
    const body = JSON.stringify(receipt).replace(/[^\0-\xff]/g, '?');
    return requestText({ method: 'POST', path: '/movements/receive', headers, body });
  });
  return fc.oneof(
    { weight: 4, arbitrary: submissions },
    { weight: 1, arbitrary: fc.constant(requestText({ method: 'GET', path: '/health', headers })) },
  );
}

const headerLines: fc.Arbitrary<string> = fc.oneof(
  fc.nat(40_000).map((length) => `x-long: ${'v'.repeat(length)}`),
  fc.nat(20_000).map((length) => `${'n'.repeat(length)}: v`),
  fc.nat(3000).map((count) => Array.from({ length: count }, (_, index) => `x-${index}: 1`).join('\r\n')),
  fc.constantFrom(...oddHeaderLines),
);
