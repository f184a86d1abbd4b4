import { existsSync, readdirSync } from 'node:fs';
import { request } from 'undici';
import { afterAll, describe, expect, test } from 'vitest';
import { apiClient } from '../testing/api-client.ts';
import { exampleOf } from '../testing/board-traffic.ts';
import { startMockProcess, startWatch, temporaryFolder } from '../testing/run-command.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

async function page(url: string, method: 'GET' | 'POST' = 'GET') {
  const { statusCode, body } = await request(url, { method, headers: { origin: new URL(url).origin } });
  return { status: statusCode, text: await body.text() };
}

describe.concurrent('the board of a command', () => {
  test('is there with mock --board, shows what earlier runs left, and is not there without', async () => {
    const data = folder.path('data');
    const before = await startMockProcess(['--data', data]);
    expect((await page(`${before.url}/_rehearsal/`)).text).not.toContain('data-scenario');
    await (await apiClient(before.url)).send('POST', '/movements/receive', exampleOf('R01'));
    expect((await before.stop()).stderr).not.toContain('open it in a browser');
    const mock = await startMockProcess(['--data', data, '--board']);
    const { status, text } = await page(`${mock.url}/_rehearsal/`);
    expect([status, text.includes('data-scenario="R01" data-verdict="Passed"')]).toEqual([200, true]);
    expect((await mock.stop()).stderr).toMatch(
      /board +http:\/\/127\.0\.0\.1:\d+\/_rehearsal\/ +\(open it in a browser\)/,
    );
  });

  test('is there with watch, has its scenarios only, and writes the report that Ctrl-C would', async () => {
    const out = folder.path('out');
    const watch = await startWatch(['--memory', '--out', out, '--scenario', 'R01,L02', '--format', 'json,html']);
    await (await apiClient(watch.url)).send('POST', '/movements/receive', exampleOf('R01'));
    expect((await page(`${watch.url}/_rehearsal/`)).text).toContain('data-scenario="R01" data-verdict="Passed"');
    expect((await page(`${watch.url}/_rehearsal/board/scenarios/R02`)).status).toBe(404);
    const form = 'application/x-www-form-urlencoded';
    const headers = { origin: watch.url, 'content-type': form };
    const written = await request(`${watch.url}/_rehearsal/board/report`, { method: 'POST', headers, body: '' });
    expect(await written.body.text()).toContain('The report has been written.');
    expect(readdirSync(out)).toEqual(expect.arrayContaining(['rehearsal.json', 'report.html']));
    expect(existsSync(`${out}/junit.xml`)).toBe(false);
    expect((await watch.stop('SIGINT')).code).toBe(1);
  });
});
