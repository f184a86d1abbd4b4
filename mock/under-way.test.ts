import { expect, it } from 'vitest';
import { UnderWay } from './under-way.ts';

it('has what was added and not taken out, in whatever order that was', () => {
  const underWay = new UnderWay<{ name: string; place: number }>();
  const [a, b, c] = ['a', 'b', 'c'].map((name) => ({ name, place: 0 }));
  if (a === undefined || b === undefined || c === undefined) throw new Error('three were made');
  const has = (name: string) => underWay.some((each) => each.name === name);
  for (const each of [a, b, c]) underWay.add(each);
  underWay.delete(a);
  expect([underWay.size, has('a'), has('b'), has('c')]).toEqual([2, false, true, true]);
  underWay.delete(a);
  underWay.delete(c);
  expect([underWay.size, has('b'), has('c')]).toEqual([1, true, false]);
  underWay.add(a);
  underWay.delete(b);
  underWay.delete(a);
  expect(underWay.size).toBe(0);
  underWay.delete(a);
  expect(underWay.size).toBe(0);
});
