import { expect, test } from 'vitest';
import { toExchangeRecord } from '../testing/stored.ts';
import { headerSetId, headerSetsOf } from './header-sets.ts';

const record = (requestHeaders: Record<string, string>) =>
  toExchangeRecord({
    at: '2026-10-05T09:30:00.000Z',
    monotonicMs: 1_791_192_600_000.25,
    durationMs: 1,
    clientId: null,
    operationId: null,
    request: { method: 'GET', url: '/health', headers: requestHeaders, body: null },
    response: { status: 200, headers: { 'content-type': 'application/json' }, body: null },
    notes: [],
  });

test('a set has the same id each time, and another set another one', () => {
  const [one, two] = ['{"accept":"a"}', '{"accept":"b"}'];
  expect(headerSetId(one)).toBe(headerSetId(`${one}`));
  expect(headerSetId(one)).not.toBe(headerSetId(two));
  expect(headerSetId(one)).toMatch(/^[\w-]{22}$/);
});

test('the sets of several exchanges are each returned once', () => {
  const sets = headerSetsOf([record({ accept: 'a' }), record({ accept: 'b' }), record({ accept: 'a' })]);
  expect(sets.map(({ headers }) => headers)).toEqual([
    '{"accept":"a"}',
    '{"content-type":"application/json"}',
    '{"accept":"b"}',
  ]);
});
