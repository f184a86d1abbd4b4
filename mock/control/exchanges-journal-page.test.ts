import { expect, test } from 'vitest';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { JournalQuery } from '../store/store.ts';
import { journalPage } from './exchanges.ts';

/** Builds a journal of `count` exchanges, each with a text of `length`. */
function journalOf(count: number, length: number) {
  const all = Array.from({ length: count }, (_, index) => ({ seq: index + 1, text: 'x'.repeat(length) }));
  return {
    exchanges: async ({ after = 0, limit = count }: JournalQuery) =>
      all.filter(({ seq }) => seq > after).slice(0, limit) as unknown as Exchange[],
  };
}

async function read(count: number, length: number, after: number, limit: number) {
  const { exchanges, next } = JSON.parse(await journalPage(journalOf(count, length), { after, limit }));
  return [exchanges.map(({ seq }: Exchange) => seq).length, next];
}

test.each([
  [0, 0, 100, [0, null]],
  [100, 0, 100, [100, null]],
  [101, 0, 100, [100, 100]],
  [101, 100, 100, [1, null]],
  [45, 0, 21, [21, 21]],
])('of %i exchanges, after %i and at most %i', async (count, after, limit, expected) => {
  expect(await read(count, 3, after, limit)).toEqual(expected);
});

test('a page of very long exchanges ends early, and says where the journal continues', async () => {
  const [count, next] = await read(200, 1_000_000, 0, 1000);
  expect(count).toBeLessThan(60);
  expect(next).toBe(count);
  expect(await read(200, 1_000_000, 190, 1000)).toEqual([10, null]);
});
