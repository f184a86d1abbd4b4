import { requestText } from '../attack.ts';
import { mutateText, randomBytes } from '../mutate-text.ts';
import type { Random } from '../random.ts';
import { aReceipt } from '../receipts.ts';
import type { Make, Means } from './make.ts';

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

/** Broken below HTTP: on a connection of its own, which ends behind it. */
export const bytes: Make = (means) => {
  const { random } = means;
  const [name, text] = spoilt(means, random);
  return { level: 'bytes', name, text, isAlone: true };
};

function spoilt(means: Means, random: Random): [name: string, text: string] {
  const sound = soundRequest(means);
  const afterFirstLine = sound.slice(sound.indexOf('\r\n'));
  switch (random.below(9)) {
    case 0:
      return ['random bytes', randomBytes(1 + random.below(2000), random)];
    case 1:
      return ['request line', random.pick(requestLines) + (random.inPercent(50) ? afterFirstLine : '\r\n\r\n')];
    case 2:
      return ['truncated', sound.slice(0, random.below(sound.length))];
    case 3:
      return ['framing', sound.replace(/content-length: \d+/, () => random.pick(framings))];
    case 4:
      return [
        'chunks',
        sound.replace(
          /content-length: \d+\r\n\r\n.*/s,
          () => `transfer-encoding: chunked\r\n\r\n${random.pick(chunkedBodies)}`,
        ),
      ];
    case 5:
      return [
        'length lies',
        sound.replace(
          /content-length: (\d+)/,
          (_, length) => `content-length: ${Math.max(0, Number(length) + random.below(41) - 20)}`,
        ),
      ];
    case 6:
      return ['headers', sound.replace('\r\n', () => `\r\n${manyHeaders(random)}`)];
    case 7:
      return [
        'pipelined',
        Array.from({ length: 2 + random.below(6) }, () =>
          random.inPercent(80) ? soundRequest(means) : mutateText(soundRequest(means), random),
        ).join(''),
      ];
    default:
      return ['mutated bytes', mutateText(sound, random)];
  }
}

function soundRequest({ random, material }: Means): string {
  const headers = [
    ['authorization', `Bearer ${material.token}`],
    ['content-type', 'application/json'],
  ] as const;
  const body = JSON.stringify(aReceipt(random, material)).replace(/[^\0-\xff]/g, '?');
  return random.inPercent(80)
    ? requestText({ method: 'POST', path: '/movements/receive', headers, body })
    : requestText({ method: 'GET', path: '/health', headers });
}

function manyHeaders(random: Random): string {
  switch (random.below(4)) {
    case 0:
      return `x-long: ${'v'.repeat(random.below(40_000))}\r\n`;
    case 1:
      return Array.from({ length: random.below(3000) }, (_, index) => `x-${index}: 1\r\n`).join('');
    case 2:
      return `${'n'.repeat(random.below(20_000))}: v\r\n`;
    default:
      return random.pick([
        ': v\r\n',
        'no colon\r\n',
        'a\0b: c\r\n',
        'a: b\0c\r\n',
        ' folded: x\r\n',
        'x: \r\n\tfolded\r\n',
        'host: a\r\nhost: b\r\n',
      ] as const);
  }
}
