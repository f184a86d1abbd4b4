import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { keepReceipt } from '../testing/stored.ts';
import { Checkpoints } from './checkpoints.ts';
import { openDatabase, SqliteDatabase } from './sqlite-database.ts';
import { openSqliteStore } from './sqlite-store.ts';

const root = mkdtempSync(join(tmpdir(), 'checkpoints-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const [enough, plenty] = [16 * 1024 * 1024, 64 * 1024 * 1024];

it('moves what was written into the data file while others write, and lets the log begin anew', async () => {
  const file = join(root, 'apart.sqlite');
  const database = openDatabase(file);
  const before = statSync(file).size;
  const begin = vi.fn(() => database.beginLogAnew());
  const checkpoints = new Checkpoints(file, begin);
  for (let count = 0; count < 50; count++) {
    database.run('INSERT INTO settings VALUES (?, ?)', `name ${count}`, 'x'.repeat(20_000));
  }
  checkpoints.written(enough - 1);
  expect(statSync(file).size).toBe(before);
  checkpoints.written(1);
  await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(1_000_000), 10_000);
  expect(begin).not.toHaveBeenCalled();
  checkpoints.written(plenty);
  await vi.waitFor(() => expect(begin).toHaveBeenCalledTimes(1), 10_000);
  await checkpoints.end();
  database.close();
});

it('tries again where the log could not begin anew', async () => {
  const file = join(root, 'full.sqlite');
  const database = openDatabase(file);
  const begin = vi.fn(() => {
    throw new Error('database or disk is full');
  });
  const checkpoints = new Checkpoints(file, begin);
  for (const times of [1, 2]) {
    checkpoints.written(plenty);
    await vi.waitFor(() => expect(begin).toHaveBeenCalledTimes(times), 10_000);
  }
  await checkpoints.end();
  database.close();
});

it('bounds the log of writes of a store that is written to without a pause', async () => {
  const folder = join(root, 'steady');
  const store = openSqliteStore({ folder });
  const receipt = { note: 'x'.repeat(500_000) };
  let largest = 0;
  for (let count = 0; count < 400; count++) {
    await keepReceipt(store, { receipt });
    largest = Math.max(largest, statSync(join(folder, 'rehearsal.sqlite-wal')).size);
  }
  // Twice what begins it anew: a machine that does other things is late.
  expect(largest).toBeLessThan(2.5 * plenty);
  await store.close();
});

it('fails nobody where there can be no thread', () => {
  const checkpoints = new Checkpoints(Symbol('no path') as never, () => {});
  expect(() => checkpoints.written(plenty)).not.toThrow();
  expect(checkpoints.end()).toBe(undefined);
});

it('bounds the log of writes as well where receipts are kept of which the journal is forgotten', async () => {
  const folder = join(root, 'trimmed');
  const store = openSqliteStore({ folder });
  const receipt = { note: 'x'.repeat(500_000) };
  for (let count = 0; count < 100; count++) {
    await keepReceipt(store, { receipt });
    await store.trim({ count: 0 });
  }
  await vi.waitFor(() => expect(statSync(join(folder, 'rehearsal.sqlite')).size).toBeGreaterThan(10_000_000), 10_000);
  await store.close();
});

it('waits for no reader when the log is to begin anew', () => {
  const file = join(root, 'read.sqlite');
  const database = openDatabase(file);
  const reader = openDatabase(file, { readOnly: true });
  reader.holdStill();
  database.run('INSERT INTO settings VALUES (?, ?)', 'name', 'value');
  const told = vi.spyOn(SqliteDatabase.prototype, 'get');
  database.beginLogAnew();
  expect(told.mock.calls.map(([sql]) => sql)).toEqual([
    'PRAGMA busy_timeout = 0',
    'PRAGMA wal_checkpoint(RESTART)',
    'PRAGMA busy_timeout = 500',
  ]);
  expect(database.get('PRAGMA busy_timeout')).toEqual({ timeout: 500 });
  told.mockRestore();
  reader.close();
  database.close();
});

it('counts what a process left that was killed', async () => {
  const file = join(root, 'left.sqlite');
  const database = openDatabase(file);
  for (let count = 0; count < 50; count++) {
    database.run('INSERT INTO settings VALUES (?, ?)', `name ${count}`, 'x'.repeat(enough / 40));
  }
  const before = statSync(file).size;
  const checkpoints = new Checkpoints(file, () => database.beginLogAnew());
  checkpoints.written(1);
  await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(before), 10_000);
  await checkpoints.end();
  database.close();
});
