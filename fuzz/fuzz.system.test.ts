import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { campaign, type Found } from './campaign.ts';
import { checkOutcome } from './oracle.ts';
import { openStage } from './stage.ts';
import { openLine } from './wire.ts';

test('a thousand mutated requests show no fault in the mock', { timeout: 600_000 }, async () => {
  const all: Found[] = [];
  const tally = await campaign({
    seed: 20261005,
    requests: 1_200,
    open: openStage,
    found: (found) => void all.push(found),
  });
  expect(all.map(({ finding, attacks }) => ({ ...finding, first: attacks[0]?.text.slice(0, 500) }))).toEqual([]);
  expect(tally.requests).toBe(1_200);
});

test('a faulty server is detected', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/health') response.setHeader('content-type', 'application/json').end('{"message":"fine"}');
    else if (request.url === '/auth/test') response.destroy();
    else response.writeHead(500).end('at main.ts:1');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const findings = ['/health', '/auth/test', '/nowhere'].map(async (path) => {
    const attack = {
      level: 'http',
      name: path,
      text: `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`,
      isAlone: false,
    } as const;
    const line = openLine(port);
    const outcome = await line.send(attack);
    line.close();
    return checkOutcome(attack, outcome);
  });
  expect((await Promise.all(findings)).map((finding) => finding?.kind)).toEqual([
    'undocumented',
    'no-answer',
    'undocumented',
  ]);
  server.close();
});
