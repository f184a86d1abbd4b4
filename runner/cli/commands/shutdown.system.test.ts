import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { at } from '../../../spec/json.ts';
import { apiClient } from '../../testing/api-client.ts';
import { startMockProcess, startWatch, temporaryFolder } from '../../testing/run-command.ts';
import { testBrief } from '../../testing/test-brief.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const { movement } = testBrief();

const slow = folder.path('slow.yaml');
writeFileSync(slow, '[{on: receiveMovement, times: 1, fault: {kind: delay, ms: 400}}]');

/** A connection on which these lines were sent, once the other side has said something or nothing is to be waited for. */
async function talk(url: string, text: string, isAnswered: boolean): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  if (text !== '') socket.write(text);
  if (isAnswered) await once(socket, 'data');
  return socket;
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
const halfSent = 'POST /movements/receive HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Le';
const halfABody = `POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\ngrant_type=`;

describe.concurrent('stopped by SIGTERM', () => {
  test.each([
    ['mock', startMockProcess, ['--board']],
    ['watch', startWatch, ['--out', folder.path('report')]],
  ] as const)('%s completes requests in flight and ends with 0, even with open connections', async (_, start, args) => {
    const service = await start(['--memory', '--faults', slow, ...args]);
    const { send } = await apiClient(service.url);
    const held = await Promise.all([
      talk(service.url, '', false),
      talk(service.url, get('/health'), true),
      talk(service.url, halfSent, false),
      talk(service.url, halfABody, false),
      talk(service.url, get('/_rehearsal/events'), true),
      talk(service.url, get('/_rehearsal/board/events'), true),
    ]);
    const underWay = send('POST', '/movements/receive', movement);
    // The request is in flight once the mock has used the planned fault.
    for (let left = 1; left > 0; ) left = Number(at((await send('GET', '/_rehearsal/faults')).json, 0, 'times'));
    const ended = service.stop('SIGTERM');
    expect(await underWay).toMatchObject({ status: 201 });
    // Watched traffic has verdicts, and not all of them can be passes.
    expect((await ended).code).toBe(service.line.includes('watches') ? 1 : 0);
    for (const socket of held) socket.destroy();
  });
});
