import { expect, it } from 'vitest';
import { BoundedMap } from './bounded-map.ts';

it('returns the last value set, and is emptied instead of growing', () => {
  const cache = new BoundedMap<number>(2);
  cache.set('a', 0);
  cache.set('a', 1);
  expect([cache.get('a'), cache.get('b')]).toEqual([1, undefined]);
  cache.set('b', 2);
  expect([cache.get('a'), cache.get('b')]).toEqual([1, 2]);
  cache.set('c', 3);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([undefined, undefined, 3]);
});
