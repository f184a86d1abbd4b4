import { expect, test } from 'vitest';
import { readYaml } from './yaml-with-lines.ts';

function lineOf(text: string, ...path: (string | number)[]): number | undefined {
  const read = readYaml(text);
  return read.kind === 'read' ? read.document.lineOf(path) : -1;
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
  // The nearest part around what is not there.
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

test.each(['', '# talk\n', '---\n', '~'])('%j holds nothing', (nothing) => {
  expect(readYaml(nothing)).toMatchObject({ kind: 'read', document: { value: null } });
});

test.each([
  ['a: [1', 'it is no YAML: '],
  ['a: 1\na: 2\n', 'duplicated mapping key at line 2, column 1'],
  ['a: 1\n---\nb: 1\n', 'several documents'],
])('%j cannot be read: %s', (wrong, problem) => {
  expect(readYaml(wrong)).toEqual({ kind: 'unreadable', problem: expect.stringContaining(problem) });
});
