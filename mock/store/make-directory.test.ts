import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeDirectory } from './make-directory.ts';

describe('creating a folder', () => {
  const root = mkdtempSync(join(tmpdir(), 'make-directory-'));
  afterAll(() => rmSync(root, { recursive: true }));

  it('creates its parents, and leaves an existing one alone', () => {
    const folder = join(root, 'a', 'b', 'c');
    makeDirectory(folder);
    makeDirectory(folder);
    expect(statSync(folder).isDirectory()).toBe(true);
  });

  it.skipIf(!existsSync('/proc/self'))('fails if a file system cannot contain folders', () => {
    expect(() => makeDirectory('/proc/no-such-folder/below')).toThrow(/ENOENT/);
  });
});
