import { expect, test } from 'vitest';
import type { Exchange } from '../../spec/types/exchange.ts';
import { movement, receiveExchange, tokenExchange } from '../testing/sample-parts.ts';
import { type TimelineExchange, timelineSvg } from './timeline-svg.ts';

const start = Date.parse('2027-01-18T09:00:00.000Z');

function drawn(after: number, answered: number | null, more: Partial<Exchange> = {}): TimelineExchange {
  const exchange = { ...receiveExchange(1, 'rehearsal-a', movement, 429, {}), durationMs: 10, ...more };
  return {
    exchange: { ...exchange, monotonicMs: start + after },
    answeredAt: answered === null ? null : start + answered,
  };
}

test('attempts stand where their time is, from left to right, in a lane for each kind of request', () => {
  const token = drawn(0, null, tokenExchange(1, 'rehearsal-a'));
  const { lanes } = timelineSvg([token, drawn(500, null), drawn(1990, 510)]);
  expect(lanes.map(({ name }) => name)).toEqual(['Tokens', 'Submissions']);
  expect(lanes[1]?.marks.map(({ x }) => x)).toEqual(['25.50%', '95.53%']);
  expect(lanes[1]?.marks[1]?.width).toBe('0.47%');
});

test('a wait is written between its two marks, where there is room and somebody waited', () => {
  const { lanes } = timelineSvg([drawn(0, null), drawn(10, 10), drawn(2000, 20), drawn(4000, null)]);
  expect(lanes[0]?.waits).toEqual([{ x: expect.stringMatching(/^25\.\d\d%$/), text: '2.0 s' }]);
});

test('a short stretch is drawn in milliseconds, a long one in seconds, never both', () => {
  const texts = (last: number) => timelineSvg([drawn(0, null), drawn(last, 10)]).ticks.map(({ text }) => text);
  expect(texts(390)).toEqual(['0 ms', '100 ms', '200 ms', '300 ms', '400 ms']);
  expect(texts(7990)).toEqual(['0.0 s', '2.0 s', '4.0 s', '6.0 s', '8.0 s']);
});

test('what came of an attempt has a shape of its own, not only a colour', () => {
  const answer = (status: number) => ({ response: { status, headers: {}, body: null } });
  const kinds = timelineSvg([
    drawn(0, null, answer(201)),
    drawn(1, null, { ...answer(503), fault: 'status' }),
    drawn(2, null, { ...answer(201), fault: 'lost-answer' }),
    drawn(3, null, { ...answer(201), fault: 'delay' }),
    drawn(4, null, answer(0)),
  ]).lanes[0]?.marks.map(({ kind }) => kind);
  expect(kinds).toEqual(['answered', 'refused', 'lost', 'answered', 'lost']);
});

test('attempts at one instant make a picture too', () => {
  const { lanes, summary } = timelineSvg([drawn(0, null, { durationMs: 0 }), drawn(0, 0, { durationMs: 0 })]);
  expect(lanes[0]?.marks.map(({ x }) => x)).toEqual(['2.00%', '2.00%']);
  expect(summary).toBe('Timeline of 2 attempts in 1 ms. The table below lists each of them.');
});
