import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadKeyRing } from '../../auth/signing-keys.ts';
import { tokenExpiryOverrides } from '../../auth/token-expiry-overrides.ts';
import { movableClock } from '../../clock.ts';
import { faultPlan } from '../../faults/fault-plan.ts';
import { openMock } from '../../testing/open-mock.ts';
import { type Databases, withoutPostgres } from '../../testing/postgres-server.ts';
import { receiptWith } from '../../testing/receipt-with.ts';
import { sharedPostgres } from '../../testing/shared-postgres.ts';
import { replaceReceipt, storeReceipt } from '../../testing/stored.ts';
import type { Store } from '../store.ts';
import { openPostgresStore } from './postgres-store.ts';

describe.skipIf(withoutPostgres)('two processes on one database', () => {
  const server = sharedPostgres();
  let url: string;
  let one: Store;
  let other: Store;
  beforeEach(async () => {
    url = await server.newDatabase();
    [one, other] = await Promise.all([openPostgresStore(url), openPostgresStore(url)]);
  });
  afterEach(() => Promise.all([one.close(), other.close()]));
  const either = (count: number) => (count % 2 === 0 ? one : other);

  it('issue a thousand ids at once, no two alike, and store the receipt of each', async () => {
    const receipts = Array.from({ length: 1_000 }, (_, count) => receiptWith({ yourUniqueReference: `WB-${count}` }));
    const ids = await Promise.all(receipts.map((receipt, count) => storeReceipt(either(count), { receipt })));
    expect(new Set(ids).size).toBe(1_000);
    const stored = await Promise.all(ids.map((id, count) => either(count + 1).movement(id)));
    expect(stored.map((movement) => movement?.receipt)).toEqual(receipts);
    const journal = await one.exchanges({});
    expect(journal.map(({ seq }) => seq)).toEqual(receipts.map((_, count) => count + 1));
    expect(await other.exchanges({})).toEqual(journal);
    expect(await other.lastPosition()).toBe(1_000);
  });

  it('leave nothing out for a reader that continues from a position while both write', async () => {
    let isWriting = true;
    const read: number[] = [];
    const reading = (async () => {
      while (isWriting || read.length < 400) {
        const next = await other.exchanges({ after: read.at(-1) ?? 0, limit: 7 });
        read.push(...next.map(({ seq }) => seq));
      }
    })();
    await Promise.all([
      ...[one, other].map(async (store) => {
        for (let round = 0; round < 20; round++) {
          await Promise.all(Array.from({ length: 10 }, () => storeReceipt(store, { receipt: receiptWith() })));
        }
      }),
    ]);
    isWriting = false;
    await reading;
    expect(read).toEqual(Array.from({ length: 400 }, (_, count) => count + 1));
  });

  it('count the updates of one receipt one after the other', async () => {
    const id = await storeReceipt(one, { receipt: receiptWith() });
    const update = async (store: Store, name: string) => {
      for (let count = 0; count < 30; count++) {
        await replaceReceipt(store, id, receiptWith({ yourUniqueReference: `${name}-${count}` }));
      }
    };
    await Promise.all([update(one, 'A'), update(other, 'B'), update(other, 'C')]);
    const stored = await one.revisions(id);
    expect(stored.map(({ revision }) => revision)).toEqual(Array.from({ length: 91 }, (_, count) => count + 1));
    const journal = await other.exchanges({});
    expect(journal.map(({ request }) => Object(request.body).json.yourUniqueReference)).toEqual(
      stored.map(({ receipt }) => receipt['yourUniqueReference']),
    );
    expect(new Set(stored.map(({ receipt }) => receipt['yourUniqueReference'])).size).toBe(91);
  });

  it('spend each turn of a fault once', async () => {
    const [plan, seen] = [faultPlan(one.shared), faultPlan(other.shared)];
    await plan.plan([{ on: 'receiveMovement', times: 5, fault: { kind: 'lost-answer' } }]);
    expect(seen.isEmpty()).toBe(true);
    await other.shared.refresh?.();
    const met = await Promise.all(
      Array.from({ length: 30 }, (_, count) => (count % 2 === 0 ? plan : seen).spend('receiveMovement', 'c')),
    );
    expect(met.filter((fault) => fault !== undefined)).toHaveLength(5);
    await other.shared.refresh?.();
    expect(seen.left()).toEqual([expect.objectContaining({ times: 0 })]);
    expect(seen.unusedFaults()).toEqual([]);
  });

  it('share one clock', async () => {
    const host = () => new Date('2026-10-05T09:30:00Z');
    const [clock, seen] = [movableClock(one.shared, host), movableClock(other.shared, host)];
    await Promise.all([clock.advance(3_600_000), seen.advance(60_000)]);
    await one.shared.refresh?.();
    await other.shared.refresh?.();
    expect(clock.now()).toEqual(new Date('2026-10-05T10:31:00Z'));
    expect(seen.now()).toEqual(clock.now());
  });

  it('count the uses of a token together', async () => {
    const [lives, seen] = [tokenExpiryOverrides(one.shared), tokenExpiryOverrides(other.shared)];
    const now = new Date();
    await lives.add('token', { uses: 3 }, now);
    await other.shared.refresh?.();
    const uses = await Promise.all(
      Array.from({ length: 10 }, (_, count) => (count % 2 ? lives : seen).use('token', now)),
    );
    expect(uses.filter((isGood) => isGood)).toHaveLength(3);
  });

  it('see the other’s changes of clients and API codes at the next request', async () => {
    await one.saveOrganisation({ organisationId: 'o', serviceChargeExpiry: null });
    await one.saveApiCode({ code: 'a', organisationId: 'o', isDisabled: false });
    expect(await other.apiCode('a')).toMatchObject({ isDisabled: false });
    await one.saveApiCode({ code: 'a', organisationId: 'o', isDisabled: true });
    await other.shared.refresh?.();
    expect(await other.apiCode('a')).toMatchObject({ isDisabled: true });
    await one.saveOrganisation({ organisationId: 'o', serviceChargeExpiry: '2027-03-31' });
    await other.shared.refresh?.();
    expect(await other.apiCode('a')).toMatchObject({ serviceChargeExpiry: '2027-03-31' });
    await one.clear();
    await other.shared.refresh?.();
    expect(await other.apiCode('a')).toBe(undefined);
  });

  it('sign with the same key, and change it for both', async () => {
    const [ring, seen] = await Promise.all([loadKeyRing(one), loadKeyRing(other)]);
    expect(seen.current().kid).toBe(ring.current().kid);
    const before = ring.current().kid;
    await ring.rotate('c');
    await other.shared.refresh?.();
    await seen.catchUp();
    expect(seen.current().kid).toBe(ring.current().kid);
    expect(seen.current().kid).not.toBe(before);
    expect(seen.published()).toEqual(ring.published());
  });

  it('change the key once if that is planned once, however many requests arrive together', async () => {
    const mocks = await Promise.all([one, other].map((store) => openMock({ store })));
    const on = 'listPopNames' as const;
    const ask = () =>
      Promise.all([0, 1, 2, 3, 4, 5].map((count) => mocks[count % 2]?.send('GET', '/reference-data/pop-names')));
    await ask();
    await mocks[0]?.app.mock.faults.plan([
      { on, times: 1, fault: { kind: 'rotate-key' } },
      { on, times: 'always', fault: { kind: 'status', status: 503 } },
    ]);
    await ask();
    const met = (await one.exchanges({})).flatMap(({ fault, response }) =>
      fault === undefined ? [] : [[fault, response.status]],
    );
    expect(met.filter(([fault]) => fault === 'rotate-key')).toEqual([['rotate-key', 401]]);
    // A process that finds the turn spent gets the next one in the plan.
    for (const [fault, status] of met) expect(['rotate-key 401', 'status 503']).toContain(`${fault} ${status}`);
    await Promise.all(mocks.map(({ app }) => app.close()));
  });

  it('count a client’s requests together', async () => {
    const limit = { name: 'sustained', points: 20, seconds: 60 };
    const limiters = [one.limiter(limit), other.limiter(limit)];
    const answers = await Promise.allSettled(
      Array.from({ length: 40 }, (_, count) => limiters[count % 2]?.consume('c')),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
  });

  it('receive what the other records, complete and in order, and not what they record themselves', async () => {
    const received: unknown[] = [];
    const stop = other.onRemoteExchange((exchange) => received.push(exchange));
    await listening(server, 1);
    await Promise.all([storeReceipt(one, { receipt: receiptWith() }), storeReceipt(other, { receipt: receiptWith() })]);
    for (let count = 0; count < 300; count++) await storeReceipt(one, { receipt: receiptWith() });
    await vi.waitFor(() => expect(received).toHaveLength(301), 5_000);
    const own = (await one.exchanges({})).filter(
      (exchange) => !received.some((each) => Object(each).seq === exchange.seq),
    );
    expect(own).toHaveLength(1);
    expect(received).toEqual(
      (await one.exchanges({})).filter((exchange) => exchange !== own[0] && exchange.seq !== own[0]?.seq),
    );
    stop();
    await listening(server, 0);
    await storeReceipt(one, { receipt: receiptWith() });
    await setTimeout(50);
    expect(received).toHaveLength(301);
  });

  it('receive what they missed while their connection was lost', async () => {
    const received: number[] = [];
    const stop = other.onRemoteExchange(({ seq }) => received.push(seq));
    await listening(server, 1);
    await storeReceipt(one, { receipt: receiptWith() });
    await vi.waitFor(() => expect(received).toEqual([1]));
    await server.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rehearse listener'`,
    );
    await storeReceipt(one, { receipt: receiptWith() });
    await storeReceipt(one, { receipt: receiptWith() });
    await vi.waitFor(() => expect(received).toEqual([1, 2, 3]), 5_000);
    stop();
  });

  it('respond alike: a receipt created at one is updated at the other, under the shared fault plan', async () => {
    const [here, there] = [await openMock({ store: one }), await openMock({ store: other })];
    const plan = [{ on: 'receiveMovement', times: 1, fault: { kind: 'status', status: 503 } }];
    await here.send('PUT', '/_rehearsal/faults', { body: plan, authorization: null });
    const statuses = await Promise.all(
      [here, there, here, there].map(
        async (mock) => (await mock.send('POST', '/movements/receive', { body: receiptWith() })).statusCode,
      ),
    );
    expect(statuses.sort()).toEqual([201, 201, 201, 503]);
    expect((await there.send('GET', '/_rehearsal/faults', { authorization: null })).json()).toMatchObject([
      { times: 0 },
    ]);
    const { wasteTrackingId: id } = (await here.send('POST', '/movements/receive', { body: receiptWith() })).json();
    const update = await there.send('PUT', `/movements/${id}/receive`, { body: receiptWith() });
    expect(update.statusCode).toBe(200);
    await here.send('POST', '/_rehearsal/reset', { authorization: null });
    expect((await there.send('PUT', `/movements/${id}/receive`, { body: receiptWith() })).statusCode).toBe(404);
    expect((await there.send('GET', '/_rehearsal/exchanges', { authorization: null })).json().exchanges).toHaveLength(
      1,
    );
    await here.app.close();
    await there.app.close();
  });

  it('emit at one of them what the other recorded', async () => {
    const [here, there] = [await openMock({ store: one }), await openMock({ store: other })];
    const received: (string | null)[] = [];
    there.app.mock.recordedExchanges.on('exchange', ({ operationId }) => received.push(operationId));
    await listening(server, 1);
    await here.send('GET', '/health', { authorization: null });
    await here.send('POST', '/movements/receive', { body: receiptWith() });
    await vi.waitFor(() => expect(received).toContain('receiveMovement'));
    there.app.mock.recordedExchanges.removeAllListeners('exchange');
    await listening(server, 0);
    await here.app.close();
    await there.app.close();
  });
});

async function listening(server: Databases, count: number): Promise<void> {
  await vi.waitFor(async () => {
    const rows = await server.query(
      `SELECT pid FROM pg_stat_activity WHERE application_name = 'rehearse listener' AND query LIKE 'LISTEN%'`,
    );
    expect(rows).toHaveLength(count);
  }, 5_000);
}
