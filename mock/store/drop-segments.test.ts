import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { keepReceipt } from '../testing/stored.ts';
import { dropSegments } from './drop-segments.ts';
import { segmentName, segmentsIn } from './segment-names.ts';
import { openSqliteStore } from './sqlite-store.ts';
import { StoreError } from './store.ts';

// A disk that takes its time: nothing of the journal is ever on it for certain.
vi.mock('node:fs', async (load) => ({
  ...(await load<typeof import('node:fs')>()),
  fdatasync: (_file: number, done: (error: Error) => void) => setImmediate(done, new Error('EIO')),
}));

const root = mkdtempSync(join(tmpdir(), 'drop-segments-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What a process that was killed just now leaves. */
function asKilled(folder: string): string {
  const copy = `${folder}-killed`;
  cpSync(folder, copy, { recursive: true });
  rmSync(join(copy, 'rehearsal.sqlite-shm'), { force: true });
  return copy;
}

it('lets nothing go before the disk knows that it is forgotten', async () => {
  const done: string[] = [];
  const log = {
    passOver: () => done.push('passed over') > 0,
    dropBefore: (segment: number) => void done.push(`dropped before ${segment}`),
  };
  await dropSegments(5, { log, index: { toDisk: async () => void done.push('on the disk') } });
  expect(done).toEqual(['passed over', 'on the disk', 'dropped before 5']);
  const toDisk = () => Promise.reject(new Error('no'));
  await expect(dropSegments(6, { log, index: { toDisk } })).rejects.toThrow('no');
  expect(done).not.toContain('dropped before 6');
});

it.each(['trimmed', 'reset'])('finds all that is left after a journal was %s and the process killed', async (how) => {
  const folder = join(root, how);
  const store = openSqliteStore({ folder }, { segmentSize: 1_000 });
  for (let number = 0; number < 50; number++) await keepReceipt(store, { receipt: { number } });
  for (let number = 0; number < 3; number++) {
    if (how === 'trimmed') await store.trim({ count: 10 });
    else await store.forgetAll();
  }
  const id = await keepReceipt(store, { receipt: { a: 1 } });
  const journal = await store.exchanges({});
  const killed = asKilled(folder);
  await store.close();
  const again = openSqliteStore({ folder: killed });
  expect(await again.exchanges({})).toEqual(journal);
  expect((await again.movement(id))?.receipt).toEqual({ a: 1 });
  await again.close();
});

it('refuses a journal without its beginning and without the database that would say why, and leaves it as it is', async () => {
  const folder = join(root, 'no-database');
  const store = openSqliteStore({ folder }, { segmentSize: 1_000 });
  for (let number = 0; number < 50; number++) await keepReceipt(store, { receipt: { number } });
  await store.trim({ count: 20 });
  const left = segmentsIn(folder);
  await store.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `rehearsal.sqlite${suffix}`), { force: true });
  expect(() => openSqliteStore({ folder })).toThrow(StoreError);
  expect(() => openSqliteStore({ folder })).toThrow(`${segmentName(1)} is not there`);
  expect(segmentsIn(folder)).toEqual(left);
});
