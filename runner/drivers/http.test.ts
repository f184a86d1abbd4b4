import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import type { Brief } from '../../spec/types/brief.ts';
import { testBacklog, testBrief } from '../testing/test-brief.ts';
import type { Driver } from './driver.ts';
import { httpDriver } from './http.ts';

const secret = 'keep-this-to-yourself';
const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJub2JvZHkifQ.bm90LXNpZ25lZA';
const brief = testBrief({ clientSecret: secret });

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Starts a running product and its driver. */
async function product(listener: RequestListener, options = { timeoutMs: 20_000 }, path = '/brief'): Promise<Driver> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const driver = httpDriver(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, options);
  closers.push(async () => {
    await driver.close?.();
    server.closeAllConnections();
    server.close();
  });
  return driver;
}

type Answer = (brief: Brief, request: IncomingMessage) => unknown;

/** One that answers with JSON. */
function answers(answer: Answer, status = 200, headers: Record<string, string> = {}): RequestListener {
  return async (request: IncomingMessage, response: ServerResponse) => {
    const body = answer(JSON.parse(await text(request)), request);
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

async function problemOf(listener: RequestListener, timeoutMs = 20_000, path?: string): Promise<string> {
  const driverResult = await (await product(listener, { timeoutMs }, path)).drive(brief);
  return driverResult.kind === 'driver-error' ? driverResult.problem : `none: ${JSON.stringify(driverResult)}`;
}

describe('a product that answers', () => {
  test('gets the complete brief as JSON, and answers with the outcome', async () => {
    const heard: unknown[] = [];
    const driver = await product(
      answers((asked, { method, url, headers }) => {
        heard.push(asked, method, url, headers['content-type']);
        return { outcome: 'accepted', wasteTrackingId: '26BHUT6U' };
      }, 201),
    );
    const outcome = { outcome: 'accepted', wasteTrackingId: '26BHUT6U' };
    expect(await driver.drive(brief)).toEqual({ kind: 'outcome', outcome });
    expect(heard).toEqual([brief, 'POST', '/brief', 'application/json']);
  });

  test('answers for each of several receipts', async () => {
    const driver = await product(
      answers(({ scenario }) => ({
        results: [{ outcome: 'accepted' }, { outcome: 'failed', messages: [scenario.id] }],
      })),
    );
    const outcomes = [{ outcome: 'accepted' }, { outcome: 'failed', messages: ['R01'] }];
    expect(await driver.drive(testBacklog(2))).toEqual({ kind: 'outcomes', outcomes });
  });

  test('may get several briefs at a time, and each outcome goes to its brief', async () => {
    const waiting: (() => void)[] = [];
    const driver = await product(async (request, response) => {
      const { scenario } = JSON.parse(await text(request));
      waiting.push(() => response.end(JSON.stringify({ outcome: 'failed', messages: [scenario.id] })));
      if (waiting.length === 5) for (const go of waiting.reverse()) go();
    });
    const ids = ['A', 'B', 'C', 'D', 'E'];
    const driverResult = ids.map((id) => driver.drive({ ...brief, scenario: { ...brief.scenario, id } }));
    expect(await Promise.all(driverResult)).toEqual(
      ids.map((id) => ({ kind: 'outcome', outcome: { outcome: 'failed', messages: [id] } })),
    );
  });

  test('may close its connections', async () => {
    const driver = await product(answers(() => ({ outcome: 'accepted' }), 200, { connection: 'keep-alive' }));
    for (let turn = 0; turn < 3; turn++) {
      expect((await driver.drive(brief)).kind).toBe('outcome');
    }
  });

  test('has no secret in its messages', async () => {
    const driver = await product(
      answers(({ connection }) => ({ outcome: 'failed', messages: [connection.clientSecret, token] })),
    );
    const outcome = { outcome: 'failed', messages: ['***', '***'] };
    expect(await driver.drive(brief)).toEqual({ kind: 'outcome', outcome });
  });
});

describe('a product that gives no outcome', () => {
  test.each<[string, RequestListener, string[]]>([
    ['it fails', answers(() => 'no such table', 500), ['answered 500', 'a 2xx status', 'Body: "no such table"']],
    ['it refuses', answers(() => '', 400), ['answered 400']],
    ['there is no such path', answers(() => 'lost', 404), ['answered 404', 'Is the path correct?']],
    ['the path takes no POST', answers(() => '', 405), ['answered 405', 'accept POST?']],
    ['it answers with words', answers(() => 'done'), ['The response body should be the outcome', 'found "done"']],
    ['it answers with a page', answers(() => '<html>'), ['found "<html>"', 'Example: {']],
    ['it answers with nothing', answers(() => '', 204), ['answered 204', 'an empty body', 'Example: {']],
    ['it answers too much', answers(() => 'x'.repeat(5_000_000)), ['larger than 4 MiB']],
    ['it hangs up', (request) => request.socket.destroy(), ['failed', 'was closed', 'log']],
    [
      'it hangs up within the answer',
      (request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"outcome":', () => request.socket.destroy());
      },
      ['closed before the response was complete'],
    ],
    ['it speaks no HTTP', (request) => request.socket.end('hello\r\n\r\n'), ['failed']],
  ])('says that %s', async (_what, listener, expected) => {
    const problem = await problemOf(listener);
    for (const part of ['POST http://127.0.0.1:', ...expected]) expect(problem).toContain(part);
  });

  test('times out, whether it is silent or slow', async () => {
    for (const listener of [() => {}, (_: IncomingMessage, response: ServerResponse) => void response.write('{')]) {
      expect(await problemOf(listener, 300)).toContain('failed: no response after 0.3 s. Increase --timeout');
    }
  });

  test('is reported if nothing listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const driver = httpDriver(`http://127.0.0.1:${port}/brief`, { timeoutMs: 20_000 });
    const expected = { kind: 'driver-error', problem: expect.stringMatching(/connection refused \(ECONNREFUSED\)/) };
    expect(await driver.drive(brief)).toEqual(expected);
  });

  test('is reported if the server does not use the TLS of its URL', async () => {
    const server = createServer(answers(() => ({ outcome: 'accepted' }))).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const driver = httpDriver(`https://127.0.0.1:${port}/brief`, { timeoutMs: 20_000 });
    const expected = {
      kind: 'driver-error',
      problem: expect.stringContaining('Should the URL begin with http://?'),
    };
    expect(await driver.drive(brief)).toEqual(expected);
    await driver.close?.();
    server.close();
  });

  test('is not followed to another URL, because the brief has a secret', async () => {
    const paths: unknown[] = [];
    const problem = await problemOf((request, response) => {
      paths.push(request.url);
      response.writeHead(307, { location: '/elsewhere?access_token=abc' }).end();
    });
    expect(problem).toContain(
      'Redirects are not followed: use the final URL. It points to "/elsewhere?access_token=***"',
    );
    expect(paths).toEqual(['/brief']);
  });

  test('is quoted without secrets, including those of its URL', async () => {
    const listener = answers(({ connection }) => `token ${token} ${connection.clientSecret}`, 500);
    const problem = await problemOf(listener, 20_000, `/brief?token=hush-hush&a=${secret}#part`);
    expect(problem).toContain('/brief?token=***&a=*** answered 500');
    expect(problem).toContain('Body: "token *** ***"');
  });
});
