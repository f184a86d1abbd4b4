import { connect } from 'node:net';
import { expect, it, vi } from 'vitest';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { openMock } from '../testing/open-mock.ts';
import { listen } from '../testing/wire.ts';

it('a client that disconnects while the mock refreshes shared state is recorded, and blocks nothing', async () => {
  const store = openSqliteStore('memory');
  const { shared } = store;
  const [asked, gone] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const refresh = () => {
    asked.resolve();
    return gone.promise;
  };
  const slow = { change: shared.change, refresh, state: shared.state };
  const mock = await openMock({ store: Object.assign(store, { shared: slow }) });
  mock.app.server.once('connection', (client) => client.once('close', gone.resolve));
  const { url } = await listen(mock);
  const head = `POST /movements/receive HTTP/1.1\r\nhost: x\r\nauthorization: ${mock.authorization}\r\ncontent-length: 2\r\n\r\n{}`;
  const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(head));
  await asked.promise;
  socket.destroy();
  await vi.waitFor(async () => {
    const { response, notes } = await mock.lastExchange();
    expect(response.status).toBe(400);
    expect(notes[0]?.text).toContain('closed the connection');
  });
  await mock.app.close();
});
