import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { replaceReceipt, storeReceipt } from '../../testing/stored.ts';
import { SqliteDatabase } from './database.ts';
import { openSqliteStore } from './sqlite-store.ts';

const root = mkdtempSync(join(tmpdir(), 'trim-while-writing-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('keeps a receipt that is updated before it would be trimmed', async () => {
  const store = openSqliteStore({ folder: join(root, 'updated') });
  const ids: string[] = [];
  for (let number = 0; number < 1_500; number++) ids.push(await storeReceipt(store, { receipt: { number } }));
  const last = ids.at(-1) ?? '';
  const trimmed = store.trim({ count: 0, withReceipts: true });
  await replaceReceipt(store, last, { update: 1 });
  expect(await store.movement(last)).toMatchObject({ revision: 2 });
  await trimmed;
  expect(await store.movement(last)).toMatchObject({ revision: 2, receipt: { update: 1 } });
  expect(await store.revisions(last)).toHaveLength(2);
  await store.close();
});

it.each([0, 1, 2, 3])('loses nothing recorded meanwhile if the process is killed (%d turns later)', async (turns) => {
  const folder = join(root, `killed-${turns}`);
  const store = openSqliteStore({ folder });
  for (let number = 0; number < 800; number++) await storeReceipt(store, { receipt: { number } });
  let isOver = false;
  const trimmed = store.trim({ count: 0 }).then(() => {
    isOver = true;
  });
  const ids: string[] = [];
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
  while (!isOver) ids.push(await storeReceipt(store, { receipt: {} }));
  const copy = `${folder}-copy`;
  cpSync(folder, copy, { recursive: true });
  rmSync(join(copy, 'rehearsal.sqlite-shm'), { force: true });
  await trimmed;
  await store.close();
  const reopened = openSqliteStore({ folder: copy });
  for (const id of ids) expect(await reopened.movement(id)).toMatchObject({ revision: 1 });
  expect(await reopened.exchanges({})).toHaveLength(ids.length);
  expect(ids).not.toContain(await storeReceipt(reopened, { receipt: {} }));
  await reopened.close();
});

it('is completed by the next process, wherever this one was killed', async () => {
  const folder = join(root, 'transactions');
  const store = openSqliteStore({ folder });
  const ids = await Promise.all(
    Array.from({ length: 2_000 }, (_, number) => storeReceipt(store, { receipt: { number } })),
  );
  const copies: string[] = [];
  const transaction = SqliteDatabase.prototype.transaction;
  const spy = vi.spyOn(SqliteDatabase.prototype, 'transaction').mockImplementation(function (
    this: SqliteDatabase,
    work,
  ) {
    const result = transaction.call(this, work);
    const copy = `${folder}-${copies.length}`;
    cpSync(folder, copy, { recursive: true });
    rmSync(join(copy, 'rehearsal.sqlite-shm'), { force: true });
    copies.push(copy);
    return result;
  });
  let isOver = false;
  const trimmed = store.trim({ count: 0 }).then(() => {
    isOver = true;
  });
  while (!isOver) await storeReceipt(store, { receipt: {} });
  await trimmed;
  spy.mockRestore();
  await store.close();
  expect(copies.length).toBeGreaterThan(9);
  for (const copy of copies) {
    const reopened = openSqliteStore({ folder: copy });
    await storeReceipt(reopened, { receipt: {} });
    await reopened.trim({ count: 0 });
    expect(await reopened.exchanges({})).toEqual([]);
    for (const id of ids) expect(await reopened.movement(id)).toMatchObject({ revision: 1 });
    await reopened.close();
  }
});
