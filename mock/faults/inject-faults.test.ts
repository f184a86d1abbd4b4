import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { at } from '../../spec/json.ts';
import { type Fault, jsonOf, type PlannedFault } from '../../spec/types/exchange.ts';
import { defaultClient } from '../default-data.ts';
import { type OpenMock, openMock, tokenOf } from '../testing/open-mock.ts';
import { listen, type Wire } from '../testing/wire.ts';

const { clientId } = defaultClient;
const popNames = '/reference-data/pop-names';

let mock: OpenMock;
let wire: Wire;
beforeAll(async () => {
  mock = await openMock();
  wire = await listen(mock);
});
afterAll(() => mock.app.close());
beforeEach(() => mock.app.mock.faults.plan([]));

function plan(fault: Fault, rest: Partial<PlannedFault> = {}): void {
  mock.app.mock.faults.plan([{ on: 'receiveMovement', times: 1, fault, ...rest }]);
}

/** The id in the last recorded answer, and whether a receipt is stored under it. */
async function recordedId(): Promise<{ id: string; isStored: boolean }> {
  const { response } = await mock.lastExchange();
  const id = String(at(jsonOf(response.body), 'wasteTrackingId'));
  return { id, isStored: (await mock.store.movement(id)) !== undefined };
}

describe('a reset', () => {
  it('breaks the connection before anything is stored, and is recorded without an answer', async () => {
    plan({ kind: 'reset' });
    const create = vi.spyOn(mock.store, 'newTrackingId');
    expect(await wire.post()).toMatchObject({ status: null, broken: 'ECONNRESET' });
    expect(create).not.toHaveBeenCalled();
    create.mockRestore();
    expect(await mock.lastExchange()).toMatchObject({
      clientId,
      request: { body: { json: { receiver: {} } } },
      response: { status: 0, headers: {}, body: null },
      fault: 'reset',
    });
    expect(mock.app.mock.isBusy(clientId)).toBe(false);
    expect(await wire.post()).toMatchObject({ status: 201, broken: null });
  });
});

describe('a lost answer', () => {
  it('breaks the connection once the receipt is stored, and what would have been answered is recorded', async () => {
    plan({ kind: 'lost-answer' });
    expect(await wire.post()).toMatchObject({ status: null, broken: 'ECONNRESET' });
    expect(await mock.lastExchange()).toMatchObject({ response: { status: 201 }, fault: 'lost-answer' });
    expect(await recordedId()).toEqual({ id: expect.stringMatching(/^\d\d[A-Z0-9]{6,}$/), isStored: true });
    expect(await wire.post()).toMatchObject({ status: 201, broken: null });
  });
});

describe('a truncated answer', () => {
  it('announces its whole length, and ends half way with its connection', async () => {
    plan({ kind: 'truncated' });
    const got = await wire.post();
    const { id, isStored } = await recordedId();
    const whole = JSON.stringify({ wasteTrackingId: id });
    expect(got).toMatchObject({ status: 201, broken: expect.any(String), headers: { connection: 'close' } });
    expect([got.headers['content-length'], got.text]).toEqual([`${whole.length}`, whole.slice(0, whole.length / 2)]);
    expect(isStored).toBe(true);
  });
});

describe('a dripping answer', () => {
  it('arrives whole, in many pieces', async () => {
    plan({ kind: 'drip', ms: 200 });
    const got = await wire.post();
    const { id, isStored } = await recordedId();
    const whole = JSON.stringify({ wasteTrackingId: id });
    expect(got).toMatchObject({ status: 201, broken: null, text: whole });
    expect([got.headers['content-length'], got.pieces.length > 5, isStored]).toEqual([`${whole.length}`, true, true]);
  });

  it('of a long list arrives whole too', async () => {
    plan({ kind: 'drip', ms: 20 }, { on: 'listPopNames' });
    const dripped = await wire.get(popNames);
    expect(dripped).toMatchObject({ status: 200, broken: null, text: (await wire.get(popNames)).text });
  });
});

describe('a malformed answer', () => {
  it('has the right status and content type, and is not JSON', async () => {
    plan({ kind: 'malformed-json' });
    const got = await wire.post();
    expect(got).toMatchObject({
      status: 201,
      broken: null,
      headers: { 'content-type': 'application/json; charset=utf-8' },
    });
    expect(() => JSON.parse(got.text)).toThrow(SyntaxError);
    expect((await recordedId()).isStored).toBe(true);
  });

  it('may be one of a receipt that is refused', async () => {
    plan({ kind: 'malformed-json' });
    const got = await wire.post({ body: {} });
    expect([got.status, got.text.startsWith('{')]).toEqual([400, false]);
    expect(await mock.lastExchange()).toMatchObject({ response: { status: 400, body: { json: { validation: {} } } } });
  });
});

describe('a delayed request', () => {
  it('is stored and recorded though its client has gone, and its client is busy until then', async () => {
    const { isBusy } = mock.app.mock;
    plan({ kind: 'delay', ms: 2000 });
    const before = await mock.store.lastPosition();
    const patience = new AbortController();
    const gone = wire.post({ signal: patience.signal });
    expect(isBusy(clientId)).toBe(false);
    await vi.waitUntil(() => isBusy(clientId));
    patience.abort();
    expect(await gone).toMatchObject({ status: null, broken: 'AbortError' });
    expect([isBusy(clientId), isBusy('other'), await mock.store.lastPosition()]).toEqual([true, false, before]);
    await vi.waitUntil(() => !isBusy(clientId));
    expect(await mock.lastExchange()).toMatchObject({ seq: before + 1, fault: 'delay', response: { status: 201 } });
    expect((await recordedId()).isStored).toBe(true);
  });

  it('is taken up at once when the mock is stopped, and is recorded before it has stopped', async () => {
    const other = await openMock();
    const onWire = await listen(other);
    await other.app.mock.faults.plan([
      { on: 'receiveMovement', times: 'always', fault: { kind: 'delay', ms: 500_000 } },
    ]);
    const clients = Array.from({ length: 12 }, (_, index) => `client-${index}`);
    const patience = new AbortController();
    const gone = clients.map(async (client) =>
      onWire.post({ authorization: await tokenOf(other, client), signal: patience.signal }),
    );
    const stays = onWire.post();
    await vi.waitUntil(() => [clientId, ...clients].every((client) => other.app.mock.isBusy(client)));
    patience.abort();
    await Promise.all(gone);
    await other.app.close();
    expect((await other.store.exchanges({})).map(({ response }) => response.status)).toEqual(Array(13).fill(201));
    expect(await stays).toMatchObject({ status: 201, broken: null });
  });
});

describe('a mock that is stopped', () => {
  it('waits until requests in flight are recorded, though no client waits for the response', async () => {
    const other = await openMock();
    const onWire = await listen(other);
    const append = other.store.record.bind(other.store);
    const written = vi.spyOn(other.store, 'record').mockImplementation(async (exchangeRecord) => {
      await setTimeout(100);
      return append(exchangeRecord);
    });
    const patience = new AbortController();
    const gone = onWire.post({ signal: patience.signal });
    await vi.waitUntil(() => written.mock.calls.length === 1);
    patience.abort();
    await gone;
    await other.app.close();
    expect(await other.store.lastPosition()).toBe(1);
  });
});

describe('a response instead of the service’s', () => {
  it('may name a date to come back at', async () => {
    const retryAfter = 'Mon, 05 Oct 2026 09:30:00 GMT';
    plan({ kind: 'status', status: 503, retryAfter });
    expect(await wire.post()).toMatchObject({ status: 503, headers: { 'retry-after': retryAfter } });
  });
});

describe('two clients with plans of their own', () => {
  it('each meet what is planned for them, at the same time', async () => {
    const { faults } = mock.app.mock;
    await faults.planFor('one', [
      { on: 'receiveMovement', times: 1, fault: { kind: 'lost-answer' } },
      { on: 'receiveMovement', after: 1, times: 'always', fault: { kind: 'status', status: 429 } },
    ]);
    await faults.planFor('other', [
      { on: 'receiveMovement', after: 2, times: 1, fault: { kind: 'reset' } },
      { on: 'listPopNames', times: 1, fault: { kind: 'status', status: 500 } },
    ]);
    const all = async (client: string) => {
      const authorization = await tokenOf(mock, client);
      const seen: (number | string | null)[] = [];
      for (let turn = 0; turn < 4; turn++) {
        const { status, broken } = await wire.post({ authorization });
        seen.push(status ?? broken);
        await setTimeout(1);
      }
      return seen;
    };
    expect(await Promise.all([all('one'), all('other'), all('third')])).toEqual([
      ['ECONNRESET', 201, 429, 429],
      [201, 201, 'ECONNRESET', 201],
      [201, 201, 201, 201],
    ]);
    expect([await faults.lift('one'), await faults.lift('other')]).toEqual([
      [],
      [{ on: 'listPopNames', client: 'other', times: 1, fault: { kind: 'status', status: 500 } }],
    ]);
  });
});
