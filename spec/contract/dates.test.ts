import { expect, test } from 'vitest';
import { appliesOn, isDate, latestOf } from './dates.ts';

test.each(['2026', '2026-07', '2026-07-31', '2028-02-29'])('%s is a date', (text) => {
  expect(isDate(text)).toBe(true);
});

test.each(['', '26', '2026-13', '2026-00', '2026-02-29', '2026-7', '2026-07-1', '2026-07-31T00:00', 'July 2026'])(
  '%j is not a date',
  (text) => {
    expect(isDate(text)).toBe(false);
  },
);

test.each([
  ['2026-06-30', { since: '2026-07' }, false],
  ['2026-07', { since: '2026-07' }, true],
  ['2026-07-01', { since: '2026-07' }, true],
  ['2026-12', { since: '2026-07' }, true],
  ['2026-01', { since: '2026' }, true],
  ['2026-08-02', { since: '2026-07', until: '2026-08-03' }, true],
  ['2026-08-03', { since: '2026-07', until: '2026-08-03' }, false],
  ['2026-09', { since: '2026-07', until: '2026-09' }, false],
  ['2026-08-31', { since: '2026-07', until: '2026-09' }, true],
])('on %s, what is dated %j applies: %s', (date, dated, expected) => {
  expect(appliesOn(date, dated)).toBe(expected);
});

test('the latest of some dates is returned as it is written', () => {
  expect(latestOf(['2026-07', '2026-09', '2026-08-20'])).toBe('2026-09');
  expect(latestOf(['2026-09', '2026-09-17'])).toBe('2026-09-17');
  expect(latestOf([])).toBe(undefined);
});
