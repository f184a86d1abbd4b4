import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { controlTokenVariable } from '../mock/control/access-control.ts';
import { checkAgainst } from '../mock/control/openapi.ts';
import { defaultClient, dummyApiCodes } from '../mock/default-data.ts';
import { scenariosOf } from '../scenarios/suites.ts';
import { loadContract } from '../spec/contract/contract.ts';
import { UsageError } from './cli/exit-codes.ts';
import { type ServeOptions, type Service, serve } from './server.ts';
import { apiClient } from './testing/api-client.ts';
import { testBrief } from './testing/test-brief.ts';

const contract = loadContract({ ruleSet: 'observed' });

function serveAt(change: Partial<ServeOptions> = {}) {
  return serve({ contract, place: 'memory', host: '127.0.0.1', port: 0, ...change });
}

describe('serve', () => {
  test('takes a free port for 0, and has the default client', async () => {
    const [one, other] = await Promise.all([serveAt(), serveAt()]);
    expect(one.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    expect(other.url).not.toBe(one.url);
    const { send } = await apiClient(one.url);
    expect(await send('GET', '/reference-data/pop-names')).toMatchObject({ status: 200 });
    await Promise.all([one.close(), other.close()]);
  });

  test('opened in a browser, says what it is and how to get a board; a client gets what the service answers', async () => {
    const service = await serveAt();
    const get = (path: string, accept: string) => fetch(`${service.url}${path}`, { headers: { accept } });
    for (const path of ['/', '/_rehearsal/']) {
      const page = await get(path, 'text/html,*/*;q=0.8');
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(await page.text()).toMatch(/A mock of the Receipt of Waste API[\s\S]+start it again with --board/);
    }
    expect(await (await get('/_rehearsal/', '*/*')).json()).toMatchObject({ journal: '/_rehearsal/exchanges' });
    expect(await service.store.exchanges({})).toEqual([]);
    expect((await get('/', '*/*')).status).toBe(404);
    expect(await service.store.exchanges({})).toHaveLength(1);
    await service.close();
  });

  test('reports the verdicts so far of every scenario, as the control API’s document says', async () => {
    const service = await serveAt();
    const { send } = await apiClient(service.url);
    const told = async (query = '') => {
      const { status, json } = await send('GET', `/_rehearsal/scenarios${query}`);
      expect([status, checkAgainst('verdicts')(json)]).toEqual([200, undefined]);
      return (json as { scenarios: { id: string; verdict: string }[] }).scenarios;
    };
    const before = await told();
    expect(before.map(({ id }) => id)).toEqual(scenariosOf('all').map(({ id }) => id));
    // A token request shows some of the behaviour suite.
    const pat = scenariosOf('pat').map(({ id }) => id);
    for (const { id, verdict } of before) if (pat.includes(id)) expect([id, verdict]).toEqual([id, 'not-exercised']);
    expect(await send('POST', '/movements/receive', testBrief().movement)).toMatchObject({ status: 201 });
    const passed = (await told()).filter(({ verdict }) => verdict === 'pass');
    expect(passed.length).toBeGreaterThan(0);
    expect((await told('?client=nobody')).filter(({ verdict }) => verdict === 'pass')).toEqual([]);
    await service.close();
  });

  test('serves a run without the default client, with a control API that the environment does not open', async () => {
    vi.stubEnv(controlTokenVariable, 'the-token-of-the-environment');
    const [usual, forRun] = await Promise.all([serveAt(), serveAt({ isForRun: true })]);
    vi.unstubAllEnvs();
    const control = async ({ url }: Service) => {
      const headers = { authorization: 'Bearer the-token-of-the-environment' };
      return (await fetch(`${url}/_rehearsal/exchanges`, { headers })).status;
    };
    expect([await control(usual), await control(forRun)]).toEqual([200, 403]);
    expect((await fetch(`${forRun.url}/_rehearsal/exchanges`)).status).toBe(403);
    const { clientId } = defaultClient;
    expect([(await usual.store.client(clientId))?.clientId, await forRun.store.client(clientId)]).toEqual([
      clientId,
      undefined,
    ]);
    for (const code of dummyApiCodes) expect(await forRun.store.apiCode(code)).toMatchObject({ isDisabled: false });
    await Promise.all([usual.close(), forRun.close()]);
  });

  test('names a port that is in use, and the fix', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    const { port } = occupant.address() as AddressInfo;
    await expect(serveAt({ port })).rejects.toThrow(UsageError);
    await expect(serveAt({ port })).rejects.toThrow(`port ${port} on 127.0.0.1 is in use: choose another with --port`);
    occupant.close();
  });

  test('names an address that is not of this machine', async () => {
    await expect(serveAt({ host: '192.0.2.1', allowDefaultSecret: true })).rejects.toThrow(UsageError);
    await expect(serveAt({ host: '192.0.2.1', allowDefaultSecret: true })).rejects.toThrow(
      '192.0.2.1 is not an address of this machine',
    );
  });

  test('frees its port when it is closed', async () => {
    const service = await serveAt();
    const port = Number(new URL(service.url).port);
    await service.close();
    const again = await serveAt({ port });
    expect(again.url).toBe(service.url);
    await again.close();
  });
});
