import { expect, it } from 'vitest';
import { InFlightRequests } from './in-flight-requests.ts';

const named = (name: string) => ({ name, slot: 0 });

it('returns the requests in flight, in whatever order they begin and end', () => {
  const inFlight = new InFlightRequests<ReturnType<typeof named>>();
  const [a, b, c, d] = [named('a'), named('b'), named('c'), named('d')];
  const there = () =>
    [a, b, c, d].filter((each) => inFlight.some((request) => request === each)).map(({ name }) => name);
  for (const request of [a, b, c]) inFlight.add(request);
  inFlight.delete(b);
  expect([there(), inFlight.size]).toEqual([['a', 'c'], 2]);
  inFlight.add(d);
  // Another request has its slot by now.
  inFlight.delete(b);
  expect([there(), inFlight.size]).toEqual([['a', 'c', 'd'], 3]);
  for (const request of [a, c, d, d]) inFlight.delete(request);
  expect([there(), inFlight.size]).toEqual([[], 0]);
});

it('uses no more slots than there were concurrent requests', () => {
  const inFlight = new InFlightRequests<ReturnType<typeof named>>();
  const slots: number[] = [];
  for (let count = 0; count < 100; count += 1) {
    const requests = [named('first'), named('second')];
    for (const request of requests) inFlight.add(request);
    slots.push(...requests.map(({ slot }) => slot));
    for (const request of requests) inFlight.delete(request);
  }
  expect(Math.max(...slots)).toBe(1);
});
