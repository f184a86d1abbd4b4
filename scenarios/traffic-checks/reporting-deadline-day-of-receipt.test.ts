import { expect, it, vi } from 'vitest';
import { receivedOn } from './reporting-deadline.ts';

it.each([
  ['2026-06-01T10:00:00.000Z', '2026-06-01', '2026-06-01T10:00:00.000Z'],
  ['2026-06-01T23:30:00Z', '2026-06-02', '2026-06-01T23:30:00.000Z'],
  ['2026-06-01T23:30', '2026-06-02', '2026-06-01T23:30:00.000Z'],
  ['2026-06-01 10:00', '2026-06-01', '2026-06-01T10:00:00.000Z'],
  ['2026-06-02T00:30:00+01:00', '2026-06-02', '2026-06-01T23:30:00.000Z'],
  ['2026-06-02T00:30:00+0100', '2026-06-02', '2026-06-01T23:30:00.000Z'],
  ['2026-06-02T00:30:00,5+01', '2026-06-02', '2026-06-01T23:30:00.500Z'],
  ['2026-01-15T23:30:00-05:00', '2026-01-16', '2026-01-16T04:30:00.000Z'],
])('%s is on %s in the UK', (text, day, instant) => {
  expect(receivedOn(text)).toEqual({ day, instant: new Date(instant) });
});

it('reads a day without a time', () => {
  expect(receivedOn('2026-06-01')).toEqual({ day: '2026-06-01', instant: null });
  expect(receivedOn('2026-04-31')).toEqual({ day: '2026-05-01', instant: null });
});

it.each([
  '2026',
  '2026-06',
  '2026-W23-1',
  '20260601',
  '2026-06-01T10',
  '0001-01-01',
  '9999-12-31',
  '2026-13-01',
  '',
  'x',
])('“%s” names no day that can be told', (text) => {
  expect(receivedOn(text)).toBeUndefined();
});

it('reads no day from a value that is not a string', () => {
  const values = [null, 20260601, {}, [], ['2026-06-01'], undefined];
  expect(values.map(receivedOn)).toEqual(values.map(() => undefined));
});

it('reads a time without an offset as UTC, in any time zone of the machine', () => {
  vi.stubEnv('TZ', 'America/New_York');
  expect(new Date('2026-06-01T10:00').toISOString()).toBe('2026-06-01T14:00:00.000Z');
  expect(receivedOn('2026-06-01T10:00')?.instant?.toISOString()).toBe('2026-06-01T10:00:00.000Z');
  vi.unstubAllEnvs();
});
