import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readRehearsal } from '../reports/read-rehearsal.ts';
import { checkout, temporaryFolder } from './testing/run-command.ts';

const main = join(checkout, 'dist', 'runner', 'main.js');

describe('the package as it is built', () => {
  const folder = temporaryFolder();

  beforeAll(() => {
    execFileSync(process.execPath, [join(checkout, '.ci', 'build.ts')], { cwd: checkout, stdio: 'pipe' });
  });

  test('rehearses all fourteen scenarios with the reference driver, away from the checkout', () => {
    const out = join(folder.path(), 'report');
    execFileSync(process.execPath, [main, 'run', '--out', out], { cwd: folder.path(), stdio: 'pipe' });
    const read = readRehearsal(readFileSync(join(out, 'rehearsal.json'), 'utf8'));
    expect(read.kind === 'ok' && read.rehearsal.counts.pass).toBe(14);
    for (const file of ['report.html', 'junit.xml', 'summary.md']) expect(existsSync(join(out, file))).toBe(true);
  });

  test('knows its version, its differences and its control document', () => {
    const run = (...args: string[]) =>
      execFileSync(process.execPath, [main, ...args], { encoding: 'utf8', stdio: 'pipe' });
    const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
    expect(run('--version').trim()).toBe(version);
    expect(JSON.parse(run('spec', 'check', '--json')).differences.length).toBeGreaterThan(50);
    expect(existsSync(join(checkout, 'dist', 'mock', 'control', 'control-api.yaml'))).toBe(true);
  });

  test('holds no test and no fixture', () => {
    const stray = globSync('dist/**', { cwd: checkout }).filter((file) => /\.test\.|fixtures|testing/.test(file));
    expect(stray).toEqual([]);
  });
});
