import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderJson } from '../../../reports/json.ts';
import type { Rehearsal } from '../../../reports/rehearsal.ts';
import { type MadeKeys, makeKeys, readSigningKey } from '../../report-files/signing-keys.ts';
import { runForReportFolder, writeTestReportFolder } from '../../testing/report-folder.ts';
import { temporaryFolder } from '../../testing/run-command.ts';
import { runInProcess } from '../../testing/run-in-process.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

let rehearsal: Rehearsal;
let keys: MadeKeys;
let file: string;
beforeAll(async () => {
  rehearsal = await runForReportFolder({ ids: ['R01', 'C01'] });
  keys = makeKeys(folder.path(), 'ours');
  file = writeTestReportFolder(folder.path('pack'), rehearsal, readSigningKey(keys.privateKey));
});

describe.concurrent('verify', () => {
  test('reports each successful check on standard output', async () => {
    const { code, stdout, stderr } = await runInProcess(['verify', file, '--key', keys.publicKey]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('✓ hashes       3 files against SHA256SUMS');
    expect(stdout).toContain(`✓ signature    by ${keys.fingerprint}, the given key`);
    expect(stdout).toMatch(/✓ verdicts {5}2 recomputed/);
    expect(stdout).toMatch(/\nNo differences found\.\n$/);
  });

  test('names the differences, ends with 1, and escapes control characters', async () => {
    const copy = structuredClone(rehearsal);
    Object.assign(copy.scenarios[0] ?? {}, { verdict: 'fail', title: 'All\u001b[2J well' });
    const changed = writeTestReportFolder(folder.path('changed'), copy);
    const { code, stdout } = await runInProcess(['verify', changed]);
    expect(code).toBe(1);
    expect(stdout).toContain('R01 verdict\n    recorded    "fail"\n    should be   "pass"');
    expect(stdout).toContain('R01 title');
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toMatch(/\n\d differences were found\.\n$/);
  });

  test('prints everything as JSON', async () => {
    const copy = structuredClone(rehearsal);
    copy.counts.fail = 1;
    const { code, stdout } = await runInProcess(['verify', writeTestReportFolder(folder.path('json'), copy), '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      answer: 'One difference was found.',
      checks: {
        hashes: '2 files against SHA256SUMS',
        signature: 'not checked',
        consistency: expect.any(String),
        verdicts: expect.any(String),
        rendering: 'not checked',
      },
      differences: [{ check: 'consistency', scenario: null, member: 'counts.fail', recorded: '1', recomputed: '0' }],
      cannot: [],
      notes: ['The report is not signed.'],
    });
  });

  test.each([
    ['cut-off.json', () => renderJson(rehearsal).slice(0, 2000), 'not JSON'],
    ['foreign.json', () => '[]', 'This is JSON, but not a rehearsal'],
    ['newer.json', () => '{"format": "receipt-rehearsal/3"}', 'Use the version of receipt-rehearsal that wrote it'],
    ['older.json', () => '{"format": "receipt-rehearsal/1"}', 'Run the rehearsal again with this version'],
  ])('ends with 2 on %s, and says what is wrong', async (name, text, says) => {
    writeFileSync(folder.path(name), text());
    const { code, stdout } = await runInProcess(['verify', folder.path(name)]);
    expect(code).toBe(2);
    expect(stdout).toContain('? consistency  not checked');
    expect(stdout).toContain(says);
  });

  test.each([
    ['a report that is not there', [folder.path('nowhere.json')], 'cannot read'],
    ['no report', [], "missing required argument 'report'"],
    ['a private key', [folder.path('pack'), '--key', folder.path('ours.pem')], 'a PUBLIC KEY is required'],
    ['a key that is not there', [folder.path('pack'), '--key', folder.path('no.pem')], 'cannot read the public key'],
  ])('ends with 2 and an error on %s', async (_, args, says) => {
    const { code, stdout, stderr } = await runInProcess(['verify', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
  });
});
