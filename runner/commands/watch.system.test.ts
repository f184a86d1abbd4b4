import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { formats } from '../../reports/formats.ts';
import { readRehearsal } from '../../reports/read-rehearsal.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { testBrief } from '../drivers/test-support.ts';
import { apiClient } from '../testing/api-client.ts';
import { findingsOf, verdictsOf } from '../testing/in-process.ts';
import { runCommand, startWatch, temporaryFolder } from '../testing/run-command.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const { movement } = testBrief();

function read(out: string): Rehearsal {
  const reading = readRehearsal(readFileSync(`${out}/rehearsal.json`, 'utf8'));
  if (reading.kind === 'problem') throw new Error(reading.problem);
  return reading.rehearsal;
}

describe.concurrent('watch', { timeout: 60_000 }, () => {
  test('matches what is sent by hand as it comes, and writes the report on Ctrl-C', async () => {
    const out = folder.path('by-hand');
    const watch = await startWatch(['--memory', '--out', out]);
    expect(watch.line).toMatch(/^receipt-rehearsal watches at http:\/\/127\.0\.0\.1:\d+$/);
    const client = await apiClient(watch.url);
    await client.send('POST', '/movements/receive', { ...movement, wasteItems: [] });
    await client.send('POST', '/movements/receive', movement);
    const { code, stdout, stderr } = await watch.stop('SIGINT');
    expect(stderr).toMatch(/#3 POST \/movements\/receive {2}201 \w+ {2}rehearsal-client/);
    expect(stderr).toMatch(/R01 {2}✓ pass/);
    expect(stderr).toMatch(/A01 {2}✓ pass/);
    expect(stdout).toMatch(/^R01 {2}✓ pass/m);
    expect(stdout).toMatch(/^R02 {2}○ not-exercised/m);
    expect(code).toBe(1);
    expect(readdirSync(out).sort()).toEqual(
      Object.values(formats)
        .map(({ file }) => file)
        .sort(),
    );
    const rehearsal = read(out);
    expect(verdictsOf(rehearsal)).toMatchObject({ R01: 'pass', R02: 'not-exercised', A01: 'pass' });
    expect(rehearsal.exchanges).toHaveLength(3);
    expect(rehearsal.scenarios.every(({ acts }) => acts.length === 0)).toBe(true);
  });

  test('lets the newest attempt count and shows the earlier ones', async () => {
    const out = folder.path('again');
    const watch = await startWatch(['--memory', '--out', out, '--scenario', 'R01']);
    const client = await apiClient(watch.url);
    await client.send('POST', '/movements/receive', { ...movement, apiCode: 'wrong' });
    await client.send('POST', '/movements/receive', movement);
    const { code, stderr } = await watch.stop('SIGINT');
    expect(stderr).toMatch(/R01 {2}✗ fail/);
    expect(stderr).toMatch(/R01 {2}✓ pass .*\(attempt 2\)/);
    expect(code).toBe(0);
    const [r01] = read(out).scenarios;
    expect(r01).toMatchObject({ verdict: 'pass', history: [{ exchange: 2, verdict: 'fail' }] });
  });

  test('sees faults that were planned by hand, and says which were never met', async () => {
    const out = folder.path('faults');
    const watch = await startWatch(['--memory', '--out', out, '--scenario', 'L02,W06']);
    const client = await apiClient(watch.url);
    const fault = { kind: 'status', status: 429, retryAfter: 30 };
    await client.send('PUT', '/_rehearsal/faults', [{ on: 'receiveMovement', times: 3, fault }]);
    await client.send('POST', '/movements/receive', movement);
    await client.send('POST', '/movements/receive', movement);
    const { code, stderr } = await watch.stop('SIGINT');
    expect(stderr).toContain('planned and never met');
    const rehearsal = read(out);
    expect(verdictsOf(rehearsal)).toMatchObject({ L02: 'fail', W06: 'pass' });
    expect(findingsOf(rehearsal, 'L02')[0]).toMatchObject({ expected: 'a wait of 30.00 s' });
    expect(code).toBe(1);
  });

  test('keeps no secret in what it writes and says', async () => {
    const out = folder.path('secret');
    const watch = await startWatch(['--memory', '--out', out]);
    const client = await apiClient(watch.url);
    await client.send('POST', '/movements/receive', {
      ...movement,
      specialHandlingRequirements: 'ask for rehearsal-secret',
    });
    const { stdout } = await watch.stop('SIGINT');
    const written = readdirSync(out).map((file) => readFileSync(`${out}/${file}`, 'utf8'));
    for (const text of [...written, stdout]) expect(text).not.toMatch(/rehearsal-secret|eyJ/);
  });

  test('starts nothing for a scenario that is not there, or a folder that cannot be written', async () => {
    const [unknown, unwritable] = await Promise.all([
      runCommand(['watch', '--port', '0', '--memory', '--scenario', 'Z9']),
      runCommand(['watch', '--port', '0', '--memory', '--out', '/proc/x']),
    ]);
    expect([unknown.code, unwritable.code]).toEqual([2, 2]);
    expect(unknown.stderr).toContain('there is no scenario Z9');
    expect(unknown.stdout + unwritable.stdout).toBe('');
    expect(existsSync('/proc/x')).toBe(false);
  });
});
