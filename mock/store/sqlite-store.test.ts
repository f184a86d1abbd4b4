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
import { receiptWith } from '../testing/receipt-with.ts';
import { keepReceipt } from '../testing/stored.ts';
import { openSqliteStore } from './sqlite-store.ts';
import { StoreError } from './store.ts';

const root = mkdtempSync(join(tmpdir(), 'store-'));
afterAll(() => rmSync(root, { recursive: true }));
let made = 0;
const newFolder = () => join(root, String(++made));

const movement = { receipt: receiptWith() };

describe('a store that is opened again', () => {
  it.skipIf(process.platform === 'win32')('is its owner’s to read: it holds the signing key', async () => {
    const folder = newFolder();
    const store = openSqliteStore({ folder });
    for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o077).toBe(0);
    await store.close();
  });

  it('never gives an id twice', async () => {
    const folder = newFolder();
    const ids: string[] = [];
    for (let run = 0; run < 5; run++) {
      const store = openSqliteStore({ folder });
      for (let count = 0; count < 20; count++) ids.push(await keepReceipt(store, movement));
      await store.close();
    }
    expect(new Set(ids).size).toBe(100);
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

  it('holds data of a newer version, which is left as it was', async () => {
    const folder = newFolder();
    await openSqliteStore({ folder }).close();
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
