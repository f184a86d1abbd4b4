import { bytesOf, type Headers, requestText } from '../attack.ts';
import { mutateText } from '../mutate-text.ts';
import { oddKeys, oddNumbers } from '../odd-values.ts';
import type { Random } from '../random.ts';
import { aReceipt } from '../receipts.ts';
import type { Make, Means } from './make.ts';

/** A sound HTTP request whose body is a real receipt's text, spoilt. */
export const json: Make = (means) => {
  const { random, material } = means;
  const [name, text] = spoilt(means);
  const [method, path] = target(random, material.id);
  const headers: Headers = [
    ...(random.inPercent(95) ? [['authorization', `Bearer ${material.token}`] as const] : []),
    [
      'content-type',
      path === '/oauth2/token' && random.inPercent(70) ? 'application/x-www-form-urlencoded' : 'application/json',
    ],
  ];
  return { level: 'json', name, text: requestText({ method, path, headers, body: text }), isAlone: false };
};

function target(random: Random, id: string): [method: string, path: string] {
  switch (random.below(12)) {
    case 0:
    case 1:
      return ['PUT', `/movements/${id}/receive`];
    case 2:
      return ['POST', '/production-approval-tests'];
    case 3:
      return ['POST', '/oauth2/token'];
    default:
      return ['POST', '/movements/receive'];
  }
}

/** How large a body may become, in characters: nearly all are small, so that many can be sent. */
function size(random: Random): number {
  return random.inPercent(99)
    ? 10 + random.below(3000)
    : random.pick([20_000, 100_000, 500_000, 1_048_000, 1_048_577] as const);
}

/** Each character of what comes back is a byte. */
function spoilt({ random, material, spare }: Means): [name: string, text: string] {
  const receipt = bytesOf(JSON.stringify(aReceipt(random, material)));
  const beforeValue = /(?<=":)(?=["\d[{tfn])/g;
  const into = (value: string) => {
    const places = [...receipt.matchAll(beforeValue)].map(({ index }) => index);
    const place = random.pick(places) ?? 0;
    return (
      receipt.slice(0, place) + receipt.slice(place).replace(/^(?:"[^"]*"|[\d.]+|true|false|null|\[|\{)/, () => value)
    );
  };
  const long = size(random);
  switch (random.below(14)) {
    case 0:
      return ['flipped, cut or filled', mutateText(receipt, random)];
    case 1:
      return ['cut', receipt.slice(0, random.below(receipt.length))];
    case 2:
      return [
        'doubled keys',
        receipt.replace(/"(\w+)":/g, (key) => (random.inPercent(10) ? `${key}null,${key}` : key)),
      ];
    case 3:
      return ['deep nesting', nested(random, long)];
    case 4:
      return ['deep inside', into(nested(random, long))];
    case 5:
      return [
        'a huge list',
        into(`[${repeated(random.pick(['{}', '1', 'null', '[]', '""', '{"code":1}'] as const), long)}]`),
      ];
    case 6:
      return ['many keys', `${receipt.slice(0, -1)},${manyKeys(random, long)}}`];
    case 7:
      return [
        'a long string',
        into(
          `"${random.pick(['a', ' ', '\\u0000', '1', 'A-', 'a@', '.', '/', '\\\\', 'é', 'eyJ.'] as const).repeat(long / 2)}"`,
        ),
      ];
    case 8:
      return [
        'lone surrogates',
        into(
          `"${random.pick(['\\ud800', '\\udfff', '\\ud800\\ud800', '\xed\xa0\x80', '\xc0\x80', '\xf8\x88\x80\x80\x80'] as const)}"`,
        ),
      ];
    case 9:
      return ['a big number', into(random.pick(oddNumbers) ?? '0')];
    case 10:
      return [
        'a key of every object',
        into(`{"${random.pick(oddKeys)}":{"${random.pick(oddKeys)}":1,"polluted":true}}`),
      ];
    case 11:
      return [
        'a key of every object, at the top',
        `{"${random.pick(oddKeys)}":${JSON.stringify(random.pick(spare) ?? null).replace(/[^\0-\xff]/g, '?')},${receipt.slice(1)}`,
      ];
    case 12:
      return ['any JSON', bytesOf(JSON.stringify(random.pick(spare) ?? null))];
    default:
      return [
        'nearly JSON',
        random.pick([
          `\xef\xbb\xbf${receipt}`,
          `${receipt},`,
          receipt.replaceAll('"', "'"),
          `${receipt}//x`,
          receipt.replace('{', '{,'),
          `[${receipt}]`,
          `"${'\\"'.repeat(long / 2)}`,
          `${receipt}${receipt}`,
          receipt.replaceAll(':', '='),
        ] as const),
      ];
  }
}

function repeated(entry: string, length: number): string {
  return Array(Math.ceil(length / (entry.length + 1)))
    .fill(entry)
    .join(',');
}

const nestings: readonly [Nesting, ...Nesting[]] = [
  ['[', '1', ']'],
  ['{"a":', 'null', '}'],
  ['[[],{"b":', '[]', '}]'],
  ['{"__proto__":', '{}', '}'],
];
type Nesting = readonly [open: string, middle: string, close: string];

function nested(random: Random, length: number): string {
  const [open, middle, close] = random.pick(nestings);
  const levels = Math.floor(length / (open.length + close.length));
  return open.repeat(levels) + middle + (random.inPercent(80) ? close.repeat(levels) : '');
}

function manyKeys(random: Random, length: number): string {
  const start = random.below(1000);
  return Array.from({ length: Math.ceil(length / 10) }, (_, index) => `"k${start + index}":1`).join(',');
}
