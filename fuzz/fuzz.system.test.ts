import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { Found } from './batch.ts';
import { campaign } from './campaign.ts';
import { tryAlone } from './reproduce.ts';
import { openStage, type Stage } from './stage.ts';

test('a thousand spoilt requests show no fault in the mock', { timeout: 600_000 }, async () => {
  const all: Found[] = [];
  const tally = await campaign({
    seed: 20261005,
    requests: 1_200,
    open: openStage,
    found: (found) => void all.push(found),
  });
  expect(all.map(({ finding, suspects }) => ({ ...finding, first: suspects[0]?.text.slice(0, 500) }))).toEqual([]);
  expect(tally.requests).toBe(1_200);
});

test('a server that is at fault is found out', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/health') response.setHeader('content-type', 'application/json').end('{"message":"fine"}');
    else if (request.url === '/auth/test') response.destroy();
    else response.writeHead(500).end('at main.ts:1');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stage = { port, complaints: () => '', isAlive: () => true } as unknown as Stage;
  const findings = ['/health', '/auth/test', '/nowhere'].map((path) =>
    tryAlone({ level: 'http', name: path, text: `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`, isAlone: false }, stage),
  );
  expect((await Promise.all(findings)).map((finding) => finding?.kind)).toEqual([
    'undocumented',
    'no-answer',
    'undocumented',
  ]);
  server.close();
});
