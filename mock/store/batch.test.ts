import { setImmediate, setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Batcher } from './batch.ts';
import { StoreUnavailable } from './store.ts';

/** Returns a slow batcher that doubles numbers, and the batches that it ran. */
function doubling(maxItems = 10, refuse: (item: number) => Error | undefined = () => undefined) {
  const batches: number[][] = [];
  const batcher = new Batcher<number, number>(async (items) => {
    batches.push([...items]);
    await setTimeout(5);
    for (const item of items) {
      const error = refuse(item);
      if (error !== undefined) throw error;
    }
    return items.map((item) => 2 * item);
  }, maxItems);
  return { batcher, batches };
}

describe('work in batches', () => {
  it('runs concurrent calls as one batch, and returns each its own result', async () => {
    const { batcher, batches } = doubling();
    expect(await Promise.all([1, 2, 3].map((item) => batcher.add(item)))).toEqual([2, 4, 6]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('batches the calls that arrive while another batch runs', async () => {
    const { batcher, batches } = doubling();
    const first = batcher.add(1);
    await setTimeout(2);
    const others = [batcher.add(2), batcher.add(3)];
    await Promise.all([first, ...others]);
    expect(batches).toEqual([[1], [2, 3]]);
  });

  it('runs batches of a maximum size, in the order of the calls', async () => {
    const { batcher, batches } = doubling(2);
    await Promise.all([1, 2, 3, 4, 5].map((item) => batcher.add(item)));
    expect(batches).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('fails only the item that cannot be processed', async () => {
    const { batcher } = doubling(10, (item) => (item === 2 ? new Error('not two') : undefined));
    const results = await Promise.allSettled([1, 2, 3].map((item) => batcher.add(item)));
    expect(results).toMatchObject([{ value: 2 }, { reason: { message: 'not two' } }, { value: 6 }]);
    expect(await batcher.add(4)).toBe(8);
  });

  it('fails the whole batch if the data is unavailable, without a second attempt', async () => {
    const { batcher, batches } = doubling(10, () => new StoreUnavailable('gone'));
    const results = await Promise.allSettled([1, 2].map((item) => batcher.add(item)));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(batches).toEqual([[1, 2]]);
  });

  it('flushes once every call so far is done or has failed', async () => {
    const { batcher, batches } = doubling(1, (item) => (item === 3 ? new Error('not three') : undefined));
    const results = Promise.allSettled([1, 2, 3].map((item) => batcher.add(item)));
    await batcher.flush();
    expect(batches).toEqual([[1], [2], [3]]);
    await results;
    await batcher.flush();
  });

  it('waits for calls of the next turns of the event loop while more arrive, but not for ever', async () => {
    const { batcher, batches } = doubling();
    const calls: Promise<number>[] = [];
    for (let turn = 0; turn < 10; turn++) {
      calls.push(batcher.add(turn));
      await setImmediate();
    }
    await Promise.all(calls);
    expect(batches[0]?.length).toBeGreaterThan(1);
    expect(batches.length).toBeGreaterThan(1);
    expect(batches.flat()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('flushes what is waiting at once, without waiting for more', async () => {
    const { batcher, batches } = doubling();
    const first = batcher.add(1);
    const flushed = batcher.flush();
    const second = batcher.add(2);
    expect(batches).toEqual([[1]]);
    await flushed;
    expect(await Promise.all([first, second])).toEqual([2, 4]);
  });
});
