import { expect, test } from 'vitest';
import { parseYaml, parseYamlWithLines, YamlFault } from './read-document.ts';

function lineOf(text: string, ...path: (string | number)[]): number | undefined {
  return parseYamlWithLines(text).lineOf(path);
}

const text = `# talk
product: { name: X,
  version: 1 }
"formats":
  - json
  - [html, md]
driver: &one
  key: value
out: *one
? odd
: value
last: 1
`;

test.each<[number | undefined, (string | number)[]]>([
  [2, ['product']],
  [3, ['product', 'version']],
  [4, ['formats']],
  [6, ['formats', 1]],
  [6, ['formats', '1', 0]],
  [8, ['driver', 'key']],
  [9, ['out']],
  [12, ['last']],
  // The nearest part around a missing one.
  [9, ['out', 'key']],
  [2, ['product', 'nowhere', 'at', 'all']],
  [undefined, ['nowhere']],
  [undefined, []],
])('line %s has %j', (line, path) => {
  expect(lineOf(text, ...path)).toBe(line);
});

test('lines are counted with any line ends, and after a byte order mark', () => {
  expect(lineOf('\uFEFFa: 1\r\nb: 2\r\n', 'b')).toBe(2);
});

test.each(['', '# talk\n', '---\n', '~'])('%j has no value', (nothing) => {
  expect(parseYaml(nothing)).toBe(null);
});

test.each([
  ['010101', 10101],
  ['2026-10-05', '2026-10-05'],
  ['2026-10-05T09:30:00Z', '2026-10-05T09:30:00Z'],
  ['no', 'no'],
  ['12:30', '12:30'],
  ['%YAML 1.1\n---\nyes', 'yes'],
  ['<<: { a: 1 }', { '<<': { a: 1 } }],
  ['{ 1: a, ~: b }', { 1: 'a', '~': 'b' }],
])('%j is read by the rules of YAML 1.2', (text, value) => {
  expect(parseYaml(text)).toEqual(value);
});

test('an alias stands for what it names', () => {
  expect(parseYaml('a: &one { b: 1 }\nc: *one')).toEqual({ a: { b: 1 }, c: { b: 1 } });
});

/** Nested lists, each level twice as long as the one before. */
const bomb = Array.from({ length: 30 }, (_, level) => `k${level}: &k${level} [*k${level - 1}, *k${level - 1}]`)
  .join('\n')
  .replaceAll('*k-1', 'x');
const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

test.each([
  ['an open list', 'a: [1', 'end with a ] at line 1, column 6'],
  ['a key twice', 'a: 1\na: 2\n', 'Map keys must be unique at line 2, column 1'],
  ['several documents', 'a: 1\n---\nb: 1\n', 'leave out the "---" at line 2, column 1'],
  ['an unknown tag', 'a: 1\nb: !date 2026-10-05', 'Unresolved tag: !date at line 2, column 4'],
  ['binary data', '!!binary aGk=', 'Unresolved tag: tag:yaml.org,2002:binary at line 1, column 1'],
  ['an alias of nothing', 'a: 1\nb: *c', 'no anchor before the alias *c at line 2'],
  ['an alias inside what it names', 'a: &one { b: *one }', 'more than 100 levels of nesting. Is an alias'],
  ['aliases inside each other', bomb, 'more than 1000 copies of a part. Are they inside each other?'],
  ['lists in lists', deep(101), 'more than 100 levels of nesting'],
  ['lists deeper than the stack', deep(10_000), 'more than 100 levels of nesting'],
])('a text with %s is refused with a message that says so', (_, text, message) => {
  expect(() => parseYaml(text)).toThrow(YamlFault);
  expect(() => parseYaml(text)).toThrow(message);
});

test('a message contains no line of the text', () => {
  expect(() => parseYaml('secret: x\nsecret: y')).toThrow(/^Map keys must be unique at line 2, column 1$/);
});
