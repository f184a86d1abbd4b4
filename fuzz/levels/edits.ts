import * as fc from 'fast-check';
import type { JsonValue } from '../../spec/json.ts';
import type { Attack, Level } from '../attack.ts';

/** Requests of one level, of any of these kinds. */
export function anyOf(
  level: Level,
  kinds: Readonly<Record<string, fc.Arbitrary<string>>>,
  isAlone = false,
): fc.Arbitrary<Attack> {
  return fc.oneof(
    ...Object.entries(kinds).map(([name, texts]) => texts.map((text) => ({ level, name, text, isAlone }))),
  );
}

/** Generates text of any bytes, each a character. */
export function byteText(maxLength: number): fc.Arbitrary<string> {
  const byte = fc.nat(255).map((code) => String.fromCharCode(code));
  return fc.string({ unit: byte, maxLength, size: 'max' });
}

/** Pieces that end something, or should not be there. */
const pieces = [
  '',
  '\r\n',
  '\r',
  '\n',
  '\0',
  ' ',
  '\t',
  ':',
  ';',
  ',',
  '%',
  '\x7f',
  '\x80',
  '\xff',
  '\xc0\xaf',
  '"',
  '{',
  '}',
];

/** Values that often break programs, besides those that fast-check prefers anyway. */
export const oddTexts = [
  '\u202e',
  'ı',
  'e\u0301',
  '../../etc/passwd',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '{{7*7}}',
  '%00',
  '%s%n',
  '$&$1$`',
  'a\r\nset-cookie: x=1',
  'eyJhbGciOiJub25lIn0.e30.',
  '0000-01-01',
  '2026-02-30',
  '2024-02-29T24:00:00Z',
  '+002026-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999999999999Z',
  '2026-W54-1',
  '2026-06-01T10:00:60Z',
  '2026-06-01t10:00:00z',
];

export const oddValues: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom(...oddTexts),
  fc.constantFrom<JsonValue>({ length: 1 }, { toString: 'x' }, { then: 'x' }, { $ref: '#/components/schemas/weight' }),
  fc.constant({ constructor: { prototype: { polluted: true } } }),
  fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }) as fc.Arbitrary<JsonValue>,
);

const place = fc.nat(1_000_000);

/** Generates a text with one to four of its stretches cut, doubled or filled in. Each character is a byte. */
export function editedText(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const edit = fc.record({
    place,
    length: fc.oneof({ weight: 4, arbitrary: fc.nat(8) }, { weight: 1, arbitrary: fc.nat(400) }),
    piece: fc.oneof(fc.constantFrom(...pieces), byteText(64)),
    times: fc.oneof(fc.constant(1), fc.nat(50)),
    copies: fc.nat(2),
  });
  return fc.tuple(text, fc.array(edit, { minLength: 1, maxLength: 4 })).map(([whole, edits]) =>
    edits.reduce((rest, { place, length, piece, times, copies }) => {
      const from = place % (rest.length + 1);
      const within = rest.slice(from, from + length);
      return rest.slice(0, from) + piece.repeat(times) + within.repeat(copies) + rest.slice(from + length);
    }, whole),
  );
}

type Members = Record<string, JsonValue>;

/** Generates a value with one to three of its parts replaced, added to, removed, moved or doubled. */
export function editedValue(value: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonValue> {
  const edit = fc.record({
    place,
    source: place,
    action: fc.constantFrom('replace', 'replace', 'append', 'repeat', 'remove', 'move', 'double'),
    odd: oddValues,
  });
  return fc.tuple(value, fc.array(edit, { minLength: 1, maxLength: 3 })).map(([whole, edits]) => {
    const root: Members = { whole: structuredClone(whole) };
    for (const { place, source, action, odd } of edits) {
      const parts = partsOf(root);
      const part = parts[place % parts.length];
      const other = parts[source % parts.length];
      if (part === undefined || other === undefined) continue;
      const [parent, key] = part;
      const here = parent[key] ?? null;
      if (action === 'remove' && Array.isArray(parent)) parent.splice(Number(key), 1);
      else if (action === 'remove') delete parent[key];
      else if (action === 'double')
        parent[Array.isArray(parent) ? String(parent.length) : `${key}2`] = structuredClone(here);
      else if (action === 'move') parent[key] = structuredClone(other[0][other[1]] ?? null);
      else if (action === 'append' && typeof here === 'string') parent[key] = `${here}${asText(odd)}`;
      else if (action === 'repeat' && typeof here === 'string') parent[key] = here.repeat((source % 100) + 2);
      else parent[key] = structuredClone(odd);
    }
    return root['whole'] ?? null;
  });
}

/** Returns every part below a value, by its parent. */
function partsOf(parent: Members): (readonly [holder: Members, key: string])[] {
  return Object.entries(parent).flatMap(([key, value]) => {
    const below = typeof value === 'object' && value !== null ? partsOf(value as Members) : [];
    return [[parent, key] as const, ...below];
  });
}

export function asText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
