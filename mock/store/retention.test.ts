import { afterEach, expect, it, vi } from 'vitest';
import { receiptWith } from '../testing/receipt-with.ts';
import { storeReceipt } from '../testing/stored.ts';
import { trimRegularly } from './retention.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';

afterEach(() => vi.useRealTimers());

it('keeps the journal within its limit from the start, and stops on request', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const store = openSqliteStore('memory');
  const fill = async () => {
    for (let count = 0; count < 5; count++) await storeReceipt(store, { receipt: receiptWith() });
  };
  const positions = async () => (await store.exchanges({})).map(({ seq }) => seq);
  await fill();
  const end = trimRegularly(store, { count: 2, withReceipts: false });
  await vi.waitFor(async () => expect(await positions()).toEqual([4, 5]));
  await fill();
  vi.advanceTimersByTime(1_000);
  await vi.waitFor(async () => expect(await positions()).toEqual([9, 10]));
  await end();
  await fill();
  vi.advanceTimersByTime(10_000);
  expect(await positions()).toHaveLength(7);
});

it('trims by age as well, and deletes receipts if requested', async () => {
  const store = openSqliteStore('memory');
  const old = await storeReceipt(store, { receipt: receiptWith() });
  const end = trimRegularly(store, { ageMs: 1, withReceipts: true });
  await vi.waitFor(async () => expect(await store.exchanges({})).toEqual([]));
  expect(await store.movement(old)).toBe(undefined);
  await end();
});

it('continues after a run in which the data could not be written', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const store = openSqliteStore('memory');
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const failure = new Error('full');
  const trim = vi.spyOn(store, 'trim').mockRejectedValueOnce(failure).mockRejectedValueOnce(failure);
  const end = trimRegularly(store, { count: 1, withReceipts: false });
  await vi.waitFor(() => expect(trim).toHaveBeenCalledTimes(1));
  await new Promise((resolve) => setImmediate(resolve));
  // Locked data is left alone for a while, and a reason is reported once.
  vi.advanceTimersByTime(4_000);
  expect(trim).toHaveBeenCalledTimes(1);
  for (const times of [2, 3]) {
    vi.advanceTimersByTime(5_000);
    expect(trim).toHaveBeenCalledTimes(times);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(stderr.mock.calls).toEqual([['receipt-rehearsal: the journal cannot be trimmed just now: full\n']]);
  stderr.mockRestore();
  await end();
});
