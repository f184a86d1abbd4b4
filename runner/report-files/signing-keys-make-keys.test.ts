import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/run-command.ts';
import { makeKeys } from './signing-keys.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

describe('a key pair', () => {
  test('is written to a new folder, the private key readable by its owner only', () => {
    const made = makeKeys(folder.path('new', 'place'), 'ours');
    expect(made.privateKey).toBe(join(folder.path('new', 'place'), 'ours.pem'));
    expect(readFileSync(made.privateKey, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(readFileSync(made.publicKey, 'utf8')).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
    if (process.platform !== 'win32') expect(statSync(made.privateKey).mode & 0o777).toBe(0o600);
  });

  test('is different each time', () => {
    expect(makeKeys(folder.path(), 'one').fingerprint).not.toBe(makeKeys(folder.path(), 'two').fingerprint);
  });

  test.each(['taken.pem', 'taken.pub.pem'])('never overwrites %s, nor writes the other half', (name) => {
    const place = folder.path(`with-${name}`);
    makeKeys(place, 'first');
    writeFileSync(join(place, name), 'mine');
    expect(() => makeKeys(place, 'taken')).toThrow(/already exists.*--name/);
    expect(readFileSync(join(place, name), 'utf8')).toBe('mine');
    const other = name === 'taken.pem' ? 'taken.pub.pem' : 'taken.pem';
    expect(existsSync(join(place, other))).toBe(false);
  });

  test.each(['', '../up', 'a/b', '.hidden', 'a\nb'])('is not called %j', (name) => {
    expect(() => makeKeys(folder.path(), name)).toThrow('is not a valid file name');
  });

  test('cannot go where a file is', () => {
    writeFileSync(folder.path('file'), '');
    expect(() => makeKeys(folder.path('file'), 'ours')).toThrow(/cannot write keys to .*--out/);
  });
});
