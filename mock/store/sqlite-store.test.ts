import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import type { Exchange } from '../../spec/exchange.ts';
import { hashSecret } from '../dummy-organisations.ts';
import { createMovement, openMock, tokenOf } from '../testing/open-mock.ts';
import { firstApiCode, receiptWith } from '../testing/receipt-with.ts';
import { openSqliteStore } from './sqlite-store.ts';
import { type Store, StoreError } from './store.ts';

const root = mkdtempSync(join(tmpdir(), 'store-'));
afterAll(() => rmSync(root, { recursive: true }));
let made = 0;
const newFolder = () => join(root, String(++made));

const exchange: Omit<Exchange, 'seq'> = {
  at: '2026-10-05T09:30:00.000Z',
  durationMs: 1.5,
  clientId: 'a-client',
  operationId: 'receiveMovement',
  request: { method: 'POST', url: '/movements/receive', headers: { 'x-a': 'ü\u0000' }, body: { json: { a: null } } },
  response: { status: 201, headers: {}, body: { text: 'not JSON' } },
  notes: [{ kind: 'defect', text: 't', source: 's' }],
};
const movement = { organisationId: 'o', clientId: 'a-client', receipt: receiptWith(), at: new Date('2026-10-05') };

const places: [string, () => Store][] = [
  ['a folder', () => openSqliteStore({ folder: newFolder() })],
  ['memory', () => openSqliteStore('memory')],
];

describe.each(places)('a store in %s', (_, open) => {
  it('knows nothing at first', async () => {
    const store = open();
    expect(await store.setting('a')).toBe(undefined);
    expect(await store.client('a')).toBe(undefined);
    expect(await store.apiCode(firstApiCode)).toBe(undefined);
    expect(await store.movement('26BHUT6U')).toBe(undefined);
    expect(await store.updateMovement('26BHUT6U', {})).toBe(false);
    expect(await store.exchanges({})).toEqual([]);
  });

  it('keeps settings and clients, the last one said', async () => {
    const store = open();
    for (const value of ['one', 'two']) {
      await store.saveSetting('s', value);
      await store.saveClient({ clientId: 'c', secretHash: hashSecret(value), name: value });
    }
    expect(await store.setting('s')).toBe('two');
    expect(await store.client('c')).toEqual({ clientId: 'c', secretHash: hashSecret('two'), name: 'two' });
  });

  it('keeps an organisation’s service charge for all its API codes', async () => {
    const store = open();
    await store.saveOrganisation({ organisationId: 'o', serviceChargeExpiry: null });
    await store.saveApiCode({ code: 'a', organisationId: 'o', isDisabled: false });
    await store.saveApiCode({ code: 'b', organisationId: 'o', isDisabled: true });
    await store.saveOrganisation({ organisationId: 'o', serviceChargeExpiry: '2027-03-31' });
    const shared = { organisationId: 'o', serviceChargeExpiry: '2027-03-31' };
    expect(await store.apiCode('a')).toEqual({ code: 'a', isDisabled: false, ...shared });
    expect(await store.apiCode('b')).toEqual({ code: 'b', isDisabled: true, ...shared });
    expect(await store.apiCode('A')).toBe(undefined);
  });

  it('keeps the receipt that stands, and counts its revisions', async () => {
    const store = open();
    const id = await store.createMovement(movement);
    const { at: _at, ...kept } = movement;
    expect(await store.movement(id)).toEqual({ ...kept, wasteTrackingId: id, revision: 1 });
    const corrected = receiptWith({ yourUniqueReference: 'WB-10483' });
    expect(await store.updateMovement(id, corrected)).toBe(true);
    expect(await store.movement(id)).toEqual({ ...kept, wasteTrackingId: id, revision: 2, receipt: corrected });
  });

  it('gives back exchanges as they were, in order, from a position on, of a client, so many', async () => {
    const store = open();
    const clients = ['a-client', null, 'another', 'a-client'];
    for (const [index, clientId] of clients.entries()) {
      expect(await store.appendExchange({ ...exchange, clientId })).toBe(index + 1);
    }
    expect(await store.exchanges({})).toEqual(
      clients.map((clientId, index) => ({ ...exchange, clientId, seq: index + 1 })),
    );
    const positions = async (query: object) => (await store.exchanges(query)).map(({ seq }) => seq);
    expect(await positions({ after: 2 })).toEqual([3, 4]);
    expect(await positions({ clientId: 'a-client' })).toEqual([1, 4]);
    expect(await positions({ clientId: 'a-client', after: 1 })).toEqual([4]);
    expect(await positions({ limit: 2 })).toEqual([1, 2]);
    expect(await positions({ after: 4 })).toEqual([]);
  });
});

describe('a store that is opened again', () => {
  it.skipIf(process.platform === 'win32')('is its owner’s to read: it holds the signing key', async () => {
    const folder = newFolder();
    const store = openSqliteStore({ folder });
    for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o077).toBe(0);
    await store.close();
  });

  it('has everything, and an old token is still good', async () => {
    const folder = newFolder();
    const before = await openMock({ store: openSqliteStore({ folder }) });
    const id = await createMovement(before, receiptWith());
    const authorization = await tokenOf(before, 'rehearsal-client');
    await before.store.saveClient({ clientId: 'c', secretHash: hashSecret('s'), name: 'C' });
    await before.send('PUT', `/movements/${id}/receive`, { body: receiptWith({ yourUniqueReference: 'WB-2' }) });
    const journal = await before.store.exchanges({});
    await before.app.close();
    await before.store.close();

    const after = await openMock({ store: openSqliteStore({ folder }) });
    expect(await after.store.exchanges({})).toEqual(journal);
    expect(await after.store.client('c')).toMatchObject({ name: 'C' });
    expect(await after.store.movement(id)).toMatchObject({ revision: 2, receipt: { yourUniqueReference: 'WB-2' } });
    expect((await after.send('GET', '/reference-data/pop-names', { authorization })).statusCode).toBe(200);
    expect((await after.lastExchange()).seq).toBe(journal.length + 1);
    await after.store.close();
  });

  it('keeps the former receipt beside the one that stands', async () => {
    const folder = newFolder();
    const store = openSqliteStore({ folder });
    const id = await store.createMovement(movement);
    await store.updateMovement(id, receiptWith({ yourUniqueReference: 'WB-2' }));
    await store.close();
    const database = new DatabaseSync(join(folder, 'rehearsal.sqlite'));
    const rows = database.prepare('SELECT revision, receipt FROM revisions ORDER BY revision').all();
    expect(rows.map((row) => [row['revision'], JSON.parse(String(row['receipt'])).yourUniqueReference])).toEqual([
      [1, undefined],
      [2, 'WB-2'],
    ]);
    database.close();
  });

  it('never gives an id twice', async () => {
    const folder = newFolder();
    const ids: string[] = [];
    for (let run = 0; run < 5; run++) {
      const store = openSqliteStore({ folder });
      for (let count = 0; count < 20; count++) ids.push(await store.createMovement(movement));
      await store.close();
    }
    expect(new Set(ids).size).toBe(100);
  });

  it('counts on from where a new store was told to begin', async () => {
    const ids = await Promise.all(
      [0, 1].map(() => openSqliteStore('memory', { firstCounter: 5000 }).createMovement(movement)),
    );
    expect(new Set(ids).size).toBe(1);
    const other = openSqliteStore('memory', { firstCounter: 5001 });
    expect(ids).not.toContain(await other.createMovement(movement));
  });
});

describe('a place that cannot be used', () => {
  function refusal(folder: string): StoreError {
    try {
      openSqliteStore({ folder });
    } catch (error) {
      if (error instanceof StoreError) return error;
      throw error;
    }
    throw new Error('it was opened');
  }

  function folderWith(write: (file: string) => void): string {
    const folder = newFolder();
    mkdirSync(folder);
    write(join(folder, 'rehearsal.sqlite'));
    return folder;
  }

  it('holds data of a newer version, which is left as it was', () => {
    const folder = newFolder();
    openSqliteStore({ folder }).close();
    const database = new DatabaseSync(join(folder, 'rehearsal.sqlite'));
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(refusal(folder).message).toMatch(
      /rehearsal\.sqlite was written by a newer receipt-rehearsal \(data version 99\): update/,
    );
  });

  it('holds a file that is not SQLite', () => {
    const folder = folderWith((file) => writeFileSync(file, 'not a database '.repeat(100)));
    expect(refusal(folder).message).toMatch(
      /^cannot use .*rehearsal\.sqlite as the mock's data: .*not a database.*--data, or --memory$/,
    );
  });

  it('holds somebody else’s database, which is left as it was', () => {
    const folder = folderWith((file) => {
      const database = new DatabaseSync(file);
      database.exec('CREATE TABLE notes (theirs TEXT)');
      database.close();
    });
    const before = readFileSync(join(folder, 'rehearsal.sqlite'));
    expect(refusal(folder).message).toMatch(/rehearsal\.sqlite is a database of something else: use another folder$/);
    expect(readFileSync(join(folder, 'rehearsal.sqlite'))).toEqual(before);
  });

  it('is a file, or below one', () => {
    const file = join(root, 'a-file');
    writeFileSync(file, '');
    expect(refusal(file).message).toMatch(/^cannot use .*a-file.* as the mock's data: .*--memory$/);
    expect(refusal(join(file, 'below')).message).toMatch(/^cannot use /);
  });

  it.skipIf(process.getuid?.() === 0)('cannot be written', () => {
    const folder = newFolder();
    mkdirSync(folder);
    chmodSync(folder, 0o500);
    expect(refusal(folder).message).toMatch(/^cannot use /);
  });

  it('is made where it is not there yet', async () => {
    const folder = join(newFolder(), 'deeper', 'still');
    await openSqliteStore({ folder }).close();
    expect(existsSync(join(folder, 'rehearsal.sqlite'))).toBe(true);
  });
});
