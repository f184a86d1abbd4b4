import { execFileSync } from 'node:child_process';
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
import { createMovement, openMock } from '../../testing/open-mock.ts';
import { receiptWith } from '../../testing/receipt-with.ts';
import { exchange, recordExchange, replaceReceipt, storeReceipt } from '../../testing/stored.ts';
import { type Store, StoreError } from '../store.ts';
import { openSqliteStore } from './sqlite-store.ts';

const root = mkdtempSync(join(tmpdir(), 'store-'));
afterAll(() => rmSync(root, { recursive: true }));
let made = 0;
const newFolder = () => join(root, String(++made));

const movement = { receipt: receiptWith() };

describe('a store that is opened again', () => {
  it.skipIf(process.platform === 'win32')('is readable by its owner only: it contains the signing key', async () => {
    const folder = newFolder();
    const store = openSqliteStore({ folder });
    for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o077).toBe(0);
    await store.close();
  });

  it('never issues an id twice', async () => {
    const folder = newFolder();
    const ids: string[] = [];
    for (let run = 0; run < 5; run++) {
      const store = openSqliteStore({ folder });
      for (let count = 0; count < 20; count++) ids.push(await storeReceipt(store, movement));
      await store.close();
    }
    expect(new Set(ids).size).toBe(100);
  });
});

describe('the headers of deleted exchanges', () => {
  function headersIn(folder: string): unknown[] {
    const database = new DatabaseSync(join(folder, 'rehearsal.sqlite'), { readOnly: true });
    const rows = database.prepare('SELECT headers FROM header_sets ORDER BY headers').all();
    database.close();
    return rows.map(({ headers }) => headers);
  }
  const exchangeWith = (accept: string) => ({
    ...exchange,
    request: { ...exchange.request, headers: { accept } },
  });

  it.each([
    ['are deleted by a trim', (store: Store) => store.trim({ count: 1 }), ['{"accept":"c"}', '{}']],
    ['are deleted with everything else', (store: Store) => store.clear(), []],
  ] as const)('%s', async (_, remove, left) => {
    const folder = newFolder();
    const store = openSqliteStore({ folder });
    for (const accept of ['a', 'b', 'c']) await recordExchange(store, exchangeWith(accept));
    await remove(store);
    await store.close();
    expect(headersIn(folder)).toEqual(left);
  });

  it('are deleted later if they were used again, since their last use is written ahead', async () => {
    const folder = newFolder();
    const store = openSqliteStore({ folder });
    for (const accept of ['again', 'again', ...Array.from({ length: 1_001 }, () => 'others')])
      await recordExchange(store, exchangeWith(accept));
    await store.trim({ count: 1 });
    await store.close();
    expect(headersIn(folder)).toEqual(['{"accept":"others"}', '{}']);
  });

  it.each([
    ['everything was deleted', (store: Store) => store.clear()],
    ['all of the journal was trimmed', (store: Store) => store.trim({ count: 0 })],
  ])('are stored again with the next exchange after %s', async (_, remove) => {
    const store = openSqliteStore({ folder: newFolder() });
    for (let count = 0; count < 3; count++) await recordExchange(store, exchangeWith('same'));
    await remove(store);
    await recordExchange(store, exchangeWith('same'));
    const exchanges = await store.exchanges({});
    expect(exchanges.map(({ request }) => request.headers)).toEqual([{ accept: 'same' }]);
    await store.close();
  });
});

describe('a store that another process reads', () => {
  /** The queries that the README shows. */
  const queries = [
    ...readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8').matchAll(
      /^sqlite3 [^\n]* rehearsal\.sqlite "([^"]+)"$/gm,
    ),
  ].map(([, sql]) => sql ?? '');

  function queried(folder: string, sql: string): unknown {
    const program = `const { DatabaseSync } = require('node:sqlite');
      const database = new DatabaseSync('rehearsal.sqlite', { readOnly: true });
      console.log(JSON.stringify(database.prepare(process.argv[1]).all()));`;
    const flags = ['--no-warnings', '-e', program, sql];
    return JSON.parse(execFileSync(process.execPath, flags, { cwd: folder, encoding: 'utf8' }));
  }

  it('shows it the latest receipts and the exchanges of a client, as the README says', async () => {
    const folder = newFolder();
    const mock = await openMock({ store: openSqliteStore({ folder }) });
    const id = await createMovement(mock, receiptWith());
    const update = receiptWith({ yourUniqueReference: 'WB-2' });
    await mock.send('PUT', `/movements/${id}/receive`, { body: update });
    await mock.send('POST', '/movements/receive', { body: {} });
    const [receipts, exchanges, ...others] = queries.map((sql) => queried(folder, sql));
    expect(others).toEqual([]);
    expect(receipts).toEqual([expect.objectContaining({ waste_tracking_id: id, revision: 2, reference: 'WB-2' })]);
    expect(exchanges).toEqual(
      [
        ['POST', '/movements/receive', 201],
        ['PUT', `/movements/${id}/receive`, 200],
        ['POST', '/movements/receive', 400],
      ].map(([method, url, status], index) => expect.objectContaining({ seq: index + 1, method, url, status })),
    );
    await mock.app.close();
    await mock.store.close();
  });

  it('shows a reader the data as it was on opening, even if a mock deletes it meanwhile', async () => {
    const folder = newFolder();
    const store = openSqliteStore({ folder });
    const ids: string[] = [];
    for (let count = 0; count < 50; count++) ids.push(await storeReceipt(store, movement));
    await replaceReceipt(store, ids[0] ?? '', receiptWith({ yourUniqueReference: 'WB-2' }));
    const content = async (of: Store) => [
      await of.exchanges({}),
      await of.lastPosition(),
      await Promise.all(ids.map((id) => of.revisions(id))),
    ];
    const expected = await content(store);
    const looking = openSqliteStore({ folder }, { readOnly: true });
    await store.trim({ count: 5, withReceipts: true });
    expect(await content(looking)).toEqual(expected);
    await store.clear();
    await storeReceipt(store, movement);
    expect(await content(looking)).toEqual(expected);
    await looking.close();
    await store.close();
  });

  it('has a write-ahead log that does not grow without bound', async () => {
    const folder = newFolder();
    const store = openSqliteStore({ folder });
    const receipt = { note: 'x'.repeat(500_000) };
    let largest = 0;
    for (let count = 0; count < 400; count++) {
      await storeReceipt(store, { receipt });
      largest = Math.max(largest, statSync(join(folder, 'rehearsal.sqlite-wal')).size);
    }
    expect(largest).toBeLessThan(100_000_000);
    await store.close();
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

  it('contains data of a newer version, which is left unchanged', async () => {
    const folder = newFolder();
    await openSqliteStore({ folder }).close();
    const database = new DatabaseSync(join(folder, 'rehearsal.sqlite'));
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(refusal(folder).message).toMatch(
      /rehearsal\.sqlite was written by a newer receipt-rehearsal \(data version 99\): update/,
    );
  });

  it.each([
    ['a database of an earlier version', 'rehearsal.sqlite'],
    ['a journal of an earlier build', 'journal-000001.log'],
  ])('holds %s, which is left as it was', (_, culprit) => {
    const folder = folderWith((file) => {
      const database = new DatabaseSync(file);
      database.exec('CREATE TABLE movements (counter INTEGER PRIMARY KEY); PRAGMA user_version = 3');
      database.close();
    });
    if (culprit.endsWith('.log')) writeFileSync(join(folder, culprit), 'a frame');
    const before = readFileSync(join(folder, 'rehearsal.sqlite'));
    for (const readOnly of [false, true]) {
      expect(() => openSqliteStore({ folder }, { readOnly })).toThrow(StoreError);
      expect(() => openSqliteStore({ folder }, { readOnly })).toThrow(
        /was written by an earlier build of receipt-rehearsal, which this one cannot read: start with a new folder$/,
      );
    }
    expect(readFileSync(join(folder, 'rehearsal.sqlite'))).toEqual(before);
    expect(readdirSync(folder)).not.toContain('rehearsal.sqlite-wal');
  });

  it('contains nothing to read', () => {
    const folder = newFolder();
    expect(() => openSqliteStore({ folder }, { readOnly: true })).toThrow(/^cannot use /);
    expect(existsSync(folder)).toBe(false);
    mkdirSync(folder);
    writeFileSync(join(folder, 'rehearsal.sqlite'), '');
    expect(() => openSqliteStore({ folder }, { readOnly: true })).toThrow(
      /rehearsal\.sqlite contains no data of a mock$/,
    );
  });

  it('contains a file that is not SQLite', () => {
    const folder = folderWith((file) => writeFileSync(file, 'not a database '.repeat(100)));
    expect(refusal(folder).message).toMatch(
      /^cannot use .*rehearsal\.sqlite as the mock's data: .*not a database.*--data, or --memory$/,
    );
  });

  it('contains another program’s database, which is left unchanged', () => {
    const folder = folderWith((file) => {
      const database = new DatabaseSync(file);
      database.exec('CREATE TABLE notes (theirs TEXT)');
      database.close();
    });
    const before = readFileSync(join(folder, 'rehearsal.sqlite'));
    expect(refusal(folder).message).toMatch(/rehearsal\.sqlite is a database of another program: use another folder$/);
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

  it('is created if it does not exist yet', async () => {
    const folder = join(newFolder(), 'deeper', 'still');
    await openSqliteStore({ folder }).close();
    expect(existsSync(join(folder, 'rehearsal.sqlite'))).toBe(true);
  });
});
