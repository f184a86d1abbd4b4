import { Server } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type OpenMock, openMock } from './testing/open-mock.ts';

let mock: OpenMock;
beforeAll(async () => {
  mock = await openMock();
});

const notFound = { statusCode: 404, error: 'Not Found', message: 'Not Found' };

describe('the mock', () => {
  it('never listens by itself', async () => {
    const listen = vi.spyOn(Server.prototype, 'listen');
    const { app, send } = await openMock();
    await app.ready();
    await send('GET', '/health');
    await setTimeout(20);
    expect(listen).not.toHaveBeenCalled();
    expect(app.server.listening).toBe(false);
    listen.mockRestore();
  });

  it('reports its health', async () => {
    const answer = await mock.send('GET', '/health', { authorization: null });
    expect([answer.statusCode, answer.json()]).toEqual([200, { message: 'success' }]);
  });

  it.each([
    ['GET', '/'],
    ['GET', '/nowhere'],
    ['GET', '/Health'],
    ['GET', '/health//'],
    ['POST', '/health'],
    ['GET', '/movements/receive'],
    ['POST', '/Movements/receive'],
    ['PATCH', '/movements/26BHUT6U/receive'],
    // Fastify requires a content type for this method.
    ['QUERY', '/movements/receive'],
    ['GET', '/production-approval-tests'],
    ['GET', '/%'],
    ['GET', '/%E0%A4%A'],
    ['POST', '/movements/%E0%A4%A/receive'],
  ])('has nothing for %s %s, and asks for no token to say so', async (method, path) => {
    for (const authorization of [null, 'Bearer a.b.c']) {
      const answer = await mock.send(method, path, { authorization });
      expect([answer.statusCode, answer.json()]).toEqual([404, notFound]);
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    }
  });

  it('accepts a trailing slash, and any query', async () => {
    expect((await mock.send('GET', '/health/?a=%')).statusCode).toBe(200);
  });

  it('leaves its store open when it closes', async () => {
    const other = await openMock();
    await other.app.close();
    expect(await other.store.setting('signing-key')).toBeDefined();
  });
});
