import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openMock } from '../../testing/open-mock.ts';
import { type PostgresServer, startPostgres, withoutPostgres } from '../../testing/postgres-server.ts';
import { receiptWith } from '../../testing/receipt-with.ts';
import { replaceReceipt, storeReceipt } from '../../testing/stored.ts';
import { StoreUnavailable } from '../store.ts';
import { openPostgresStore } from './postgres-store.ts';

describe.skipIf(withoutPostgres)('a database that is lost while in use', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  it('makes the mock respond 503, which recovers as soon as it is back', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const store = await openPostgresStore((await server.newDatabase()).replace('postgres@', 'postgres:hush@'));
    const received: number[] = [];
    const stop = store.onRemoteExchange(({ seq }) => received.push(seq));
    const mock = await openMock({ store, rateLimit: { perSecond: 100, burst: 100 } });
    const send = async () => (await mock.send('POST', '/movements/receive', { body: receiptWith() })).statusCode;
    expect(await send()).toBe(201);
    await server.down();
    expect(await Promise.all([send(), send(), send()])).toEqual([503, 503, 503]);
    expect((await mock.send('GET', '/_rehearsal/exchanges', { authorization: null })).statusCode).toBe(503);
    expect((await mock.send('POST', '/oauth2/token', { authorization: null })).statusCode).toBe(503);
    await server.up();
    await vi.waitFor(async () => expect(await send()).toBe(201), 10_000);
    expect((await store.exchanges({})).map(({ response }) => response.status)).toEqual([201, 201]);
    expect(JSON.stringify(stderr.mock.calls)).not.toContain('hush');
    stop();
    await mock.app.close();
    await store.close();
    stderr.mockRestore();
  });

  it('is StoreUnavailable to every caller, with the URL and without the password', async () => {
    const store = await openPostgresStore((await server.newDatabase()).replace('postgres@', 'postgres:hush@'));
    await server.down();
    const limiter = store.limiter({ name: 'a', points: 1, seconds: 1 });
    const calls: (() => Promise<unknown>)[] = [
      () => store.setting('s'),
      () => store.saveSetting('s', 'v'),
      async () => store.apiCode('a'),
      () => store.saveClient({ clientId: 'c', secretHash: 'h', name: 'n' }),
      async () => store.newTrackingId(new Date()),
      () => store.ownerOf('26BHUT6U'),
      () => store.lastPosition(),
      () => store.exchanges({}),
      () => store.trim({ count: 1 }),
      () => store.clear(),
      () => store.shared.refresh?.() ?? Promise.resolve(),
      () => store.shared.change(() => 1),
      () => limiter.consume('c'),
    ];
    for (const call of calls) {
      const error = await call().catch((refusal: unknown) => refusal);
      expect(error).toBeInstanceOf(StoreUnavailable);
      expect(String(error)).toMatch(/StoreUnavailable: postgres:\/\/postgres@127\.0\.0\.1:\d+\/test_\d+: /);
      expect(String(error)).not.toContain('hush');
    }
    await server.up();
    await vi.waitFor(() => store.saveSetting('s', 'v'), 10_000);
    await store.close();
  });

  it('has every acknowledged receipt, complete, though connections kept breaking', async () => {
    const url = await server.newDatabase();
    const store = await openPostgresStore(url);
    const acknowledged = new Map<string, string>();
    let refused = 0;
    let isOver = false;
    const breaking = (async () => {
      for (let round = 0; round < 15; round++) {
        await setTimeout(40);
        await server.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'rehearse%'`,
        );
      }
      isOver = true;
    })();
    let count = 0;
    const write = async () => {
      while (!isOver) {
        const reference = `WB-${++count}`;
        try {
          const id = await storeReceipt(store, { receipt: receiptWith({ yourUniqueReference: 'first' }) });
          await replaceReceipt(store, id, receiptWith({ yourUniqueReference: reference }));
          acknowledged.set(id, reference);
        } catch (error) {
          expect(error).toBeInstanceOf(StoreUnavailable);
          refused += 1;
        }
      }
    };
    await Promise.all([breaking, ...Array.from({ length: 10 }, write)]);
    expect(refused).toBeGreaterThan(0);
    expect(acknowledged.size).toBeGreaterThan(0);
    for (const [id, reference] of acknowledged) {
      expect((await store.revisions(id)).map(({ receipt }) => receipt['yourUniqueReference'])).toEqual([
        'first',
        reference,
      ]);
    }
    const positions = (await store.exchanges({})).map(({ seq }) => seq);
    expect(positions).toEqual(positions.map((_, index) => index + 1));
    await store.close();
  });

  it('gives up if another process’s lock lasts too long, with nothing written', async () => {
    const url = await server.newDatabase();
    const store = await openPostgresStore(`${url}?options=-c%20lock_timeout=100`);
    const locking = server.query(
      'BEGIN; LOCK TABLE receipt_rehearsal.journal_position; SELECT pg_sleep(1); COMMIT',
      url,
    );
    await setTimeout(200);
    await expect(storeReceipt(store, { receipt: receiptWith() })).rejects.toThrow(/lock timeout/);
    await expect(store.saveSetting('s', 'v')).resolves.toBe(undefined);
    await locking;
    await storeReceipt(store, { receipt: receiptWith() });
    expect((await store.exchanges({})).map(({ seq }) => seq)).toEqual([1]);
    await store.close();
  });
});
