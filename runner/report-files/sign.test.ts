import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { UsageError } from '../cli/exit-codes.ts';
import { temporaryFolder } from '../testing/run-command.ts';
import { signReportFolder } from './sign.ts';
import { makeKeys, readSigningKey } from './signing-keys.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const key = readSigningKey(makeKeys(folder.path(), 'key').privateKey);

let packs = 0;
let pack: string;
let files: string[];
beforeEach(() => {
  packs += 1;
  pack = folder.path(`pack-${packs}`);
  mkdirSync(join(pack, 'allure-results'), { recursive: true });
  files = [join(pack, 'report.html'), join(pack, 'allure-results', 'a.json')];
  for (const file of files) writeFileSync(file, file);
});

const has = (command: string, question: string) => spawnSync(command, [question]).status === 0;

describe('the sums of a pack', () => {
  test('are written, and nothing else without a key', () => {
    expect(signReportFolder(pack, files, undefined)).toEqual([join(pack, 'SHA256SUMS')]);
    expect(readFileSync(join(pack, 'SHA256SUMS'), 'utf8')).toMatch(
      /^[0-9a-f]{64} {2}allure-results\/a\.json\n[0-9a-f]{64} {2}report\.html\n$/,
    );
    expect(readdirSync(pack).sort()).toEqual(['SHA256SUMS', 'allure-results', 'report.html']);
  });

  test('include the key if the report is signed', () => {
    const written = signReportFolder(pack, files, key);
    expect(written.map((path) => path.slice(pack.length + 1)).sort()).toEqual([
      'SHA256SUMS',
      'SHA256SUMS.sig',
      'signing-key.pub.pem',
    ]);
    expect(readFileSync(join(pack, 'SHA256SUMS'), 'utf8')).toContain('  signing-key.pub.pem\n');
    expect(readFileSync(join(pack, 'SHA256SUMS.sig'))).toHaveLength(64);
  });

  test('do not keep the signature of an earlier pack', () => {
    signReportFolder(pack, files, key);
    signReportFolder(pack, files, undefined);
    expect(readdirSync(pack).sort()).toEqual(['SHA256SUMS', 'allure-results', 'report.html']);
  });

  test.skipIf(!has('sha256sum', '--version'))('can be checked by sha256sum', () => {
    signReportFolder(pack, files, key);
    const check = () => spawnSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: pack, encoding: 'utf8' });
    expect(check()).toMatchObject({ status: 0, stdout: expect.stringContaining('allure-results/a.json: OK') });
    writeFileSync(join(pack, 'report.html'), 'else');
    expect(check().status).toBe(1);
  });

  test.skipIf(!has('openssl', 'version'))('can be checked by openssl to be signed', () => {
    signReportFolder(pack, files, key);
    const args = ['-verify', '-pubin', '-inkey', 'signing-key.pub.pem', '-rawin', '-in', 'SHA256SUMS'];
    const check = () => spawnSync('openssl', ['pkeyutl', ...args, '-sigfile', 'SHA256SUMS.sig'], { cwd: pack });
    expect(check().status).toBe(0);
    writeFileSync(join(pack, 'SHA256SUMS'), '');
    expect(check().status).not.toBe(0);
  });
});

describe('an error that leaves no incomplete file:', () => {
  test('a file that is gone', () => {
    expect(() => signReportFolder(pack, [...files, join(pack, 'gone.xml')], key)).toThrow(
      /cannot write SHA256SUMS .*gone\.xml/,
    );
    expect(readdirSync(pack).sort()).toEqual(['allure-results', 'report.html']);
  });

  test('a file from elsewhere', () => {
    const elsewhere = folder.path('key.pem');
    expect(() => signReportFolder(pack, [elsewhere], key)).toThrow('is not in the folder');
  });

  test.skipIf(process.getuid?.() === 0)('a folder that may not be written', () => {
    chmodSync(pack, 0o500);
    expect(() => signReportFolder(pack, files, key)).toThrow(UsageError);
    chmodSync(pack, 0o700);
    expect(existsSync(join(pack, 'SHA256SUMS'))).toBe(false);
  });

  test('a place that is taken', () => {
    mkdirSync(join(pack, 'SHA256SUMS'));
    expect(() => signReportFolder(pack, files, undefined)).toThrow(UsageError);
    expect(readdirSync(pack).sort()).toEqual(['SHA256SUMS', 'allure-results', 'report.html']);
  });
});
