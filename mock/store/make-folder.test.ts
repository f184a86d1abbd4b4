import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder } from './make-folder.ts';

describe('making a folder', () => {
  const root = mkdtempSync(join(tmpdir(), 'make-folder-'));
  afterAll(() => rmSync(root, { recursive: true }));

  it('makes those it is in, and leaves one that is there alone', () => {
    const folder = join(root, 'a', 'b', 'c');
    makeFolder(folder);
    makeFolder(folder);
    expect(statSync(folder).isDirectory()).toBe(true);
  });

  it.skipIf(!existsSync('/proc/self'))('ends where a file system cannot hold any', () => {
    expect(() => makeFolder('/proc/no-such-folder/below')).toThrow(/ENOENT/);
  });
});
