import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Attack, type Headers, requestText } from './attack.ts';
import { maxOpen, open, openMany, type Raw, sendSlowly } from './hostile-connections.ts';
import { readAnswers } from './read-answers.ts';
import { hidden, smuggled, smugglings } from './smuggling.ts';
import { openStage, type Stage } from './stage.ts';
import { openLine } from './wire.ts';

let stage: Stage;
/** What is slow is disconnected after half a minute: it begins first, and the last tests wait for the rest of it. */
let slow: { heads: Raw[]; bodies: Raw[]; silent: Raw };
beforeAll(async () => {
  stage = await openStage();
  const [heads, bodies, silent] = [
    await openMany(stage.port, 50),
    await openMany(stage.port, 50),
    await open(stage.port),
  ];
  for (const each of heads) void sendSlowly(each, `GET /health HTTP/1.1\r\n${'x: y\r\n'.repeat(100)}`, 500);
  const { token } = stage.material();
  const head = `POST /movements/receive HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-length: 900\r\n\r\n`;
  for (const each of bodies) {
    each.socket.write(head);
    void sendSlowly(each, ' '.repeat(200), 500);
  }
  slow = { heads, bodies, silent };
});
afterAll(() => stage.stop());

/** Returns the status that another client gets meanwhile. */
async function served(): Promise<number> {
  return (await stage.ask('GET', '/reference-data/pop-names')).status;
}

const statusesIn = (text: string) =>
  readAnswers(Buffer.from(text, 'latin1'), false).answers.map(({ status }) => status);

test('a hundred slow clients leave the mock free for others', async () => {
  expect(await served()).toBe(200);
});

test('10,000 idle connections, or as many as the system allows, cost little, and others are served', async () => {
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

test('the mock ends its half of a connection when the client has', async () => {
  const halves = await openMany(stage.port, 100);
  for (const { socket } of halves)
    socket.end('POST /movements/receive HTTP/1.1\r\nhost: x\r\ncontent-length: 900\r\n\r\n{');
  await Promise.all(halves.map(({ ended }) => ended));
  expect(await served()).toBe(200);
});

test('clients that disconnect before their response leave nothing behind', async () => {
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

describe('pipelined requests', () => {
  test('each get a response, in order', async () => {
    const { socket, received } = await open(stage.port);
    const [good, wrong] = ['/health', '/nowhere'].map((path) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`);
    socket.write(`${good}${wrong}`.repeat(300));
    await vi.waitUntil(() => statusesIn(received()).length >= 600);
    socket.destroy();
    expect(statusesIn(received())).toEqual(Array.from({ length: 300 }, () => [200, 404]).flat());
  });

  test('are not all processed at once if the client does not read', async () => {
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

test('a follower of the journal that does not read is disconnected, so that its events do not pile up', async () => {
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
  test.each(smugglings)('by $name hides no second request', async (smuggling) => {
    const { socket, received, ended } = await open(stage.port);
    socket.write(smuggled(smuggling, stage.material().token));
    await ended;
    expect(statusesIn(received())).toEqual([400]);
    expect(received()).not.toContain('openapi');
  });

  test('is distinguished from two requests in sequence', async () => {
    const { socket, received } = await open(stage.port);
    socket.write(smuggled({ name: '', framing: 'content-length: 0', body: hidden }, stage.material().token));
    await vi.waitUntil(() => statusesIn(received()).length >= 2);
    socket.destroy();
    expect(statusesIn(received())).toEqual([400, 200]);
  });
});

test('an invalid full URL matches no route of the service', async () => {
  const { socket, received, ended } = await open(stage.port);
  socket.write('GET http://[::1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  await ended;
  expect(statusesIn(received())).toEqual([404]);
});

describe('a client that disconnects before its response', () => {
  /** A malformed request after a valid one: the server ends the connection while the first is being processed. */
  const mutated = (text: string): Attack => ({ level: 'bytes', name: '', text: `${text}y`, isAlone: true });
  const post = (path: string, headers: Headers, body: string) =>
    mutated(requestText({ method: 'POST', path, headers: [...headers, ['content-type', 'application/json']], body }));
  const sendOften = (attack: Attack) =>
    Promise.all(Array.from({ length: 40 }, () => openLine(stage.port).send(attack)));

  test('is refused once if it has no token', async () => {
    const before = stage.complaints();
    await sendOften(post('/movements/receive', [], '{}'));
    expect(stage.complaints()).toBe(before);
  });

  test('has nothing stored if a planned fault responds', async () => {
    const before = stage.complaints();
    const fault = { on: 'receiveMovement', times: 'always', fault: { kind: 'status', status: 503 } };
    await stage.ask('PUT', '/_rehearsal/faults', [fault]);
    const { token } = stage.material();
    await sendOften(post('/movements/receive', [['authorization', `Bearer ${token}`]], JSON.stringify({})));
    await stage.ask('PUT', '/_rehearsal/faults', []);
    expect(stage.complaints()).toBe(before);
  });

  test('and may not use the control API has no effect', async () => {
    await sendOften(post('/_rehearsal/organisations', [['host', 'example.com']], '{"organisationId":"other"}'));
    const { status } = await stage.ask('PATCH', '/_rehearsal/organisations/other', { serviceChargeExpiry: null });
    expect(status).toBe(404);
  });
});

describe('a slow client', () => {
  test('in the head of a request is disconnected', async () => {
    await Promise.all(slow.heads.map(({ ended }) => ended));
    expect(statusesIn(slow.heads[0]?.received() ?? '')).toEqual([408]);
  });

  test('in its body is disconnected as well', async () => {
    await Promise.all(slow.bodies.map(({ ended }) => ended));
  });

  test('that never sends anything is disconnected as well', async () => {
    await slow.silent.ended;
    expect(statusesIn(slow.silent.received())).toEqual([408]);
  });
});
