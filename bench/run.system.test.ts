import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { rows } from './rows.ts';

const here = import.meta.dirname;
const run = (file: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(here, file), ...args], { encoding: 'utf8' });

test('a row is measured in every column, on the terminal and in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'receipt-rehearsal-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'bench.json');
  // On a busy machine a shorter measurement may end before the first response.
  const args = ['--rows', 'node-http', '--rounds', '1', '--seconds', '1', '--json', file];
  const { status, stdout, stderr } = run('run.ts', ...args);
  expect([status, stdout], stderr).toEqual([0, expect.stringContaining('| node:http |')]);
  const { lines, shots } = JSON.parse(readFileSync(file, 'utf8'));
  expect(shots.map(({ column }: { column: string }) => column)).toEqual(['valid', 'invalid', 'list']);
  expect(lines).toMatchObject([{ id: 'node-http', cells: { valid: { requestsPerSecond: expect.any(Number) } } }]);
  expect(existsSync(`${file}.partial`)).toBe(false);
});

test.each([
  ['run.ts', ['--rows', 'nobody'], '--rows: there is no row nobody'],
  [
    'run.ts',
    ['--rows', 'node-http', '--json', '/no/such/folder/bench.json'],
    '--json: /no/such/folder/bench.json cannot',
  ],
  ['growth.ts', ['--count', 'many'], '--count: "many" is not a whole number'],
])('%s %j ends with exit code 2 and says what is wrong', (file, args, message) => {
  const { status, stdout, stderr } = run(file, ...args);
  expect([status, stdout, stderr]).toEqual([2, '', expect.stringContaining(message)]);
});

test.each(['run.ts', 'growth.ts'])('%s has help', (file) => {
  const { status, stdout } = run(file, '--help');
  expect([status, stdout]).toEqual([0, expect.stringContaining('--json FILE')]);
});

test('the README names every row and no other', () => {
  const text = readFileSync(join(here, 'README.md'), 'utf8');
  const listed = /^## The rows$([\s\S]*?)^## /m.exec(text)?.[1] ?? '';
  const named = listed.split('\n').flatMap((line) => (/^\| (`.*?) \|/.exec(line)?.[1] ?? '').match(/[a-z-]+/g) ?? []);
  expect(named).toEqual(rows.map(({ id }) => id));
});
