import { connect } from 'node:net';
import { expect, it, vi } from 'vitest';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { openMock } from '../testing/open-mock.ts';
import { listen } from '../testing/wire.ts';

it('a client that disconnects in the middle of its body is recorded, and is not a fault of the mock', async () => {
  const complaints = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const mock = await openMock();
  const { url } = await listen(mock);
  const head = `POST /movements/receive HTTP/1.1\r\nhost: x\r\nauthorization: ${mock.authorization}\r\ncontent-length: 100\r\n\r\n`;
  const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(`${head}{"apiCode":`));
  mock.app.server.once('request', () => socket.destroy());
  await vi.waitFor(async () => {
    const { response, notes } = await mock.lastExchange();
    expect(response.status).toBe(400);
    expect(notes[0]?.text).toContain('closed the connection');
  });
  expect(complaints).not.toHaveBeenCalled();
  complaints.mockRestore();
  await mock.app.close();
});

it('a client that disconnects while its requests are counted is recorded, and blocks nothing', async () => {
  const store = openSqliteStore('memory');
  const original = store.limiter;
  const [counting, gone] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  store.limiter = (limit) => {
    const counted = original(limit);
    const consume = counted.consume.bind(counted);
    return Object.assign(counted, {
      consume: async (...asked: Parameters<typeof consume>) => {
        counting.resolve();
        await gone.promise;
        return consume(...asked);
      },
    });
  };
  const mock = await openMock({ store, rateLimit: { perSecond: 5, burst: 5 } });
  mock.app.server.once('connection', (client) => client.once('close', gone.resolve));
  const { url } = await listen(mock);
  const head = `POST /movements/receive HTTP/1.1\r\nhost: x\r\nauthorization: ${mock.authorization}\r\ncontent-length: 2\r\n\r\n{}`;
  const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(head));
  await counting.promise;
  socket.destroy();
  await vi.waitFor(async () => {
    const { response, notes } = await mock.lastExchange();
    expect(response.status).toBe(400);
    expect(notes[0]?.text).toContain('closed the connection');
  });
  await mock.app.close();
});
