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

test('a document with circular aliases is refused, and the message names its file', () => {
  expect(() => read('a: &one { b: *one }')).toThrow(ContractError);
  expect(() => read('a: &one { b: *one }')).toThrow(`${file} is neither YAML nor JSON: more than 100 levels`);
});
