import * as fc from 'fast-check';
import { type Attack, bytesOf, type Headers, type Material, requestText } from '../attack.ts';
import { receipts } from '../receipts.ts';
import { anyOf, editedText, oddValues } from './edits.ts';

/** Generates valid HTTP requests whose body is a real receipt's text, mutated. */
export function json(material: Material): fc.Arbitrary<Attack> {
  const target = fc.constantFrom(
    ...Array<string>(8).fill('POST /movements/receive'),
    ...Array<string>(2).fill(`PUT /movements/${material.id}/receive`),
    'POST /production-approval-tests',
    'POST /oauth2/token',
  );
  return fc
    .tuple(anyOf('json', bodies(material)), target, fc.nat(19), fc.nat(9))
    .map(([attack, line, authorized, typed]) => {
      const [method = '', path = ''] = line.split(' ');
      const isForm = path === '/oauth2/token' && typed < 7;
      const headers: Headers = [
        ...(authorized > 0 ? [['authorization', `Bearer ${material.token}`] as const] : []),
        ['content-type', isForm ? 'application/x-www-form-urlencoded' : 'application/json'],
      ];
      return { ...attack, text: requestText({ method, path, headers, body: attack.text }) };
    });
}

/** The maximum size of a body, in characters: nearly all are small, so that many can be sent. */
const sizes = fc.oneof(
  { weight: 99, arbitrary: fc.integer({ min: 10, max: 3000 }) },
  { weight: 1, arbitrary: fc.constantFrom(20_000, 100_000, 500_000, 1_048_000, 1_048_577) },
);

/** Numbers that JSON can express and JavaScript cannot. */
const oddNumbers = fc.constantFrom(
  '1e999',
  '-1e999',
  '1E400',
  '9'.repeat(400),
  '0.'.padEnd(400, '1'),
  '1e-999',
  '-0',
  '-1e308',
  '9007199254740994',
);

/** Keys that every object inherits. */
const oddKeys = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  '\\u005f_proto__',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'toJSON',
  'length',
  'then',
  '',
  '0',
  '-1',
  'a.b',
  'a/b',
  '~0',
  '$ref',
  '\\u0000',
  '\\ud800',
);

const repeatedTexts = ['a', ' ', '\\u0000', '1', 'A-', 'a@', '.', '/', '\\\\', 'é', 'eyJ.'] as const;
const loneSurrogates = [
  '\\ud800',
  '\\udfff',
  '\\ud800\\ud800',
  '\xed\xa0\x80',
  '\xc0\x80',
  '\xf8\x88\x80\x80\x80',
] as const;

/** Returns bodies by kind; each character of a body is a byte. */
function bodies(material: Material): Record<string, fc.Arbitrary<string>> {
  const receipt = receipts(material).map((each) => bytesOf(JSON.stringify(each)));
  const odd = oddValues.map((value) => bytesOf(JSON.stringify(value)));
  const inside = (value: fc.Arbitrary<string>) =>
    fc.tuple(receipt, fc.nat(1000), value).map(([text, place, other]) => withValue(text, place, other));
  const first = (members: fc.Arbitrary<string>) =>
    fc.tuple(members, receipt).map(([member, text]) => `{${member},${text.slice(1)}`);
  const repeated = (entries: readonly string[], join = '') =>
    fc.tuple(fc.constantFrom(...entries), sizes).map(([entry, size]) =>
      Array(Math.ceil(size / (entry.length + join.length)))
        .fill(entry)
        .join(join),
    );
  const manyKeys = sizes.map((size) =>
    Array.from({ length: Math.ceil(size / 10) }, (_, index) => `"k${index}":1`).join(','),
  );
  return {
    edited: editedText(receipt),
    cut: fc.tuple(receipt, fc.nat(3000)).map(([text, length]) => text.slice(0, length % text.length)),
    'doubled keys': fc
      .tuple(receipt, fc.nat(30))
      .map(([text, every]) =>
        text.replace(/"(\w+)":/g, (key, _, at) => (at % (every + 1) === 0 ? `${key}null,${key}` : key)),
      ),
    'deep nesting': nested,
    'deep inside': inside(nested),
    'a huge list': inside(repeated(['{}', '1', 'null', '[]', '""', '{"code":1}'], ',').map((text) => `[${text}]`)),
    'many keys': first(manyKeys),
    'a long string': inside(repeated(repeatedTexts.map(bytesOf)).map((text) => `"${text}"`)),
    'lone surrogates': inside(fc.constantFrom(...loneSurrogates).map((text) => `"${text}"`)),
    'a big number': inside(oddNumbers),
    'a key of every object': inside(
      fc.tuple(oddKeys, oddKeys).map(([key, below]) => `{"${key}":{"${below}":1,"polluted":true}}`),
    ),
    'a key of every object, at the top': first(fc.tuple(oddKeys, odd).map(([key, value]) => `"${key}":${value}`)),
    'any JSON': odd,
    'nearly JSON': fc.oneof(
      receipt.map((text) => `\xef\xbb\xbf${text}`),
      receipt.map((text) => `${text},`),
      receipt.map((text) => text.replaceAll('"', "'")),
      receipt.map((text) => `${text}//x`),
      receipt.map((text) => text.replace('{', '{,')),
      receipt.map((text) => `[${text}]`),
      receipt.map((text) => text + text),
      receipt.map((text) => text.replaceAll(':', '=')),
      sizes.map((size) => `"${'\\"'.repeat(size / 2)}`),
    ),
  };
}

/** Returns a receipt with another value at one of its places. */
function withValue(receipt: string, place: number, value: string): string {
  const places = [...receipt.matchAll(/(?<=":)(?:"[^"]*"|[\d.]+|true|false|null|\[|\{)/g)];
  const found = places[place % places.length];
  if (found === undefined) return value;
  return receipt.slice(0, found.index) + value + receipt.slice(found.index + found[0].length);
}

const nestings = [
  ['[', '1', ']'],
  ['{"a":', 'null', '}'],
  ['[[],{"b":', '[]', '}]'],
  ['{"__proto__":', '{}', '}'],
] as const;

const nested: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...nestings), sizes, fc.nat(4))
  .map(([[open, middle, close], size, closed]) => {
    const levels = Math.floor(size / (open.length + close.length));
    return open.repeat(levels) + middle + (closed > 0 ? close.repeat(levels) : '');
  });
