import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type OpenMock, openMock } from '../testing/open-mock.ts';

/** Requests that no client library would send, and rules that depend on the bound address. */
let mock: OpenMock | undefined;
afterEach(() => mock?.app.close());

async function listen(host: string, controlToken?: string): Promise<number> {
  mock = await openMock(controlToken === undefined ? {} : { controlToken });
  await mock.app.listen({ host, port: 0 });
  return (mock.app.server.address() as AddressInfo).port;
}

/** Sends these lines unchanged, and returns the status of the response. */
async function statusOf(port: number, lines: readonly string[], host = '127.0.0.1'): Promise<number> {
  const socket = connect(port, host);
  socket.write([...lines, 'Connection: close', '', ''].join('\r\n'));
  let answer = '';
  socket.setEncoding('utf8').on('data', (text) => {
    answer += text;
  });
  await once(socket, 'close');
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
}

const get = (target: string, ...headers: string[]) => [`GET ${target} HTTP/1.1`, ...headers];
const clock = '/_rehearsal/clock';

describe('the control API of a mock that listens on this machine only', () => {
  it('responds to the name of this machine, with any port', async () => {
    const port = await listen('127.0.0.1');
    for (const host of [`127.0.0.1:${port}`, `LOCALHOST:${port}`, 'localhost:80', '[::1]']) {
      expect([host, await statusOf(port, get(clock, `Host: ${host}`))]).toEqual([host, 200]);
    }
  });

  it.each<[string, string[]]>([
    ['a name that was made to resolve here', get(clock, 'Host: rebinding.example')],
    ['a name that begins like this machine', get(clock, 'Host: 127.0.0.1.rebinding.example')],
    ['an empty name', get(clock, 'Host: ')],
    ['two names', get(clock, 'Host: localhost', 'Host: rebinding.example')],
    ['the same name twice, in other words', get(clock, 'Host: rebinding.example', 'hOST: localhost')],
    ['a full URL', get(`http://rebinding.example${clock}`, 'Host: localhost')],
    ['a full URL, with a user', get(`http://localhost@rebinding.example${clock}`, 'Host: localhost')],
    ['no name, as long ago', [`GET ${clock} HTTP/1.0`]],
    ['an origin', get(clock, 'Host: localhost', 'Origin: http://rebinding.example')],
    ['an origin that hides', get(clock, 'Host: localhost', 'Origin: null')],
    ['the page of another site', get(clock, 'Host: localhost', 'Sec-Fetch-Site: cross-site')],
  ])('refuses a request with %s', async (_, lines) => {
    const port = await listen('127.0.0.1');
    expect([400, 403]).toContain(await statusOf(port, lines));
  });

  it('responds to a full URL of this machine', async () => {
    const port = await listen('127.0.0.1');
    expect(await statusOf(port, get(`http://localhost:${port}${clock}`, 'Host: localhost'))).toBe(200);
  });
});

describe('the control API of a mock that listens beyond this machine', () => {
  it('refuses every request without a control token, even from this machine', async () => {
    const port = await listen('0.0.0.0');
    for (const target of [clock, '/_rehearsal/exchanges', '/_rehearsal/nowhere']) {
      expect(await statusOf(port, get(target, 'Host: localhost'))).toBe(403);
    }
    expect(await statusOf(port, get('/health', 'Host: localhost'))).toBe(200);
  });

  it('responds to requests with the control token', async () => {
    const port = await listen('0.0.0.0', 'a-control-token');
    const named = 'Host: mock.example';
    expect(await statusOf(port, get(clock, named, 'Authorization: Bearer a-control-token'))).toBe(200);
    expect(await statusOf(port, get(clock, named))).toBe(403);
  });
});
