import { expect, test } from 'vitest';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import { movement, receiveExchange } from '../testing/sample-parts.ts';
import { evidenceView } from './exchange.ts';

const bySeq = (exchanges: Exchange[]) => new Map(exchanges.map((exchange) => [exchange.seq, exchange]));
const stored = (seq: number) => receiveExchange(seq, 'rehearsal-a', movement, 201, { wasteTrackingId: '26A' });

/** A failed scenario of behaviour, for of one that passed only samples are shown. */
function restingOn(exchanges: readonly Pick<Exchange, 'seq'>[], more: Partial<ScenarioResult> = {}) {
  const result = { id: 'A01', requirement: 'terms:T01', verdict: 'fail' as const, findings: [] };
  return { ...result, exchanges: exchanges.map(({ seq }) => seq), ...more };
}

function shown(exchanges: Exchange[]) {
  const { exchanges: views, left, missing } = evidenceView(restingOn(exchanges), bySeq(exchanges));
  return { left, missing, seqs: views.map(({ heading }) => Number(/\d+/.exec(heading)?.[0])) };
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
  expect(left).toMatch(/rests on 500 exchanges\. 25 of them are shown, .+ rehearsal\.json has the other 475\.$/);
});

test('where more than 25 went wrong, the first of them are shown', () => {
  const exchanges = Array.from({ length: 60 }, (_, i) => ({
    ...stored(i + 1),
    ...(i < 10 ? {} : { fault: 'drip' as const }),
  }));
  expect(shown(exchanges).seqs).toEqual(Array.from({ length: 25 }, (_, i) => i + 11));
});

test('what the rehearsal does not hold is named, a few of many', () => {
  expect(evidenceView(restingOn([{ seq: 98 }, { seq: 99 }]), new Map()).missing).toContain(
    'missing from the rehearsal: 98, 99.',
  );
  const all = Array.from({ length: 100 }, (_, i) => ({ seq: i + 1 }));
  expect(evidenceView(restingOn(all), new Map()).missing).toMatch(/19, 20 and 80 more\.$/);
});

test('of very many that a passed scenario rests on, a few samples are shown', () => {
  const exchanges = Array.from({ length: 26 }, (_, i) => stored(i + 1));
  const view = (more: Partial<ScenarioResult>) => evidenceView(restingOn(exchanges, more), bySeq(exchanges));
  expect(view({ verdict: 'pass' }).exchanges).toHaveLength(4);
  expect(view({ verdict: 'pass' }).left).toMatch(/rests on 26 exchanges\. 4 of them/);
  expect(view({ verdict: 'pass', findings: [{ text: 'Weigh it.', level: 'warning' }] }).exchanges).toHaveLength(25);
});

test('what a finding names is shown first, opened to the field that it is about', () => {
  const exchanges = Array.from({ length: 60 }, (_, i) => stored(i + 1));
  const findings = [{ text: 'It looks real, first in exchange 57.', field: 'carrier.emailAddress' }];
  const { excerpts, exchanges: views, isPrinted } = evidenceView(restingOn(exchanges, { findings }), bySeq(exchanges));
  expect(excerpts.map(({ heading }) => heading)).toEqual(['Exchange 57: POST /movements/receive, response: 201']);
  expect(excerpts[0]?.parts[0]?.runs.filter(({ isMarked }) => isMarked).map(({ text }) => text)).toEqual([
    '    "emailAddress": "weighbridge@example.com",',
  ]);
  expect(views.filter((view) => view.isPrinted).map(({ heading }) => heading)).toEqual([excerpts[0]?.heading]);
  expect(isPrinted).toBe(true);
});

test('of production approval the receipt that was judged is opened, and what was not sent is named', () => {
  const refused = receiveExchange(2, 'rehearsal-a', movement, 400, {
    validation: { errors: [{ key: 'carrier.reasonForNoRegistrationNumber', errorType: 'NotProvided', message: 'x' }] },
  });
  const result = restingOn([stored(1), refused], { id: 'C01', requirement: 'pat:C01', verdict: 'pass' });
  const { excerpts } = evidenceView(result, bySeq([stored(1), refused]));
  expect(excerpts.map(({ heading, absent }) => [heading, absent])).toEqual([
    ['Exchange 2: POST /movements/receive, response: 400', 'carrier.reasonForNoRegistrationNumber'],
  ]);
  expect(excerpts[0]?.parts.map(({ heading }) => heading)).toEqual(['Request', 'Response']);
});
