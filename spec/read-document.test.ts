import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ContractError, readDocument } from './read-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-document-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'document.yaml');

function read(text: string): unknown {
  writeFileSync(file, text);
  return readDocument(file).value;
}

test('an alias stands for what it names', () => {
  expect(read('a: &one { b: 1 }\nc: *one')).toEqual({ a: { b: 1 }, c: { b: 1 } });
});

test.each([
  ['holds itself', 'a: &one { b: *one }'],
  [
    'would take up all memory',
    Array.from({ length: 30 }, (_, level) => `k${level}: &k${level} [*k${level - 1}, *k${level - 1}]`)
      .join('\n')
      .replaceAll('*k-1', 'x'),
  ],
])('a document that %s is refused by name', (_, text) => {
  expect(() => read(text)).toThrow(ContractError);
  expect(() => read(text)).toThrow(`${file} holds more than 100000 values. Do its aliases`);
});
