import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { readRehearsal } from '../../../reports/read-rehearsal.ts';
import type { Rehearsal } from '../../../reports/rehearsal.ts';
import { defaultFiles } from '../../../reports/testing/usual-files.ts';
import { at } from '../../../spec/json.ts';
import { apiClient } from '../../testing/api-client.ts';
import { findingsOf, verdictsOf } from '../../testing/in-process.ts';
import { startWatch, temporaryFolder } from '../../testing/run-command.ts';
import { runInProcess } from '../../testing/run-in-process.ts';
import { testBrief } from '../../testing/test-brief.ts';
import { checkConsistency } from '../../verify/check-consistency.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const { movement } = testBrief();

function read(out: string): Rehearsal {
  const reading = readRehearsal(readFileSync(`${out}/rehearsal.json`, 'utf8'));
  if (reading.kind === 'problem') throw new Error(reading.problem);
  return reading.rehearsal;
}

describe.concurrent('watch', () => {
  test('matches traffic as it arrives, and writes the report on Ctrl-C', async () => {
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
    expect(readdirSync(out).sort()).toEqual(defaultFiles);
    const rehearsal = read(out);
    expect(verdictsOf(rehearsal)).toMatchObject({ R01: 'pass', R02: 'not-exercised', A01: 'pass' });
    expect(rehearsal.exchanges).toHaveLength(3);
    expect(rehearsal.scenarios.every(({ tasks }) => tasks.length === 0)).toBe(true);
  });

  test('counts the newest attempt and shows the earlier ones', async () => {
    const out = folder.path('again');
    const watch = await startWatch(['--memory', '--out', out, '--scenario', 'R01', '--format', 'json']);
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

  test('says in its report that it behaved as an unofficial page says, and is never ready to be signed', async () => {
    const out = folder.path('profile');
    const watch = await startWatch(['--memory', '--out', out, '--scenario', 'R01', '--profile', 'unofficial-faq']);
    const client = await apiClient(watch.url);
    const { json } = await client.send('POST', '/movements/receive', movement);
    const confirmed = await client.send('PUT', `/confirmations/${at(json, 'movement_id')}`, {
      apiCode: movement.apiCode,
      weight: { metric: 'Tonnes', amount: 1, isEstimate: false },
    });
    expect(confirmed.json).toHaveProperty(['wasteTrackingId'], at(json, 'wasteTrackingId'));
    const { stdout, stderr } = await watch.stop('SIGINT');
    expect(stderr).toContain('  profile   unofficial-faq');
    const said = 'The mock behaved as an unofficial page says (profile unofficial-faq)';
    expect(stdout).toContain(said);
    expect(readFileSync(`${out}/self-certification.md`, 'utf8')).toMatch(
      /Not ready to be signed[\s\S]+\*\*An unofficial profile\.\*\*/,
    );
    expect(readFileSync(`${out}/pat-request.md`, 'utf8')).toContain(said);
    const rehearsal = read(out);
    expect(rehearsal.settings.profile).toBe('unofficial-faq');
    const profileOf = (changed: Rehearsal) => checkConsistency(changed).differences.map(({ member }) => member);
    expect(profileOf(rehearsal)).toEqual([]);
    const { profile: _, ...settings } = rehearsal.settings;
    expect(profileOf({ ...rehearsal, settings })).toEqual(['settings.profile']);
    const contract = { ...rehearsal.contract, overlayHashes: {} };
    expect(profileOf({ ...rehearsal, settings, contract })).toEqual(['settings.profile']);
    expect(profileOf({ ...rehearsal, contract })).toContain('settings.profile');
  });

  test('shows injected faults, and reports the unused ones', async () => {
    const out = folder.path('faults');
    const watch = await startWatch(['--memory', '--out', out, '--scenario', 'L02,W06', '--format', 'json']);
    const client = await apiClient(watch.url);
    const fault = { kind: 'status', status: 429, retryAfter: 30 };
    await client.send('PUT', '/_rehearsal/faults', [{ on: 'receiveMovement', times: 3, fault }]);
    await client.send('POST', '/movements/receive', movement);
    await client.send('POST', '/movements/receive', movement);
    const { code, stderr } = await watch.stop('SIGINT');
    expect(stderr).toContain('unused fault');
    const rehearsal = read(out);
    expect(verdictsOf(rehearsal)).toMatchObject({ L02: 'fail', W06: 'pass' });
    expect(findingsOf(rehearsal, 'L02')[0]).toMatchObject({ expected: 'a wait of 30.00 s' });
    expect(code).toBe(1);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('loses no report to a second %s', async (signal) => {
    const out = folder.path(`twice-${signal}`);
    const watch = await startWatch(['--memory', '--out', out, '--scenario', 'W06', '--format', 'json']);
    const client = await apiClient(watch.url);
    // A request in flight keeps the mock open for a while.
    await client.send('PUT', '/_rehearsal/faults', [
      { on: 'receiveMovement', times: 1, fault: { kind: 'drip', ms: 20_000 } },
    ]);
    const cutOff = client.send('POST', '/movements/receive', movement).catch(() => undefined);
    await vi.waitFor(async () =>
      expect(JSON.stringify(await client.send('GET', '/_rehearsal/exchanges'))).toContain('"drip"'),
    );
    const ended = watch.stop(signal);
    await setTimeout(200);
    watch.child.kill(signal);
    expect((await ended).stdout).toContain('W06');
    expect(read(out).scenarios).toHaveLength(1);
    await cutOff;
  });

  test('creates its report folder again if it was deleted, and names it if it cannot', async () => {
    const [gone, taken] = [folder.path('gone'), folder.path('taken')];
    const start = (out: string) => startWatch(['--memory', '--out', out, '--format', 'json']);
    const watches = await Promise.all([gone, taken].map(start));
    for (const out of [gone, taken]) rmSync(out, { recursive: true });
    writeFileSync(taken, '');
    const [again, refused] = await Promise.all(watches.map((watch) => watch.stop('SIGINT')));
    expect(readdirSync(gone)).toContain('rehearsal.json');
    expect(again?.code).toBe(1);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining(`cannot write reports to ${taken}`) });
  });

  test('writes and prints no secret, nor one of clients and organisations that were created by hand', async () => {
    const out = folder.path('secret');
    const watch = await startWatch(['--memory', '--out', out]);
    const { send } = await apiClient(watch.url);
    const client = (await send('POST', '/_rehearsal/clients', { clientId: 'ours' })).json;
    const organisation = (await send('POST', '/_rehearsal/organisations', {})).json;
    const [clientSecret, apiCode] = [at(client, 'clientSecret'), at(organisation, 'apiCode')].map(String);
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: `${clientSecret}`,
      client_secret: 'ours',
    });
    // The two are easily confused.
    await fetch(`${watch.url}/oauth2/token`, { method: 'POST', body: form });
    await send('POST', '/movements/receive', {
      ...movement,
      apiCode: `${apiCode}`,
      specialHandlingRequirements: `${clientSecret} ${apiCode} rehearsal-secret`,
    });
    const { stdout, stderr } = await watch.stop('SIGINT');
    const written = readdirSync(out).map((file) => readFileSync(`${out}/${file}`, 'utf8'));
    // Standard error says the published secret when it starts.
    for (const text of [...written, stdout]) expect(text).not.toMatch(/rehearsal-secret|eyJ/);
    for (const text of [...written, stdout, stderr]) {
      expect([text.includes(`${clientSecret}`), text.includes(`${apiCode}`)]).toEqual([false, false]);
    }
    expect(read(out).exchanges.map(({ response }) => response.status)).toEqual([200, 400, 201]);
  });

  test('does not start for an unknown scenario or an unwritable folder', async () => {
    const [unknown, unwritable] = await Promise.all([
      runInProcess(['watch', '--port', '0', '--memory', '--scenario', 'Z9']),
      runInProcess(['watch', '--port', '0', '--memory', '--out', '/proc/x']),
    ]);
    expect([unknown.code, unwritable.code]).toEqual([2, 2]);
    expect(unknown.stderr).toContain('unknown scenario Z9');
    expect(unknown.stdout + unwritable.stdout).toBe('');
    expect(existsSync('/proc/x')).toBe(false);
  });
});
