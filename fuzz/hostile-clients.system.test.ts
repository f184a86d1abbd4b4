import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Attack, type Headers, requestText } from './attack.ts';
import { dribble, maxOpen, open, openMany } from './hostile-connections.ts';
import { readAnswers } from './read-answers.ts';
import { hidden, smuggled, smugglings } from './smuggling.ts';
import { openStage, type Stage } from './stage.ts';
import { openLine } from './wire.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.stop());

/** Returns the status that another client gets meanwhile. */
async function served(): Promise<number> {
  return (await stage.ask('GET', '/reference-data/pop-names')).status;
}

const statusesIn = (text: string) =>
  readAnswers(Buffer.from(text, 'latin1'), false).answers.map(({ status }) => status);

describe.concurrent('a client that takes its time', () => {
  test('over the head of a request is cut off, and others are served', async () => {
    const slow = await openMany(stage.port, 50);
    for (const each of slow) void dribble(each, `GET /health HTTP/1.1\r\n${'x: y\r\n'.repeat(100)}`, 500);
    expect(await served()).toBe(200);
    await Promise.all(slow.map(({ ended }) => ended));
    expect(statusesIn(slow[0]?.received() ?? '')).toEqual([408]);
  });

  test('over its body is cut off as well', async () => {
    const slow = await openMany(stage.port, 50);
    const { token } = stage.material();
    const head = `POST /movements/receive HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-length: 900\r\n\r\n`;
    for (const each of slow) {
      each.socket.write(head);
      void dribble(each, ' '.repeat(200), 500);
    }
    expect(await served()).toBe(200);
    await Promise.all(slow.map(({ ended }) => ended));
  });

  test('and never says anything is cut off as well', async () => {
    const silent = await open(stage.port);
    await silent.ended;
    expect(statusesIn(silent.received())).toEqual([408]);
  });
});

test('10,000 idle connections, or as many as the system lets one have, cost little, and others are served', async () => {
  const count = Math.min(10_000, maxOpen() - 500);
  const before = stage.memory();
  const idle = await openMany(stage.port, count);
  expect(idle.filter(({ socket }) => socket.destroyed)).toEqual([]);
  expect(await served()).toBe(200);
  expect(stage.memory() - before).toBeLessThan(400);
  for (const { socket } of idle) socket.destroy();
  expect(await served()).toBe(200);
  if (count < 10_000) process.stderr.write(`only ${count} connections were tried: see ulimit -n\n`);
});

test('a client that ends its half of the connection has the other half ended', async () => {
  const halves = await openMany(stage.port, 100);
  for (const { socket } of halves)
    socket.end('POST /movements/receive HTTP/1.1\r\nhost: x\r\ncontent-length: 900\r\n\r\n{');
  await Promise.all(halves.map(({ ended }) => ended));
  expect(await served()).toBe(200);
});

test('clients that go before their answer leave nothing behind', async () => {
  const { token } = stage.material();
  const request = `POST /movements/receive HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-length: 900\r\n\r\n{`;
  for (const { socket } of await openMany(stage.port, 500)) {
    socket.write(request);
    socket.resetAndDestroy();
  }
  expect(await served()).toBe(200);
  expect(stage.complaints()).toBe('');
});

describe('a head that is too large', () => {
  test.each([
    ['one long line', `x: ${'y'.repeat(100_000)}`],
    ['many lines', 'x: y\r\n'.repeat(20_000)],
    ['a long name', `${'x'.repeat(100_000)}: y`],
  ])('of %s is refused, and its connection ended', async (_, lines) => {
    const { socket, received, ended } = await open(stage.port);
    socket.write(`GET /health HTTP/1.1\r\nhost: x\r\n${lines}\r\n\r\n`);
    await ended;
    // If the connection ends with unread input, the response can be lost.
    expect(statusesIn(received()).filter((status) => status !== 431)).toEqual([]);
    expect(await served()).toBe(200);
  });
});

describe('requests in one go', () => {
  test('are answered each, in their order', async () => {
    const { socket, received } = await open(stage.port);
    const [good, wrong] = ['/health', '/nowhere'].map((path) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`);
    socket.write(`${good}${wrong}`.repeat(300));
    await vi.waitUntil(() => statusesIn(received()).length >= 600, { timeout: 30_000 });
    socket.destroy();
    expect(statusesIn(received())).toEqual(Array.from({ length: 300 }, () => [200, 404]).flat());
  });

  test('whose answers nobody reads are not all answered at once', async () => {
    const before = stage.memory();
    const { token } = stage.material();
    const request = `GET /reference-data/ewc-codes HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`;
    const { socket } = await open(stage.port, false);
    socket.pause();
    // 700 MB of responses.
    socket.write(request.repeat(3000));
    await delay(2000);
    expect(await served()).toBe(200);
    expect(stage.memory() - before).toBeLessThan(400);
    socket.destroy();
  });
});

test('a follower of the journal who does not read is cut off, so that nothing is kept for it without end', async () => {
  const follower = await open(stage.port, false);
  follower.socket.write('GET /_rehearsal/events HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n');
  follower.socket.pause();
  const before = stage.memory();
  for (let sent = 0; sent < 120; sent++)
    await stage.ask('POST', '/movements/receive', { unknown: 'x'.repeat(900_000) });
  expect(stage.memory() - before).toBeLessThan(400);
  // It reads what is in flight, and the end after it.
  follower.socket.resume();
  await follower.ended;
  expect(await served()).toBe(200);
});

describe('a request with two ends', () => {
  test.each(smugglings)('by $name hides no other', async (smuggling) => {
    const { socket, received, ended } = await open(stage.port);
    socket.write(smuggled(smuggling, stage.material().token));
    await ended;
    expect(statusesIn(received())).toEqual([400]);
    expect(received()).not.toContain('openapi');
  });

  test('is told from two that follow each other', async () => {
    const { socket, received } = await open(stage.port);
    socket.write(smuggled({ name: '', framing: 'content-length: 0', body: hidden }, stage.material().token));
    await vi.waitUntil(() => statusesIn(received()).length >= 2, { timeout: 30_000 });
    socket.destroy();
    expect(statusesIn(received())).toEqual([400, 200]);
  });
});

test('an address in full that is none is no address of the service', async () => {
  const { socket, received, ended } = await open(stage.port);
  socket.write('GET http://[::1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  await ended;
  expect(statusesIn(received())).toEqual([404]);
});

describe('a client that goes before its answer', () => {
  /** A malformed request after a valid one: the server ends the connection while the first is being processed. */
  const mutated = (text: string): Attack => ({ level: 'bytes', name: '', text: `${text}y`, isAlone: true });
  const post = (path: string, headers: Headers, body: string) =>
    mutated(requestText({ method: 'POST', path, headers: [...headers, ['content-type', 'application/json']], body }));
  const sendOften = (attack: Attack) =>
    Promise.all(Array.from({ length: 40 }, () => openLine(stage.port).send(attack)));

  test('is refused once, where it has no token', async () => {
    const before = stage.complaints();
    await sendOften(post('/movements/receive', [], '{}'));
    expect(stage.complaints()).toBe(before);
  });

  test('has nothing stored, where a planned fault is the answer', async () => {
    const before = stage.complaints();
    const fault = { on: 'receiveMovement', times: 'always', fault: { kind: 'status', status: 503 } };
    await stage.ask('PUT', '/_rehearsal/faults', [fault]);
    const { token } = stage.material();
    await sendOften(post('/movements/receive', [['authorization', `Bearer ${token}`]], JSON.stringify({})));
    await stage.ask('PUT', '/_rehearsal/faults', []);
    expect(stage.complaints()).toBe(before);
  });

  test('and may not use the control API, has not used it', async () => {
    await sendOften(post('/_rehearsal/organisations', [['host', 'example.com']], '{"organisationId":"other"}'));
    const { status } = await stage.ask('PATCH', '/_rehearsal/organisations/other', { serviceChargeExpiry: null });
    expect(status).toBe(404);
  });
});
