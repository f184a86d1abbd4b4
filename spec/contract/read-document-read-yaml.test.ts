import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ParsedCopy, parsedCopyOf, readYaml, sha256 } from './read-document.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'receipt-rehearsal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(text: string, ahead?: ParsedCopy): string {
  const file = join(folder, 'file.yaml');
  writeFileSync(file, text);
  if (ahead !== undefined) writeFileSync(parsedCopyOf(file), JSON.stringify(ahead));
  return file;
}

test('a file without a parsed copy is parsed', () => {
  expect(readYaml(write('a: [1, 2]'))).toEqual({ a: [1, 2] });
});

test('a parsed copy is used for the text that it was parsed from, and for no other', () => {
  expect(readYaml(write('a: 1', { hash: sha256('a: 1'), value: 'read ahead' }))).toBe('read ahead');
  expect(readYaml(write('a: 2', { hash: sha256('a: 1'), value: 'read ahead' }))).toEqual({ a: 2 });
});
