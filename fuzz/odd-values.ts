import type { JsonValue } from '../spec/json.ts';

/** Values that programs stumble over. */
export const oddValues: readonly JsonValue[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  1.5,
  1e-7,
  2 ** 31,
  2 ** 53,
  2 ** 53 + 2,
  1e308,
  -1e308,
  5e-324,
  '',
  ' ',
  '0',
  'null',
  '\u0000',
  '\ud800',
  '\udc00\ud800',
  '\u202e',
  '\ufeff',
  '\u2028',
  '💥',
  'é',
  'e\u0301',
  'ﬁ',
  'ı',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '$ref',
  '../../etc/passwd',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '{{7*7}}',
  '#{7*7}',
  '%00',
  '%s%n',
  '$&$1$`',
  'a\r\nset-cookie: x=1',
  'eyJhbGciOiJub25lIn0.e30.',
  [],
  [[]],
  [null],
  {},
  { length: 1 },
  { toString: 'x' },
  { constructor: { prototype: { polluted: true } } },
  { then: 'x' },
  { $ref: '#/components/schemas/weight' },
];

/** Dates at the edges of what is a date. */
export const oddDates: readonly string[] = [
  '0000-01-01',
  '2026-02-30',
  '2026-13-01',
  '2024-02-29T24:00:00Z',
  '+002026-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999999999999Z',
  '2026-W54-1',
  '2026-366',
  '20260601T1000Z',
  '2026-06-01T10:00:60Z',
  '2026-06-01t10:00:00z',
];

/** Numbers as JSON can write them and JavaScript cannot hold them. */
export const oddNumbers: readonly string[] = [
  '1e999',
  '-1e999',
  '1E400',
  '9'.repeat(400),
  '0.'.padEnd(400, '1'),
  '1e-999',
  '-0',
];

/** Keys that reach for what every object has. */
export const oddKeys: readonly string[] = [
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
];

/** One of the odd values as text. */
export function asText(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
