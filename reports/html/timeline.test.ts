import { expect, test } from 'vitest';
import type { Exchange } from '../../spec/types/exchange.ts';
import { movement, receiveExchange, tokenExchange } from '../testing/sample-parts.ts';
import { timelineOf } from './timeline.ts';

const start = Date.parse('2027-01-18T09:00:00.000Z');

/** Returns an exchange that arrived the given milliseconds after the first and took ten. */
function attempt(seq: number, after: number, more: Partial<Exchange> = {}): Exchange {
  const exchange = receiveExchange(seq, 'rehearsal-a', movement, 429, {});
  return { ...exchange, monotonicMs: start + after, durationMs: 10, ...more };
}

const column = (exchanges: Exchange[], name: 'seq' | 'since' | 'wait' | 'request' | 'answer' | 'fault') =>
  timelineOf(exchanges)?.attempts.map((row) => row[name]);

test('each attempt has its time since the first, and its wait since the answer before', () => {
  const exchanges = [attempt(1, 0), attempt(2, 510), attempt(3, 1570)];
  expect(column(exchanges, 'since')).toEqual(['0.00', '0.51', '1.57']);
  expect(column(exchanges, 'wait')).toEqual(['first of its kind', '0.50', '1.05']);
});

test('a token in between does not shorten the wait of a submission', () => {
  const token = { ...tokenExchange(2, 'rehearsal-a'), monotonicMs: start + 1000 };
  const exchanges = [attempt(1, 0), token, attempt(3, 1010)];
  expect(column(exchanges, 'request')).toEqual([
    'POST /movements/receive',
    'POST /oauth2/token',
    'POST /movements/receive',
  ]);
  expect(column(exchanges, 'wait')).toEqual(['first of its kind', 'first of its kind', '1.00']);
});

test('from what the product was asked before to what it is asked now nobody waits', () => {
  const exchanges = [attempt(3, 0), attempt(4, 510), attempt(8, 520), attempt(9, 1030)];
  const waits = timelineOf(exchanges, [2, 6])?.attempts.map(({ wait }) => wait);
  expect(waits).toEqual(['first of its kind', '0.50', 'new task', '0.50']);
});

test('a request that was sent before the answer before is said not to have waited', () => {
  expect(column([attempt(1, 0), attempt(2, 5)], 'wait')).toEqual([
    'first of its kind',
    'none: sent before the response',
  ]);
});

test('a slow answer stands where its request arrived, though the journal has it later', () => {
  const slow = attempt(3, 0, { durationMs: 12_000 });
  expect(column([attempt(2, 500), slow], 'seq')).toEqual([3, 2]);
});

test('what came for an answer is said in words, with the fault behind it', () => {
  const exchanges = [
    attempt(1, 0, { fault: 'reset', response: { status: 0, headers: {}, body: null } }),
    attempt(2, 100, { fault: 'status' }),
    attempt(3, 200),
  ];
  expect(column(exchanges, 'answer')).toEqual(['no answer (reset)', '429', '429']);
  expect(column(exchanges, 'fault')).toEqual(['reset before anything was stored', 'an error answer', '']);
});

test('there is none where nothing can be compared: no kind came twice, or the clients differ', () => {
  expect(timelineOf([])).toBeNull();
  expect(timelineOf([tokenExchange(1, 'rehearsal-a'), attempt(2, 0)])).toBeNull();
  expect(timelineOf([attempt(1, 0), attempt(2, 500, { clientId: 'rehearsal-b' })])).toBeNull();
  expect(timelineOf([attempt(1, 0), attempt(2, 500, { clientId: null })])?.attempts).toHaveLength(2);
});

test('beyond forty rows a sentence stands for the rest', () => {
  const many = (count: number) => timelineOf(Array.from({ length: count }, (_, i) => attempt(i + 1, i * 100)));
  expect(many(40)?.rest).toBe('');
  expect(many(41)?.rest).toBe(
    'One more attempt followed, 4.00 seconds after the first. The file rehearsal.json has it.',
  );
  expect(many(500)?.attempts).toHaveLength(40);
  expect(many(500)?.rest).toBe(
    '460 more attempts followed, the last 49.90 seconds after the first. The file rehearsal.json has them.',
  );
});

test('the exchanges are left as they were', () => {
  const exchanges = [attempt(2, 500), attempt(1, 0)];
  const before = structuredClone(exchanges);
  timelineOf(exchanges);
  expect(exchanges).toEqual(before);
});
