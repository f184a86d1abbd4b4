import { request } from 'undici';
import { afterAll, describe, expect, test } from 'vitest';
import { apiClient } from '../../testing/api-client.ts';
import {
  type CommandOptions,
  type RunningMock,
  runCli,
  startMockProcess,
  temporaryFolder,
} from '../../testing/run-command.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const anywhere = ['--host', '0.0.0.0'];
const secret = 'a-secret-of-our-own';
const own = { env: { REHEARSAL_CLIENT_SECRET: secret, REHEARSAL_CONTROL_TOKEN: 'a-control-token' } };

/** True if the mock issues a token for this secret of the default client. */
async function opens({ url }: RunningMock, clientSecret: string): Promise<boolean> {
  const { statusCode, body } = await request(`${url.replace('0.0.0.0', '127.0.0.1')}/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `grant_type=client_credentials&client_id=rehearsal-client&client_secret=${clientSecret}`,
  });
  await body.dump();
  return statusCode === 200;
}

describe.concurrent('beyond this machine', () => {
  test.each([['mock'], ['watch']])('%s does not start with the published default secret', async (command) => {
    const { code, stdout, stderr } = await runCli([command, '--port', '0', '--memory', ...anywhere], {
      cwd: folder.path(),
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/0\.0\.0\.0.*REHEARSAL_CLIENT_SECRET.*--allow-default-secret/);
  });

  test('it starts with --allow-default-secret, and warns', async () => {
    const mock = await startMockProcess(['--memory', ...anywhere, '--allow-default-secret', '--board']);
    expect(await opens(mock, 'rehearsal-secret')).toBe(true);
    for (const path of ['', 'board/board.css', 'board/sign-in', 'exchanges', 'nowhere']) {
      const here = mock.url.replace('0.0.0.0', '127.0.0.1');
      const { statusCode, body } = await request(`${here}/_rehearsal/${path}`);
      await body.dump();
      expect([path, statusCode]).toEqual([path, 403]);
    }
    const { code, stderr } = await mock.stop();
    expect(code).toBe(0);
    expect(stderr).toContain('its client secret is published');
    expect(stderr).toContain('set REHEARSAL_CONTROL_TOKEN');
  });

  test('it starts with its own secret, which is never shown and which a reset restores', async () => {
    const mock = await startMockProcess(['--memory', ...anywhere, '--board'], own);
    const isOwn = async () => [await opens(mock, secret), await opens(mock, 'rehearsal-secret')];
    expect(await isOwn()).toEqual([true, false]);
    const here = `${mock.url.replace('0.0.0.0', '127.0.0.1')}/_rehearsal`;
    const headers = { authorization: 'Bearer a-control-token' };
    const told = async (path: string) => (await request(`${here}/${path}`, { headers })).body.text();
    const pages = [await told('exchanges'), await told(''), await told('board/scenarios/R01')];
    expect(pages[0]).toContain('issueToken');
    expect(pages[1]).toContain('rehearsal-client');
    const reset = await request(`${here}/reset`, { method: 'POST', headers });
    expect(reset.statusCode).toBe(204);
    expect(await isOwn()).toEqual([true, false]);
    const { stdout, stderr } = await mock.stop();
    for (const text of [...pages, stdout, stderr]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain('rehearsal-secret');
    }
  });

  test('existing data with the published default secret is refused until the secret is changed', async () => {
    const data = folder.path('data');
    const start = (options: CommandOptions) => startMockProcess(['--data', data, ...anywhere], options);
    const first = await startMockProcess(['--data', data]);
    await apiClient(first.url);
    await first.stop();
    await expect(start({})).rejects.toThrow('REHEARSAL_CLIENT_SECRET');
    const second = await start(own);
    expect(await opens(second, 'rehearsal-secret')).toBe(false);
    await second.stop();
    const third = await start({ env: { REHEARSAL_CONTROL_TOKEN: 'a-control-token' } });
    expect(await opens(third, secret)).toBe(true);
    const headers = { authorization: 'Bearer a-control-token' };
    const here = third.url.replace('0.0.0.0', '127.0.0.1');
    expect((await request(`${here}/_rehearsal/reset`, { method: 'POST', headers })).statusCode).toBe(204);
    expect(await opens(third, 'rehearsal-secret')).toBe(false);
    await third.stop();
  });
});
