import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { requests } from '../requests.ts';
import { load } from './load.ts';

async function listening(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ask = (url: string) =>
  load({ url, request: requests.valid, authorization: 'Bearer t', extent: { requests: 100 } });

test('every request is sent unchanged, and every response is counted', async () => {
  const bodies = new Set<string>();
  const url = await listening(async (request, response) => {
    let body = `${request.method} ${request.url} ${request.headers.authorization} `;
    for await (const piece of request) body += piece;
    bodies.add(body);
    response.writeHead(201).end('{}');
  });
  expect(await ask(url)).toMatchObject({ answers: 100 });
  expect([...bodies]).toEqual([`POST /movements/receive Bearer t ${requests.valid.body}`]);
});

test('one wrong response in a hundred is an error that quotes it', async () => {
  let count = 0;
  const url = await listening((request, response) => {
    request.resume();
    count += 1;
    response.writeHead(count === 50 ? 503 : 201).end('{}');
  });
  await expect(ask(url)).rejects.toThrow('valid POST: 201 was expected, and 1 times 503 came');
});

test('one broken connection in a hundred requests is an error', async () => {
  let count = 0;
  const url = await listening((request, response) => {
    request.resume();
    count += 1;
    if (count === 50) request.socket.destroy();
    else response.writeHead(201).end('{}');
  });
  await expect(ask(url)).rejects.toThrow('201 was expected, and 1 times nothing came');
});
