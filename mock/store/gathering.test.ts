import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Gathering } from './gathering.ts';
import { StoreUnavailable } from './store.ts';

/** Doubles numbers, slowly, and keeps what it was given together. */
function doubling(most = 10, refuse: (item: number) => Error | undefined = () => undefined) {
  const groups: number[][] = [];
  const gathering = new Gathering<number, number>(async (items) => {
    groups.push([...items]);
    await setTimeout(5);
    for (const item of items) {
      const error = refuse(item);
      if (error !== undefined) throw error;
    }
    return items.map((item) => 2 * item);
  }, most);
  return { gathering, groups };
}

describe('work that is gathered', () => {
  it('is done together where it is asked for together, each with its own result', async () => {
    const { gathering, groups } = doubling();
    expect(await Promise.all([1, 2, 3].map((item) => gathering.add(item)))).toEqual([2, 4, 6]);
    expect(groups).toEqual([[1, 2, 3]]);
  });

  it('waits for the group that is under way, and is done with what came meanwhile', async () => {
    const { gathering, groups } = doubling();
    const first = gathering.add(1);
    await setTimeout(2);
    const others = [gathering.add(2), gathering.add(3)];
    await Promise.all([first, ...others]);
    expect(groups).toEqual([[1], [2, 3]]);
  });

  it('is done in groups of so many at most, in its order', async () => {
    const { gathering, groups } = doubling(2);
    await Promise.all([1, 2, 3, 4, 5].map((item) => gathering.add(item)));
    expect(groups).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('fails by itself where it is at fault itself', async () => {
    const { gathering } = doubling(10, (item) => (item === 2 ? new Error('not two') : undefined));
    const results = await Promise.allSettled([1, 2, 3].map((item) => gathering.add(item)));
    expect(results).toMatchObject([{ value: 2 }, { reason: { message: 'not two' } }, { value: 6 }]);
    expect(await gathering.add(4)).toBe(8);
  });

  it('fails together where the data cannot be used, without being tried one by one', async () => {
    const { gathering, groups } = doubling(10, () => new StoreUnavailable('gone'));
    const results = await Promise.allSettled([1, 2].map((item) => gathering.add(item)));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(groups).toEqual([[1, 2]]);
  });

  it('is settled once all that was asked for by then is done or has failed', async () => {
    const { gathering, groups } = doubling(1, (item) => (item === 3 ? new Error('not three') : undefined));
    const results = Promise.allSettled([1, 2, 3].map((item) => gathering.add(item)));
    await gathering.settled();
    expect(groups).toEqual([[1], [2], [3]]);
    await results;
    await gathering.settled();
  });
});
