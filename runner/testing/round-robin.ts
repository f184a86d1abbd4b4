import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Starts a minimal load balancer: each request goes to the next URL. */
export async function roundRobin(urls: readonly string[]): Promise<{ url: string; close(): void }> {
  let count = 0;
  const server = createServer((incoming, answer) => {
    const to = urls[count++ % urls.length] ?? '';
    const { method = 'GET', headers, url = '/' } = incoming;
    const outgoing = request(`${to}${url}`, { method, headers });
    outgoing.on('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.on('error', () => answer.destroy());
      response.pipe(answer);
    });
    outgoing.on('error', () => answer.destroy());
    incoming.pipe(outgoing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
