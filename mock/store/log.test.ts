import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { keepReceipt, replaceReceipt } from '../testing/stored.ts';
import { segmentName, segmentsIn } from './segment-names.ts';
import { openSqliteStore } from './sqlite-store.ts';
import { type Store, StoreError } from './store.ts';

const root = mkdtempSync(join(tmpdir(), 'log-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let made = 0;
const newFolder = () => join(root, String(++made));

/** What a process that was killed just now leaves; with the database as it stood when `index` was copied. */
function asKilled(folder: string, index = folder): string {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true });
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(copy, `rehearsal.sqlite${suffix}`), { force: true });
  for (const suffix of ['', '-wal'])
    cpSync(join(index, `rehearsal.sqlite${suffix}`), join(copy, `rehearsal.sqlite${suffix}`));
  return copy;
}

/** The journal's last file. */
function lastFile(folder: string): string {
  return join(folder, segmentName(segmentsIn(folder).at(-1) ?? 0));
}

async function contentOf(store: Store, ids: readonly string[]) {
  const receipts = await Promise.all(ids.map((id) => store.revisions(id)));
  return { receipts, journal: await store.exchanges({}), last: await store.lastPosition() };
}

/** A store with receipts, one of them updated twice. */
async function filled(folder: string, count = 5, segmentSize?: number) {
  const store = openSqliteStore({ folder }, { ...(segmentSize === undefined ? {} : { segmentSize }) });
  const ids: string[] = [];
  for (let number = 0; number < count; number++) ids.push(await keepReceipt(store, { receipt: { number } }));
  for (const update of [1, 2]) await replaceReceipt(store, ids[0] ?? '', { update });
  return { store, ids };
}

async function opened<T>(folder: string, look: (store: Store) => Promise<T>): Promise<T> {
  const store = openSqliteStore({ folder });
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}

function terminal() {
  const spy = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return {
    text: () => spy.mock.calls.map(([chunk]) => String(chunk)).join(''),
    [Symbol.dispose]: () => spy.mockRestore(),
  };
}

it('finds again what was not indexed when the process was killed, and counts on', async () => {
  const folder = newFolder();
  const before = newFolder();
  await openSqliteStore({ folder }).close();
  cpSync(folder, before, { recursive: true });
  writeFileSync(join(before, 'rehearsal.sqlite-wal'), '');
  const { store, ids } = await filled(folder);
  const expected = await contentOf(store, ids);
  const killed = asKilled(folder, before);
  await store.close();
  await opened(killed, async (again) => {
    expect(await contentOf(again, ids)).toEqual(expected);
    expect(ids).not.toContain(await keepReceipt(again, { receipt: {} }));
    expect(await again.lastPosition()).toBe(expected.last + 1);
  });
});

it('shows a reader what is not indexed yet, and writes nothing for it', async () => {
  const folder = newFolder();
  const { store, ids } = await filled(folder);
  const size = statSync(join(folder, 'rehearsal.sqlite-wal')).size;
  const looking = openSqliteStore({ folder }, { readOnly: true });
  const expected = await contentOf(store, ids);
  expect(await contentOf(looking, ids)).toEqual(expected);
  expect(statSync(join(folder, 'rehearsal.sqlite-wal')).size).toBe(size);
  // Nor is anything seen twice once it is indexed.
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(statSync(join(folder, 'rehearsal.sqlite-wal')).size).toBeGreaterThan(size);
  expect(await contentOf(looking, ids)).toEqual(expected);
  await looking.close();
  await store.close();
});

it('cuts off half a frame that a killed process left, without a word', async () => {
  using told = terminal();
  const { store, ids } = await filled(newFolder());
  const expected = await contentOf(store, ids);
  const folder = asKilled(join(root, String(made)));
  await store.close();
  const whole = readFileSync(lastFile(folder));
  appendFileSync(lastFile(folder), whole.subarray(0, 30));
  await opened(folder, async (again) => expect(await contentOf(again, ids)).toEqual(expected));
  expect(readFileSync(lastFile(folder)).equals(whole)).toBe(true);
  expect(told.text()).toBe('');
});

it('cuts off what a power cut left of the end, takes it back from the index, and says so', async () => {
  const folder = newFolder();
  const { store, ids } = await filled(folder);
  const size = statSync(lastFile(folder)).size;
  const expected = await contentOf(store, ids);
  for (const update of [3, 4]) await replaceReceipt(store, ids[0] ?? '', { update });
  await replaceReceipt(store, ids[1] ?? '', { update: 1 });
  const gone = await keepReceipt(store, { receipt: {} });
  // Until the index is written.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const killed = asKilled(folder);
  await store.close();
  const last = lastFile(killed);
  truncateSync(last, size);
  appendFileSync(last, Buffer.alloc(4_096));
  using told = terminal();
  await opened(killed, async (again) => {
    const { last: _, ...content } = await contentOf(again, ids);
    expect({ ...content, last: expected.last }).toEqual(expected);
    expect(await again.movement(gone)).toBe(undefined);
    expect(await keepReceipt(again, { receipt: {} })).not.toBe(gone);
  });
  expect(told.text()).toMatch(
    /not whole, as after a power cut: 4096 bytes were cut off and kept in journal-000001.cut-off, and 4 exchanges .* are gone/,
  );
  expect(readFileSync(join(killed, 'journal-000001.cut-off')).equals(Buffer.alloc(4_096))).toBe(true);
});

it('goes on in a new file when one is large enough, and reads from all of them', async () => {
  const folder = newFolder();
  const { store, ids } = await filled(folder, 50, 2_000);
  expect(segmentsIn(folder).length).toBeGreaterThan(5);
  const expected = await contentOf(store, ids);
  await store.close();
  await opened(folder, async (again) => expect(await contentOf(again, ids)).toEqual(expected));
});

it('lets files go whose exchanges are all forgotten, and keeps the receipts', async () => {
  const folder = newFolder();
  const { store, ids } = await filled(folder, 50, 2_000);
  const { receipts, journal } = await contentOf(store, ids);
  const before = segmentsIn(folder);
  await store.trim({ count: 10 });
  expect(segmentsIn(folder)).toEqual(before.slice(-segmentsIn(folder).length));
  expect(segmentsIn(folder).length).toBeLessThan(before.length / 2);
  await store.close();
  await opened(folder, async (again) => {
    expect(await contentOf(again, ids)).toEqual({ receipts, journal: journal.slice(-10), last: journal.length });
    await replaceReceipt(again, ids[0] ?? '', { update: 3 });
    expect(await again.revisions(ids[0] ?? '')).toHaveLength(4);
    await again.trim({ count: 0, withReceipts: true });
    // Those that were kept by themselves stay: nothing tells any more which exchange left them.
    expect(await again.movement(ids.at(-1) ?? '')).toBe(undefined);
  });
});

it('is left with no file of what was forgotten altogether', async () => {
  const folder = newFolder();
  const { store } = await filled(folder, 50, 2_000);
  await store.forgetAll();
  await store.forgetAll();
  expect(segmentsIn(folder)).toHaveLength(1);
  expect(statSync(lastFile(folder)).size).toBe(0);
  const id = await keepReceipt(store, { receipt: { a: 1 } });
  const killed = asKilled(folder);
  await store.close();
  for (const each of [folder, killed]) {
    await opened(each, async (again) => {
      expect((await again.movement(id))?.receipt).toEqual({ a: 1 });
      expect((await again.exchanges({})).map(({ seq }) => seq)).toEqual([53]);
    });
  }
});

it('refuses a folder of which a file of the journal is missing, by its name', async () => {
  const folder = newFolder();
  await (await filled(folder, 50, 2_000)).store.close();
  for (const segment of segmentsIn(folder)) {
    const copy = newFolder();
    cpSync(folder, copy, { recursive: true });
    rmSync(join(copy, segmentName(segment)));
    expect(() => openSqliteStore({ folder: copy })).toThrow(StoreError);
    expect(() => openSqliteStore({ folder: copy })).toThrow(`${segmentName(segment)} is `);
  }
});

it('answers nobody from a frame that was damaged while it was in use', async () => {
  const folder = newFolder();
  const { store, ids } = await filled(folder);
  writeFileSync(lastFile(folder), Buffer.alloc(statSync(lastFile(folder)).size, 0x20));
  await expect(store.movement(ids[0] ?? '')).rejects.toThrow(/journal is damaged at byte/);
  await expect(store.exchanges({})).rejects.toThrow(/journal is damaged at byte/);
  await store.close();
});

it('finds everything in the journal where the database is gone, thousands at a time', async () => {
  const folder = newFolder();
  const store = openSqliteStore({ folder });
  const ids = [await keepReceipt(store, { receipt: { number: 0 } })];
  // One each in its own frame, and each update needs to know whose receipt it is.
  for (let number = 1; number < 6_000; number++) await replaceReceipt(store, ids[0] ?? '', { number });
  const expected = await contentOf(store, ids);
  await store.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `rehearsal.sqlite${suffix}`), { force: true });
  await opened(folder, async (again) => expect(await contentOf(again, ids)).toEqual(expected));
});

it('shows a reader the data as it was when it came, though a mock forgets it meanwhile', async () => {
  const folder = newFolder();
  const { store, ids } = await filled(folder, 50, 2_000);
  const expected = await contentOf(store, ids);
  const looking = openSqliteStore({ folder }, { readOnly: true });
  await store.trim({ count: 5, withReceipts: true });
  expect(await contentOf(looking, ids)).toEqual(expected);
  await store.forgetAll();
  expect(await contentOf(looking, ids)).toEqual(expected);
  await looking.close();
  await store.close();
});
