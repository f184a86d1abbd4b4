import { expect, it } from 'vitest';
import { UnderWay } from './under-way.ts';

const named = (name: string) => ({ name, place: 0 });

it('knows who is there, in whatever order they come and go', () => {
  const underWay = new UnderWay<ReturnType<typeof named>>();
  const [a, b, c, d] = [named('a'), named('b'), named('c'), named('d')];
  const there = () => [a, b, c, d].filter((each) => underWay.some((one) => one === each)).map(({ name }) => name);
  for (const one of [a, b, c]) underWay.add(one);
  underWay.delete(b);
  expect([there(), underWay.size]).toEqual([['a', 'c'], 2]);
  underWay.add(d);
  // Its place is another's by now.
  underWay.delete(b);
  expect([there(), underWay.size]).toEqual([['a', 'c', 'd'], 3]);
  for (const one of [a, c, d, d]) underWay.delete(one);
  expect([there(), underWay.size]).toEqual([[], 0]);
});

it('holds nobody who has gone, and takes no more room than for as many as were there at once', () => {
  const underWay = new UnderWay<ReturnType<typeof named>>();
  const seen: number[] = [];
  for (let count = 0; count < 100; count += 1) {
    const [one, other] = [named('one'), named('other')];
    underWay.add(one);
    underWay.add(other);
    seen.push(one.place, other.place);
    underWay.delete(one);
    underWay.delete(other);
  }
  expect(Math.max(...seen)).toBe(1);
});
