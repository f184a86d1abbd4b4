import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Exchange } from '../../spec/types/exchange.ts';
import { hashSecret } from '../default-data.ts';
import { createMovement, openMock, tokenOf } from '../testing/open-mock.ts';
import { withoutPostgres } from '../testing/postgres-server.ts';
import { firstApiCode, receiptWith } from '../testing/receipt-with.ts';
import { sharedPostgres } from '../testing/shared-postgres.ts';
import { recordExchange, replaceReceipt, storeReceipt, toExchangeRecord } from '../testing/stored.ts';
import { type OpenOptions, openStore, type StoreLocation } from './open-store.ts';
import type { Store } from './store.ts';

const root = mkdtempSync(join(tmpdir(), 'any-store-'));
afterAll(() => rmSync(root, { recursive: true }));

interface Kind {
  name: string;
  /** False if the data is lost when the store closes. */
  isKept: boolean;
  /** Why it cannot be tested here. */
  missing: string | false;
  newPlace(): Promise<StoreLocation>;
}

let folders = 0;
const kinds: Kind[] = [
  { name: 'memory', isKept: false, missing: false, newPlace: async () => 'memory' },
  { name: 'a folder', isKept: true, missing: false, newPlace: async () => ({ folder: join(root, String(++folders)) }) },
  {
    name: 'PostgreSQL',
    isKept: true,
    missing: withoutPostgres,
    newPlace: async () => ({ url: await sharedPostgres().newDatabase() }),
  },
];

const exchange: Omit<Exchange, 'seq'> = {
  at: '2026-10-05T09:30:00.000Z',
  monotonicMs: 1_791_192_600_000.25,
  durationMs: 1.5,
  clientId: 'a-client',
  operationId: 'receiveMovement',
  request: { method: 'POST', url: '/movements/receive', headers: { 'x-a': 'ü\u0000' }, body: { json: { a: null } } },
  response: { status: 201, headers: {}, body: { text: 'not JSON' } },
  notes: [{ kind: 'defect', text: 't', source: 's' }],
};
const movement = { organisationId: 'o', clientId: 'a-client', receipt: receiptWith(), at: new Date('2026-10-05') };

for (const { name, missing } of kinds) {
  it.runIf(missing !== false)(`the tests of a store in ${name} are skipped: ${missing}`, ({ skip }) => skip());
}

describe.each(kinds.filter(({ missing }) => missing === false))('a store in $name', ({ isKept, newPlace }) => {
  const opened: Store[] = [];
  afterAll(() => Promise.all(opened.map((store) => store.close())));

  async function open(options: OpenOptions = {}): Promise<Store> {
    const store = await openStore(await newPlace(), options);
    opened.push(store);
    return store;
  }

  it('is empty at first', async () => {
    const store = await open();
    expect(await store.setting('a')).toBe(undefined);
    expect(await store.client('a')).toBe(undefined);
    expect(await store.apiCode(firstApiCode)).toBe(undefined);
    expect(await store.organisation('o')).toBe(undefined);
    expect(await store.movement('26BHUT6U')).toBe(undefined);
    expect(await store.ownerOf('26BHUT6U')).toBe(undefined);
    expect(await store.revisions('26BHUT6U')).toEqual([]);
    expect(await store.lastPosition()).toBe(0);
    expect(await store.exchanges({})).toEqual([]);
  });

  it('keeps settings and clients, the last value saved', async () => {
    const store = await open();
    for (const value of ['one', 'two']) {
      await store.saveSetting('s', value);
      await store.saveClient({ clientId: 'c', secretHash: hashSecret(value), name: value });
    }
    expect(await store.setting('s')).toBe('two');
    expect(await store.client('c')).toEqual({ clientId: 'c', secretHash: hashSecret('two'), name: 'two' });
  });

  it('gives all concurrent callers the same setting', async () => {
    const store = await open();
    const settled = await Promise.all(['one', 'two', 'three'].map((value) => store.getOrCreateSetting('s', value)));
    expect(new Set(settled)).toEqual(new Set([await store.setting('s')]));
    expect(await store.getOrCreateSetting('s', 'late')).toBe(settled[0]);
  });

  it('keeps an organisation’s service charge for all its API codes, in the order of creation', async () => {
    const store = await open();
    await store.saveOrganisation({ organisationId: 'o', serviceChargeExpiry: null });
    await store.saveApiCode({ code: 'b', organisationId: 'o', isDisabled: false });
    await store.saveApiCode({ code: 'a', organisationId: 'o', isDisabled: true });
    expect(await store.apiCode('b')).toMatchObject({ serviceChargeExpiry: null, isDisabled: false });
    await store.saveOrganisation({ organisationId: 'o', serviceChargeExpiry: '2027-03-31' });
    await store.saveApiCode({ code: 'b', organisationId: 'o', isDisabled: true });
    const shared = { organisationId: 'o', serviceChargeExpiry: '2027-03-31', isDisabled: true };
    expect(await store.apiCode('a')).toEqual({ code: 'a', ...shared });
    expect(await store.apiCode('b')).toEqual({ code: 'b', ...shared });
    expect(await store.apiCode('A')).toBe(undefined);
    expect((await store.organisation('o'))?.apiCodes.map(({ code }) => code)).toEqual(['b', 'a']);
  });

  it('keeps the latest receipt, and every former one', async () => {
    const store = await open();
    const id = await storeReceipt(store, movement);
    const { at: _at, ...stored } = movement;
    expect(await store.movement(id)).toEqual({ ...stored, wasteTrackingId: id, revision: 1 });
    const corrected = receiptWith({ yourUniqueReference: 'WB-10483' });
    await replaceReceipt(store, id, corrected);
    expect(await store.ownerOf(id)).toBe('o');
    expect(await store.movement(id)).toEqual({ ...stored, wasteTrackingId: id, revision: 2, receipt: corrected });
    expect(await store.revisions(id)).toEqual([
      { revision: 1, receipt: movement.receipt },
      { revision: 2, receipt: corrected },
    ]);
  });

  it('applies concurrent updates one after the other, each with its own exchange', async () => {
    const store = await open();
    const ids = [await storeReceipt(store, movement), await storeReceipt(store, movement)];
    const references = [0, 1, 2, 3, 4].map((count) => `WB-${count}`);
    await Promise.all(
      references.flatMap((yourUniqueReference) =>
        ids.map((id) => replaceReceipt(store, id, receiptWith({ yourUniqueReference }))),
      ),
    );
    for (const id of ids) {
      const stored = await store.revisions(id);
      expect(stored.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(stored.slice(1).map(({ receipt }) => receipt['yourUniqueReference'])).toEqual(references);
    }
    const sent = (await store.exchanges({})).map(({ request }) => Object(request.body).json.yourUniqueReference);
    expect(sent.slice(2)).toEqual(references.flatMap((reference) => [reference, reference]));
  });

  it('records an update of a receipt that was deleted meanwhile, with its body', async () => {
    const store = await open();
    const id = await storeReceipt(store, movement);
    await store.clear();
    await replaceReceipt(store, id, receiptWith());
    expect(await store.movement(id)).toBe(undefined);
    expect((await store.exchanges({})).map(({ request }) => request.body)).toEqual([
      { json: receiptWith({ apiCode: expect.anything() }) },
    ]);
  });

  it('records all the others if one of several concurrent ones cannot be written', async () => {
    const store = await open();
    const id = await store.newTrackingId(new Date('2026-10-05'));
    const change = { kind: 'create' as const, id, organisationId: 'o', clientId: 'c', receipt: '{}' };
    const creating = { ...toExchangeRecord(exchange), sent: '{}', change };
    const written = await Promise.allSettled([
      recordExchange(store, exchange),
      store.record(creating),
      store.record(creating),
      recordExchange(store, exchange),
    ]);
    expect(written.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await positions(store)).toEqual([1, 2, 3]);
    expect(await store.revisions(id.wasteTrackingId)).toHaveLength(1);
  });

  it('keeps a receipt that is not the text that was sent', async () => {
    const store = await open();
    const id = await store.newTrackingId(new Date('2026-10-05'));
    const change = { kind: 'create' as const, id, organisationId: 'o', clientId: 'c', receipt: '{"a":1}' };
    await store.record({ ...toExchangeRecord(exchange), requestBody: '{"b":2}', change });
    expect((await store.movement(id.wasteTrackingId))?.receipt).toEqual({ a: 1 });
    expect((await store.exchanges({}))[0]?.request.body).toEqual({ json: { b: 2 } });
  });

  it('returns exchanges unchanged, in order, after a position, of one client, up to a limit', async () => {
    const store = await open();
    const clients = ['a-client', null, 'another', 'a-client'];
    for (const [index, clientId] of clients.entries()) {
      expect(await recordExchange(store, { ...exchange, clientId })).toBe(index + 1);
    }
    expect(await store.exchanges({})).toEqual(
      clients.map((clientId, index) => ({ ...exchange, clientId, seq: index + 1 })),
    );
    expect(await store.lastPosition()).toBe(4);
    expect(await positions(store, { after: 2 })).toEqual([3, 4]);
    expect(await positions(store, { clientId: 'a-client' })).toEqual([1, 4]);
    expect(await positions(store, { clientId: 'a-client', after: 1 })).toEqual([4]);
    expect(await positions(store, { limit: 2 })).toEqual([1, 2]);
    expect(await positions(store, { clientId: 'a-client', limit: 1 })).toEqual([1]);
    expect(await positions(store, { after: 4 })).toEqual([]);
  });

  it('builds notes on read, unless they are to be left out', async () => {
    const store = await open();
    store.setNoteBuilder((judgedBy) => [{ kind: 'explanation', text: `by ${judgedBy}`, source: 's' }]);
    await store.record({
      ...toExchangeRecord({ ...exchange, notes: [] }),
      requestBody: '{}',
      contractId: 'a contract',
    });
    const texts = async (isBare: boolean) =>
      (await store.exchanges({ withoutNotes: isBare })).flatMap(({ notes }) => notes.map(({ text }) => text));
    expect(await texts(false)).toEqual(['by a contract']);
    expect(await texts(true)).toEqual([]);
  });

  it.each([
    ['a NUL', 'a\u0000b'],
    ['a backslash and what would follow', '\\u0000 \\'],
    ['a letter beyond the first plane', '𝔸'],
    ['thousands of letters', mixedLetters(20_000)],
  ])('keeps names with %s apart, and gives them back as they were', async (_, name) => {
    const store = await open();
    await recordExchange(store, { ...exchange, clientId: name });
    await recordExchange(store, { ...exchange, clientId: `${name}.` });
    expect(await positions(store, { clientId: name })).toEqual([1]);
    expect((await store.exchanges({}))[0]?.clientId).toBe(name);
    await store.saveSetting('s', name);
    expect(await store.setting('s')).toBe(name);
    const id = await storeReceipt(store, { ...movement, organisationId: name, clientId: name });
    expect(await store.movement(id)).toMatchObject({ organisationId: name, clientId: name });
    expect(await store.ownerOf(id)).toBe(name);
    expect(await store.apiCode(name)).toBe(undefined);
  });

  it.each([
    ['a NUL', 'a\u0000b'],
    ['two hundred letters that are all escaped', '\\'.repeat(200)],
  ])('keeps clients and organisations whose names hold %s', async (_, name) => {
    const store = await open();
    await store.saveClient({ clientId: name, secretHash: 'h', name });
    await store.saveOrganisation({ organisationId: name, serviceChargeExpiry: null });
    await store.saveApiCode({ code: name, organisationId: name, isDisabled: false });
    expect(await store.client(name)).toEqual({ clientId: name, secretHash: 'h', name });
    expect(await store.apiCode(name)).toMatchObject({ code: name, organisationId: name });
    expect((await store.organisation(name))?.apiCodes).toHaveLength(1);
    expect(await store.client(`${name}.`)).toBe(undefined);
  });

  it('issues no id twice, however many concurrent calls there are', async () => {
    const store = await open();
    const ids = await Promise.all(Array.from({ length: 300 }, () => store.newTrackingId(new Date('2026-10-05'))));
    expect(new Set(ids.map(({ wasteTrackingId }) => wasteTrackingId)).size).toBe(300);
    expect(ids.every(({ wasteTrackingId }) => /^26[A-Z0-9]{6,}$/.test(wasteTrackingId))).toBe(true);
  });

  it('begins ids at the given counter', async () => {
    const first = async (firstCounter: number) =>
      (await (await open({ firstCounter })).newTrackingId(new Date('2026-10-05'))).wasteTrackingId;
    expect(await first(5_000)).toBe(await first(5_000));
    expect(await first(5_000)).not.toBe(await first(5_001));
  });

  it('deletes everything except settings, and issues no id or position a second time', async () => {
    const store = await open();
    await store.saveSetting('s', 'kept');
    await store.saveClient({ clientId: 'c', secretHash: 'h', name: 'C' });
    await store.saveOrganisation({ organisationId: 'o', serviceChargeExpiry: null });
    await store.saveApiCode({ code: 'a', organisationId: 'o', isDisabled: false });
    expect(await store.apiCode('a')).not.toBe(undefined);
    const id = await storeReceipt(store, movement);
    await store.clear();
    expect(await store.setting('s')).toBe('kept');
    expect(await store.client('c')).toBe(undefined);
    expect(await store.apiCode('a')).toBe(undefined);
    expect(await store.organisation('o')).toBe(undefined);
    expect(await store.movement(id)).toBe(undefined);
    expect(await store.exchanges({})).toEqual([]);
    expect(await storeReceipt(store, movement)).not.toBe(id);
    expect(await positions(store)).toEqual([2]);
  });

  it('trims the journal by count and by age, but no receipt', async () => {
    const store = await open();
    const id = await storeReceipt(store, movement);
    for (const day of ['01', '02', '03', '04']) {
      await recordExchange(store, { ...exchange, at: `2026-10-${day}T00:00:00.000Z` });
    }
    await store.trim({ count: 4 });
    expect(await positions(store)).toEqual([2, 3, 4, 5]);
    await store.trim({ since: new Date('2026-10-03') });
    expect(await positions(store)).toEqual([4, 5]);
    await store.trim({ count: 1, since: new Date('2026-10-01') });
    expect(await positions(store)).toEqual([5]);
    await store.trim({ count: 0 });
    expect(await store.exchanges({})).toEqual([]);
    expect(await store.movement(id)).not.toBe(undefined);
    expect(await recordExchange(store, exchange)).toBe(6);
  });

  it('keeps the headers of the exchanges that stay, whichever of those with the same headers are deleted', async () => {
    const store = await open();
    const withHeaders = (accept: string) => ({ ...exchange, request: { ...exchange.request, headers: { accept } } });
    for (const accept of ['a', 'b', 'a', 'c', 'b']) await recordExchange(store, withHeaders(accept));
    await store.trim({ count: 3 });
    const accepted = async () => (await store.exchanges({})).map(({ request }) => request.headers['accept']);
    expect(await accepted()).toEqual(['a', 'c', 'b']);
    await store.trim({ count: 1 });
    await recordExchange(store, withHeaders('a'));
    expect(await accepted()).toEqual(['b', 'a']);
  });

  it('deletes receipts with the journal if requested, once the exchange of the latest revision is deleted', async () => {
    const store = await open();
    const [gone, updated] = [await storeReceipt(store, movement), await storeReceipt(store, movement)];
    await replaceReceipt(store, updated, receiptWith({ yourUniqueReference: 'WB-2' }));
    await store.trim({ count: 1, withReceipts: true });
    expect(await store.movement(gone)).toBe(undefined);
    expect(await store.revisions(updated)).toHaveLength(2);
    await store.trim({ count: 0, withReceipts: true });
    expect([await store.movement(updated), await store.revisions(updated)]).toEqual([undefined, []]);
    expect([gone, updated]).not.toContain(await storeReceipt(store, movement));
  });

  it('deletes a receipt whose text differs in the journal, such as one with a masked secret, like any other', async () => {
    const store = await open();
    const id = await store.newTrackingId(new Date('2026-10-05'));
    const { wasteTrackingId } = id;
    const change = { kind: 'create' as const, id, organisationId: 'o', clientId: 'c', receipt: '{"a":1}' };
    const update = { kind: 'update' as const, wasteTrackingId, receipt: '{"a":2}' };
    for (const each of [change, update])
      await store.record({ ...toExchangeRecord(exchange), requestBody: '{"a":"***"}', change: each });
    const masked = { json: { a: '***' } };
    expect((await store.exchanges({})).map(({ request }) => request.body)).toEqual([masked, masked]);
    await store.trim({ count: 1, withReceipts: true });
    expect(await store.revisions(wasteTrackingId)).toHaveLength(2);
    await store.trim({ count: 0, withReceipts: true });
    expect(await store.movement(wasteTrackingId)).toBe(undefined);
  });

  it('changes the shared state one after the other', async () => {
    const { shared } = await open();
    const given = await Promise.all([1, 2, 3].map(() => shared.change((state) => (state.keysVersion += 1))));
    expect(given).toEqual([1, 2, 3]);
    expect(shared.state.keysVersion).toBe(3);
  });

  it('counts requests against a limit, for each client separately', async () => {
    const store = await open();
    const limiter = store.limiter({ name: 'a', points: 2, seconds: 60 });
    const other = store.limiter({ name: 'b', points: 2, seconds: 60 });
    const consume = (key: string, by = limiter) => by.consume(key).then(...([() => true, () => false] as const));
    expect(await consume('c')).toBe(true);
    expect(await consume('c')).toBe(true);
    expect(await consume('c')).toBe(false);
    expect(await consume('c', other)).toBe(true);
    expect(await consume('d'.repeat(10_000))).toBe(true);
    expect(await consume('\u0000')).toBe(true);
  });

  it.runIf(isKept)('has everything when it is opened again, and an old token is still valid', async () => {
    const place = await newPlace();
    const before = await openMock({ store: await openStore(place) });
    const id = await createMovement(before, receiptWith());
    const authorization = await tokenOf(before, 'rehearsal-client');
    await before.store.saveClient({ clientId: 'c', secretHash: hashSecret('s'), name: 'C' });
    await before.send('PUT', `/movements/${id}/receive`, { body: receiptWith({ yourUniqueReference: 'WB-2' }) });
    const journal = await before.store.exchanges({});
    await before.app.close();
    await before.store.close();

    const after = await openMock({ store: await openStore(place) });
    expect(await after.store.exchanges({})).toEqual(journal);
    expect(await after.store.client('c')).toMatchObject({ name: 'C' });
    expect(await after.store.movement(id)).toMatchObject({ revision: 2, receipt: { yourUniqueReference: 'WB-2' } });
    expect((await after.send('GET', '/reference-data/pop-names', { authorization })).statusCode).toBe(200);
    expect((await after.lastExchange()).seq).toBe(journal.length + 1);
    await after.app.close();
    await after.store.close();
  });

  it.runIf(isKept)('never issues an id twice, however often it is opened', async () => {
    const place = await newPlace();
    const ids: string[] = [];
    for (let run = 0; run < 5; run++) {
      const store = await openStore(place);
      for (let count = 0; count < 20; count++) ids.push(await storeReceipt(store, movement));
      await store.close();
    }
    expect(new Set(ids).size).toBe(100);
  });

  it.runIf(isKept)('can be read without being written', async () => {
    const place = await newPlace();
    const store = await openStore(place);
    const id = await storeReceipt(store, movement);
    await store.close();
    const looking = await openStore(place, { readOnly: true });
    expect((await looking.movement(id))?.receipt).toEqual(movement.receipt);
    expect(await positions(looking)).toEqual([1]);
    await expect(looking.saveSetting('s', 'v')).rejects.toThrow(/read-?only/);
    await looking.close();
  });
});

/** Returns letters that no compression shortens. */
function mixedLetters(count: number): string {
  let state = 1;
  return Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state % 36).toString(36);
  }).join('');
}

async function positions(store: Store, query: object = {}): Promise<number[]> {
  return (await store.exchanges(query)).map(({ seq }) => seq);
}
