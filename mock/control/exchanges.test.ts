import { EventEmitter } from 'node:events';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadContract } from '../../spec/contract/contract.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import { loadKeyRing } from '../auth/signing-keys.ts';
import { tokenExpiryOverrides } from '../auth/token-expiry-overrides.ts';
import { movableClock } from '../clock.ts';
import { defaultClient } from '../default-data.ts';
import { receiptNotes } from '../explain/receipt-notes.ts';
import { faultPlan } from '../faults/fault-plan.ts';
import { chargeHeader } from '../hooks/charge-header.ts';
import { InFlightRequests } from '../hooks/in-flight-requests.ts';
import { createReceiptValidator } from '../rules/validate-receipt.ts';
import { control } from '../testing/control-client.ts';
import { createMovement, type OpenMock, openMock, tokenOf } from '../testing/open-mock.ts';
import { receiptWith } from '../testing/receipt-with.ts';
import { recordExchange } from '../testing/stored.ts';
import { controlApi } from './control-api.ts';

interface Page {
  exchanges: Exchange[];
  next: number | null;
}

describe('the journal', () => {
  let mock: OpenMock;
  beforeAll(async () => {
    mock = await openMock();
    for (const client of ['one', 'other', 'one', 'one', 'other']) {
      await mock.send('GET', '/reference-data/pop-names', { authorization: await tokenOf(mock, client) });
    }
  });

  const page = async (query: string) => (await control(mock, 'GET', `/exchanges${query}`)).json<Page>();
  const seqs = ({ exchanges, next }: Page) => [exchanges.map(({ seq }) => seq), next];

  it('is returned completely, and ends with null', async () => {
    expect(seqs(await page(''))).toEqual([[1, 2, 3, 4, 5], null]);
  });

  it.each([
    ['?limit=2', [[1, 2], 2]],
    ['?limit=2&after=2', [[3, 4], 4]],
    ['?limit=2&after=4', [[5], null]],
    ['?limit=5', [[1, 2, 3, 4, 5], null]],
    ['?limit=4', [[1, 2, 3, 4], 4]],
    ['?after=5', [[], null]],
    ['?after=0&limit=1000', [[1, 2, 3, 4, 5], null]],
    ['?after=9007199254740991', [[], null]],
    ['?client=one', [[1, 3, 4], null]],
    ['?client=one&limit=2', [[1, 3], 3]],
    ['?client=one&limit=2&after=3', [[4], null]],
    ['?client=other', [[2, 5], null]],
    ['?client=nobody', [[], null]],
    ['?client=', [[], null]],
    ['?something=else', [[1, 2, 3, 4, 5], null]],
  ])('is told page by page: %s', async (query, expected) => {
    expect(seqs(await page(query))).toEqual(expected);
  });

  it('can be read to its end by following next', async () => {
    const read: number[] = [];
    let next: number | null = 0;
    while (next !== null) {
      const found: Page = await page(`?limit=2&after=${next}`);
      read.push(...found.exchanges.map(({ seq }) => seq));
      next = found.next;
    }
    expect(read).toEqual([1, 2, 3, 4, 5]);
  });

  it('is returned a hundred at a time by default', async () => {
    const long = await openMock();
    const exchange: Omit<Exchange, 'seq'> = {
      at: '2026-10-05T09:30:00.000Z',
      monotonicMs: 1_791_192_600_000.25,
      durationMs: 1,
      clientId: null,
      operationId: null,
      request: { method: 'GET', url: '/', headers: {}, body: null },
      response: { status: 404, headers: {}, body: null },
      notes: [],
    };
    for (let count = 0; count < 101; count++) await recordExchange(long.store, exchange);
    const first = (await control(long, 'GET', '/exchanges')).json<Page>();
    expect([first.exchanges.length, first.next]).toEqual([100, 100]);
    const last = (await control(long, 'GET', '/exchanges?after=100')).json<Page>();
    expect([last.exchanges.length, last.next]).toEqual([1, null]);
  });

  it.each([
    'after=x',
    'after=-1',
    'after=1.5',
    'after=',
    'after=9007199254740993',
    'after=1e3',
    'after=%201',
    'after=1&after=2',
    'limit=0',
    'limit=-1',
    'limit=1001',
    'limit=ten',
    'limit=5&limit=5',
    'limit=',
    'client=one&client=other',
  ])('refuses %s, and names the parameter', async (query) => {
    const answer = await control(mock, 'GET', `/exchanges?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().message).toMatch(new RegExp(`^${query.split('=')[0]} must be `));
  });

  it('contains no secret and no token', async () => {
    const { clientId, clientSecret } = defaultClient;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    });
    const given = await mock.send('POST', '/oauth2/token', {
      authorization: null,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      text: form.toString(),
    });
    await mock.send('POST', '/movements/receive', { body: receiptWith() });
    const { body } = await control(mock, 'GET', '/exchanges?after=5');
    expect(body).toContain('client_credentials');
    for (const secret of [clientSecret, given.json().access_token, mock.authorization.slice(7)]) {
      expect(body).not.toContain(secret);
    }
  });
});

describe('a receipt', () => {
  it('is returned in its latest revision, with every earlier one', async () => {
    const mock = await openMock();
    const id = await createMovement(mock, receiptWith());
    for (const yourUniqueReference of ['second', 'third']) {
      await mock.send('PUT', `/movements/${id}/receive`, { body: receiptWith({ yourUniqueReference }) });
    }
    expect((await control(mock, 'GET', `/movements/${id}`)).json()).toEqual({
      wasteTrackingId: id,
      organisationId: 'dummy-organisation-1',
      clientId: defaultClient.clientId,
      revision: 3,
      receipt: receiptWith({ yourUniqueReference: 'third' }),
      revisions: [
        { revision: 1, receipt: receiptWith() },
        { revision: 2, receipt: receiptWith({ yourUniqueReference: 'second' }) },
        { revision: 3, receipt: receiptWith({ yourUniqueReference: 'third' }) },
      ],
    });
  });

  it('is not found by another id', async () => {
    const answer = await control(await openMock(), 'GET', '/movements/26NOBODY');
    expect([answer.statusCode, answer.json().message]).toEqual([
      404,
      'There is no receipt with the tracking id 26NOBODY.',
    ]);
  });
});

describe('the verdicts so far', () => {
  it('are of one client’s traffic, or of everyone’s if none is named', async () => {
    const judge = vi.fn((exchanges: readonly Exchange[]) =>
      exchanges.map(({ seq }) => ({
        ...{ id: `X${seq}`, title: 'x', verdict: 'pass' as const },
        ...{ checker: null, findings: [], exchanges: [seq] },
      })),
    );
    const mock = await openMock({ evaluateTraffic: judge });
    for (const client of ['one', 'other']) {
      await mock.send('GET', '/reference-data/pop-names', { authorization: await tokenOf(mock, client) });
    }
    const ids = async (query: string) =>
      (await control(mock, 'GET', `/scenarios${query}`)).json().scenarios.map(({ id }: { id: string }) => id);
    expect([await ids('?client=other'), await ids(''), await ids('?client=nobody')]).toEqual([
      ['X2'],
      ['X1', 'X2'],
      [],
    ]);
  });
});

/** Yields the data of a stream of server-sent events until the caller stops reading. */
async function* events(response: Response): AsyncGenerator<Record<string, string>> {
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(chunk);
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = block.split('\n').map((line): [string, string] => {
        const colon = line.indexOf(': ');
        return [line.slice(0, colon), line.slice(colon + 2)];
      });
      yield Object.fromEntries(fields);
    }
  }
}

describe('the live journal', () => {
  const stops: (() => unknown)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });

  async function listening(app: OpenMock['app']): Promise<string> {
    await app.listen({ host: '127.0.0.1', port: 0 });
    stops.push(() => {
      app.server.closeAllConnections();
      return app.close();
    });
    return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  }

  async function follow(url: string) {
    const leaving = new AbortController();
    stops.push(() => leaving.abort());
    const response = await fetch(url, { signal: leaving.signal });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const stream = events(response);
    expect(await stream.next()).toEqual({ done: false, value: { '': 'journal' } });
    return { stream, leave: () => leaving.abort() };
  }

  it('sends each exchange as it is recorded, as it is in the journal, with its position as the id', async () => {
    const mock = await openMock();
    const url = await listening(mock.app);
    const { stream } = await follow(`${url}/_rehearsal/events`);
    for (const path of ['/health', '/reference-data/pop-names']) {
      await fetch(`${url}${path}`, { headers: { authorization: mock.authorization } });
      const { value } = await stream.next();
      const recorded = await mock.lastExchange();
      expect(value).toEqual({ id: String(recorded.seq), event: 'exchange', data: expect.any(String) });
      expect(JSON.parse(value?.['data'] ?? '')).toEqual(recorded);
    }
  });

  it('sends one client’s exchanges only, if one is named', async () => {
    const mock = await openMock();
    const url = await listening(mock.app);
    const { stream } = await follow(`${url}/_rehearsal/events?client=one`);
    for (const client of ['other', 'one']) {
      await fetch(`${url}/reference-data/pop-names`, { headers: { authorization: await tokenOf(mock, client) } });
    }
    const { value } = await stream.next();
    expect(JSON.parse(value?.['data'] ?? '')).toMatchObject({ seq: 2, clientId: 'one' });
  });

  it('stops listening once its reader has disconnected', async () => {
    const { store } = await openMock();
    const contract = loadContract({ ruleSet: 'observed' });
    const { shared } = store;
    const clock = movableClock(shared);
    const recorded = new EventEmitter<{ exchange: [Exchange] }>();
    const app = Fastify();
    controlApi(app, {
      contract,
      validateReceipt: createReceiptValidator(contract),
      chargeHeader: chargeHeader(contract),
      notes: receiptNotes(contract),
      store,
      keys: loadKeyRing(store),
      clock,
      now: clock.now,
      faults: faultPlan(shared),
      tokenExpiryOverrides: tokenExpiryOverrides(shared),
      shared,
      buildNotes: () => [],
      contractId: 'nobody',
      rateLimit: undefined,
      recordedExchanges: recorded,
      known: { secrets: new Set(), apiCodes: new Set() },
      inFlight: new InFlightRequests(),
      stopping: new AbortController().signal,
      controlToken: undefined,
      evaluateTraffic: () => [],
      reseed: async () => undefined,
    });
    const url = await listening(app);
    const readers = [await follow(`${url}/_rehearsal/events`), await follow(`${url}/_rehearsal/events`)];
    expect(recorded.listenerCount('exchange')).toBe(2);
    readers[0]?.leave();
    await vi.waitUntil(() => recorded.listenerCount('exchange') < 2);
    expect(recorded.listenerCount('exchange')).toBe(1);
    await app.inject({ method: 'HEAD', url: '/_rehearsal/events' });
    await vi.waitUntil(() => recorded.listenerCount('exchange') < 2);
    readers[1]?.leave();
    await vi.waitUntil(() => recorded.listenerCount('exchange') === 0);
  });

  it('refuses a client that is named twice', async () => {
    const answer = await control(await openMock(), 'GET', '/events?client=a&client=b');
    expect(answer.statusCode).toBe(400);
  });
});
