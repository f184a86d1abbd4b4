import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../../mock/store/sqlite/sqlite-store.ts';
import { apiClient, trackingIdIn } from '../../testing/api-client.ts';
import { checkout, startMockProcess, temporaryFolder } from '../../testing/run-command.ts';
import { runInProcess } from '../../testing/run-in-process.ts';
import { testBrief } from '../../testing/test-brief.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const { movement } = testBrief();

describe.concurrent('mock', () => {
  test('prints one line with its URL, answers there, and stops on a signal', async () => {
    const mock = await startMockProcess(['--memory']);
    expect(mock.line).toMatch(/ http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    const health = await request(`${mock.url}/health`);
    expect([health.statusCode, await health.body.json()]).toEqual([200, { message: 'success' }]);
    const { code, stdout, stderr } = await mock.stop('SIGTERM');
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${mock.line}\n` });
    expect(stderr).toContain(`POST ${mock.url}/oauth2/token`);
    await expect(request(`${mock.url}/health`)).rejects.toThrow('ECONNREFUSED');
  });

  test('ends with 0 on Ctrl-C, even with an open connection, and keeps nothing with --memory', async () => {
    const cwd = folder.path('nothing');
    mkdirSync(cwd);
    const mock = await startMockProcess(['--memory'], { cwd });
    const client = await apiClient(mock.url);
    expect(await client.send('POST', '/movements/receive', movement)).toMatchObject({ status: 201 });
    const idle = connect(Number(new URL(mock.url).port), '127.0.0.1').on('error', () => {});
    await once(idle, 'connect');
    expect((await mock.stop('SIGINT')).code).toBe(0);
    idle.destroy();
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('finds receipts, journal and tokens again on the same data', async () => {
    const data = folder.path('data');
    const first = await startMockProcess(['--data', data]);
    const before = await apiClient(first.url);
    const created = await before.send('POST', '/movements/receive', movement);
    expect(created.status).toBe(201);
    await first.stop();

    const second = await startMockProcess(['--data', data]);
    const after = await apiClient(second.url, { token: before.token });
    const path = `/movements/${trackingIdIn(created)}/receive`;
    expect(await after.send('PUT', path, { ...movement, yourUniqueReference: 'TICKET-0002' })).toMatchObject({
      status: 200,
    });
    const third = await after.send('POST', '/movements/receive', movement);
    expect(trackingIdIn(third)).not.toBe(trackingIdIn(created));
    await second.stop();

    const store = openSqliteStore({ folder: data });
    const journal = await store.exchanges({});
    const stored = await store.movement(trackingIdIn(created));
    await store.close();
    expect(journal.map(({ seq, operationId }) => [seq, operationId])).toEqual([
      [1, 'issueToken'],
      [2, 'receiveMovement'],
      [3, 'updateMovement'],
      [4, 'receiveMovement'],
    ]);
    expect(stored).toMatchObject({ revision: 2, receipt: { yourUniqueReference: 'TICKET-0002' } });
  });

  test('keeps its data in .rehearsal by default', async () => {
    const cwd = folder.path('default');
    mkdirSync(cwd);
    const mock = await startMockProcess([], { cwd });
    await mock.stop();
    expect(existsSync(`${cwd}/.rehearsal/rehearsal.sqlite`)).toBe(true);
  });

  test('answers without the known defects on request, and with them by default', async () => {
    const answer = async (...args: string[]) => {
      const mock = await startMockProcess(['--memory', ...args]);
      const client = await apiClient(mock.url);
      const { status } = await client.send('POST', '/movements/receive', {
        ...movement,
        hazardousWasteConsignmentCode: [['CJTILE/A0001']],
      });
      const { stderr } = await mock.stop();
      return [status, stderr.includes('no defects')];
    };
    expect(await Promise.all([answer(), answer('--no-defects'), answer('--rules', 'published')])).toEqual([
      [201, false],
      [400, true],
      [400, true],
    ]);
  });

  test('starts its tracking ids at a number derived from the seed', async () => {
    const ids = async (seed: string) => {
      const mock = await startMockProcess(['--memory', '--seed', seed]);
      const client = await apiClient(mock.url);
      const created = await client.send('POST', '/movements/receive', movement);
      await mock.stop();
      return trackingIdIn(created);
    };
    const [one, same, other] = await Promise.all([ids('5'), ids('5'), ids('6')]);
    expect(one).toMatch(/^\d\d[A-Z0-9]{6}/);
    expect([same === one, other === one]).toEqual([true, false]);
  });
});

describe.concurrent('a mock that cannot start', () => {
  // Where it would keep its data.
  beforeAll(() => {
    process.chdir(folder.path());
    return () => process.chdir(checkout);
  });
  const file = (name: string, text: string) => {
    writeFileSync(folder.path(name), text);
    return folder.path(name);
  };
  const overlay = (action: string) =>
    `overlay: 1.0.0\ninfo: { title: mine, version: '1' }\nactions:\n  - target: ${action}\n    description: x\n    x-source: mine\n    x-since: '2026'\n    x-reason: x\n    remove: true\n`;
  const noYaml = file('no.yaml', 'a: [1\nb: }');
  const noOpenApi = file('other.yaml', 'swagger: "2.0"');
  const noReceipts = file('empty.yaml', 'openapi: 3.0.3\ninfo: { title: mine, version: "1" }\npaths: {}');
  const noOverlay = file('no-overlay.yaml', 'actions: []');
  const noTarget = file('no-target.yaml', overlay('$.nowhere'));
  const noQuery = file('no-query.yaml', overlay('"$..["'));
  const noFolder = file('plain-file', '');
  const missing = folder.path('missing.yaml');

  test.each<{ what: string; args: string[]; says: string[] }>([
    { what: 'a document that is not there', args: ['--spec', missing], says: [missing, 'ENOENT'] },
    { what: 'a folder for a document', args: ['--spec', folder.path()], says: [folder.path(), 'EISDIR'] },
    {
      what: 'a document that is not YAML',
      args: ['--spec', noYaml],
      says: [noYaml, 'neither YAML nor JSON', 'line 2'],
    },
    { what: 'a document that is not OpenAPI', args: ['--spec', noOpenApi], says: [noOpenApi, 'not an OpenAPI 3.0'] },
    {
      what: 'a document without receipts',
      args: ['--spec', noReceipts, '--rules', 'published'],
      says: [noReceipts, '/movements/receive.post.requestBody'],
    },
    { what: 'an overlay that is not there', args: ['--overlay', missing], says: [missing, 'ENOENT'] },
    { what: 'an overlay that is not YAML', args: ['--overlay', noYaml], says: [noYaml, 'neither YAML nor JSON'] },
    { what: 'a file that is not an overlay', args: ['--overlay', noOverlay], says: [noOverlay, 'overlay: 1.0.0'] },
    {
      what: 'an overlay that fits nothing',
      args: ['--overlay', noTarget],
      says: [noTarget, 'actions[0]', '$.nowhere'],
    },
    { what: 'an overlay with a broken query', args: ['--overlay', noQuery], says: [noQuery, 'actions[0]', '$..['] },
    { what: 'data below a file', args: ['--data', `${noFolder}/data`], says: [`${noFolder}/data`, '--memory'] },
    { what: 'a size that is not a number', args: ['--memory', '--keep', 'some'], says: ['--keep'] },
    { what: 'keeping nothing', args: ['--memory', '--keep', '0'], says: ['--keep'] },
    { what: 'an age in another unit', args: ['--memory', '--keep', '7w'], says: ['--keep', '7d'] },
    { what: 'receipts to forget, and no limit', args: ['--memory', '--forget-receipts'], says: ['--keep'] },
    { what: 'an address of another machine', args: ['--memory', '--host', '192.0.2.1'], says: ['192.0.2.1', '--host'] },
  ])('for $what names it and ends with exit code 2', async ({ args, says }) => {
    const ended = await runInProcess(['mock', '--port', '0', ...args]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    for (const part of says) expect(ended.stderr).toContain(part);
    expect(ended.stderr).not.toMatch(/^ +at /m);
  });

  test('for a port in use names it and the fix, and ends with exit code 2', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    const { port } = occupant.address() as AddressInfo;
    const { code, stdout, stderr } = await runInProcess(['mock', '--memory', '--port', String(port)]);
    occupant.close();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`port ${port} on 127.0.0.1 is in use: choose another with --port`);
  });
});
