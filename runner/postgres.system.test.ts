import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withoutPostgres } from '../mock/testing/postgres-server.ts';
import { sharedPostgres } from '../mock/testing/shared-postgres.ts';
import { loadContract } from '../spec/contract/contract.ts';
import { serve } from './server.ts';
import { apiClient, trackingIdIn } from './testing/api-client.ts';
import { crashUnderLoad } from './testing/crash-test.ts';
import { rehearseInProcess, verdictsOf } from './testing/in-process.ts';
import { roundRobin } from './testing/round-robin.ts';
import { type RunningMock, startMockProcess, startWatch, temporaryFolder } from './testing/run-command.ts';
import { runInProcess } from './testing/run-in-process.ts';
import { testBrief } from './testing/test-brief.ts';

const { movement } = testBrief();

describe.skipIf(withoutPostgres)('several mocks on one database', { timeout: 120_000 }, () => {
  const server = sharedPostgres();
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  /** Two processes on a new database, with one URL for both. */
  async function startTwo(...flags: string[]) {
    const store = await server.newDatabase();
    const args = ['--store', store, ...flags];
    const mocks = await Promise.all([startMockProcess(args), startMockProcess(args)]);
    const balancer = await roundRobin(mocks.map(({ url }) => url));
    const stop = async () => {
      balancer.close();
      return Promise.all(mocks.map((mock) => mock.stop()));
    };
    return { store, mocks, url: balancer.url, stop };
  }

  async function control(url: string, path: string, method = 'GET', body?: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) };
    return (await fetch(`${url}/_rehearsal${path}`, init)).json();
  }
  const alike = (mocks: readonly RunningMock[], path: string) =>
    Promise.all(mocks.map(({ url }) => control(url, path)));

  describe('that run beside each other', () => {
    let two: Awaited<ReturnType<typeof startTwo>>;
    beforeAll(async () => {
      two = await startTwo();
      return async () => void (await two.stop());
    });

    test('give the same verdicts as one mock, with requests spread over both', async () => {
      const { store, mocks, url } = two;
      const contract = loadContract({ ruleSet: 'observed' });
      const service = await serve({ contract, place: { url: store }, host: '127.0.0.1', port: 0 });
      const alone = await serve({ contract, place: 'memory', host: '127.0.0.1', port: 0 });
      const [spread, usual] = await Promise.all([
        rehearseInProcess({ service, apiUrl: url, concurrency: 4 }),
        rehearseInProcess({ service: alone, concurrency: 4 }),
      ]);
      expect(verdictsOf(spread)).toEqual(verdictsOf(usual));
      expect(new Set(Object.values(verdictsOf(spread)))).toEqual(new Set(['pass']));
      const [here, there] = await alike(mocks, '/scenarios');
      expect(here).toEqual(there);
      expect(JSON.stringify(here)).toContain('"verdict":"pass"');
      const [journal, other] = await alike(mocks, '/exchanges?limit=1000');
      expect(journal).toEqual(other);
      await Promise.all([service.close(), alone.close()]);
    });

    test('inject a planned fault once, in either of them', async () => {
      const { mocks, url } = two;
      const client = await apiClient(url);
      const plan = [{ on: 'receiveMovement', times: 1, fault: { kind: 'status', status: 500 } }];
      await control(mocks[0].url, '/faults', 'PUT', plan);
      const statuses: number[] = [];
      for (let count = 0; count < 6; count++) {
        statuses.push((await client.send('POST', '/movements/receive', movement)).status);
      }
      expect(statuses).toEqual([500, 201, 201, 201, 201, 201]);
      expect(await control(mocks[1].url, '/faults')).toMatchObject([{ times: 0 }]);
    });

    test('show each other’s traffic live', async () => {
      const { mocks } = two;
      const events = await fetch(`${mocks[1].url}/_rehearsal/events`);
      const text = events.body?.pipeThrough(new TextDecoderStream()).getReader();
      const client = await apiClient(mocks[0].url);
      const created = trackingIdIn(await client.send('POST', '/movements/receive', movement));
      let heard = '';
      while (!heard.includes(created)) {
        const { value, done } = (await text?.read()) ?? { done: true, value: '' };
        heard += value;
        if (done) break;
      }
      expect(heard).toContain(created);
      await text?.cancel();
    });

    test('start without changing plans and data of each other', async () => {
      const { store, mocks } = two;
      const plan = [{ on: 'receiveMovement', times: 1, fault: { kind: 'lost-answer' } }];
      await control(mocks[0].url, '/faults', 'PUT', plan);
      await control(mocks[0].url, '/clock', 'POST', { advance: '2h' });
      const third = await startMockProcess(['--store', store]);
      expect(await control(third.url, '/faults')).toMatchObject(plan);
      const { now } = Object(await control(third.url, '/clock'));
      expect(Date.parse(now) - Date.now()).toBeGreaterThan(7_000_000);
      await third.stop();
    });
  });

  test('share the rate limit of a client', async () => {
    const { url, stop } = await startTwo('--rate-limit', '20', '--burst', '0');
    const client = await apiClient(url);
    // At the beginning of a second nothing has been counted yet; which second it is, the first request decides.
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => client.send('GET', '/reference-data/pop-names')),
    );
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    expect(count(200) + count(429)).toBe(40);
    expect(count(429)).toBeGreaterThan(0);
    expect(count(200)).toBeGreaterThanOrEqual(20);
    await stop();
  });

  test('lose nothing acknowledged if one is killed, and the other goes on', { timeout: 300_000 }, async () => {
    const store = await server.newDatabase();
    const other = await startMockProcess(['--store', store, '--rate-limit', '0']);
    const client = await apiClient(other.url);
    let isOver = false;
    const ids: string[] = [];
    const goingOn = (async () => {
      while (!isOver) {
        ids.push(trackingIdIn(await client.send('POST', '/movements/receive', movement)));
        await setTimeout(20);
      }
    })();
    const kills = await crashUnderLoad({ kills: 4, args: ['--store', store], clients: 6 });
    isOver = true;
    await goingOn;
    expect(kills.lost).toEqual([]);
    expect(kills.kills).toBe(4);
    expect(kills.created).toBeGreaterThan(0);
    expect(ids.every((id) => /^\d\d[A-Z0-9]{6,}$/.test(id))).toBe(true);
    await other.stop();
  });

  test('are shown with a URL without password, and end with 0', async () => {
    const store = (await server.newDatabase()).replace('postgres@', 'postgres:hush-hush@');
    const mock = await startMockProcess([], { env: { REHEARSAL_STORE: store } });
    const { code, stdout, stderr } = await mock.stop();
    expect(code).toBe(0);
    expect(stderr).toContain(`data ${store.replace(':hush-hush', '')}\n`);
    expect(stdout + stderr).not.toContain('hush');
    const watch = await startWatch(['--store', store, '--out', folder.path('report')]);
    const watched = await watch.stop('SIGINT');
    expect(watched.code).toBeLessThan(2);
    expect(watched.stdout + watched.stderr).not.toContain('hush');
  });

  test('keep receipts that can be assessed afterwards', async () => {
    const store = await server.newDatabase();
    const contract = loadContract({ ruleSet: 'observed' });
    const service = await serve({ contract, place: { url: store }, host: '127.0.0.1', port: 0 });
    const client = await apiClient(service.url);
    const id = trackingIdIn(await client.send('POST', '/movements/receive', movement));
    await service.close();
    const file = folder.path('submission.json');
    writeFileSync(file, JSON.stringify([{ scenarioId: 'R01', wasteTrackingId: id }]));
    const { code, stdout, stderr } = await runInProcess(['assess', '--submission', file, '--store', store, '--json']);
    expect(stderr).toBe('');
    expect(code).toBeLessThan(2);
    expect(JSON.parse(stdout)).toMatchObject([{ scenarioId: 'R01', wasteTrackingId: id }]);
  });

  test.each([
    [['--store', 'postgres://tester:hush@127.0.0.1:1/r'], /cannot use postgres:\/\/tester@127\.0\.0\.1:1\/r /],
    [['--store', 'hush'], /--store is not the address of a PostgreSQL database/],
    [['--store', 'postgres://h/hush', '--data', 'd'], /--store and --data exclude each other/],
    [['--store', 'postgres://h/hush', '--memory'], /--store and --memory exclude each other/],
  ])('are refused with %j: exit code 2, the place and the fix, and no password', async (args, words) => {
    const { code, stdout, stderr } = await runInProcess(['mock', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(words);
    expect(stderr).not.toContain('hush');
  });
});
