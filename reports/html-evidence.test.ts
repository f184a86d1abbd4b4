import { expect, test } from 'vitest';
import type { Exchange } from '../spec/exchange.ts';
import { movement, receiveExchange } from './fixtures/sample-parts.ts';
import { evidenceView } from './html-evidence.ts';

const bySeq = (exchanges: Exchange[]) => new Map(exchanges.map((exchange) => [exchange.seq, exchange]));
const stored = (seq: number) => receiveExchange(seq, 'rehearsal-a', movement, 201, { wasteTrackingId: '26A' });

function shown(exchanges: Exchange[]) {
  const { exchanges: views, ...rest } = evidenceView(
    exchanges.map(({ seq }) => seq),
    bySeq(exchanges),
    'A01',
  );
  return { ...rest, seqs: views.map(({ heading }) => Number(/\d+/.exec(heading)?.[0])) };
}

test('a few are all shown, in the order of the journal', () => {
  expect(shown([stored(2), stored(1)])).toEqual({ seqs: [1, 2], left: '', missing: '' });
});

test('of many, those in which something went wrong come first, and all stay in the order of the journal', () => {
  const wrong: Partial<Record<number, Partial<Exchange>>> = {
    100: { fault: 'lost-answer' },
    200: { response: { status: 429, headers: {}, body: null } },
    300: { response: { status: 0, headers: {}, body: null } },
  };
  const exchanges = Array.from({ length: 500 }, (_, i) => ({ ...stored(i + 1), ...wrong[i + 1] }));
  const { seqs, left } = shown(exchanges);
  expect(seqs).toEqual([...Array.from({ length: 22 }, (_, i) => i + 1), 100, 200, 300]);
  expect(left).toMatch(/rests on 500 exchanges\. These are 25 of them: .+ rehearsal\.json has the other 475\.$/);
});

test('where more than 25 went wrong, the first of them are shown', () => {
  const exchanges = Array.from({ length: 60 }, (_, i) => ({
    ...stored(i + 1),
    ...(i < 10 ? {} : { fault: 'drip' as const }),
  }));
  expect(shown(exchanges).seqs).toEqual(Array.from({ length: 25 }, (_, i) => i + 11));
});

test('what the rehearsal does not hold is named, a few of many', () => {
  expect(evidenceView([98, 99], new Map(), 'A01').missing).toContain('does not hold: 98, 99.');
  const all = Array.from({ length: 100 }, (_, i) => i + 1);
  expect(evidenceView(all, new Map(), 'A01').missing).toMatch(/19, 20 and 80 more\.$/);
});
