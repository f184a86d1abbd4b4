import { expect, test } from 'vitest';
import { formatDate, formatDuration, formatTime } from './format-date.ts';

test('an instant is spelled out in UTC, also where the machine or the text has another zone', () => {
  expect(formatDate('2027-01-18T09:41:05.123Z')).toBe('18 January 2027 at 09:41:05 UTC');
  expect(formatDate('2027-06-30T23:30:00-01:00')).toBe('1 July 2027 at 00:30:00 UTC');
});

test('where the day is said elsewhere, the time of day stands alone', () => {
  expect(formatTime('2027-06-30T23:30:00-01:00')).toBe('00:30:00');
});

test('what is no instant is shown as it is', () => {
  expect(formatTime('')).toBe('');
  expect(formatDate('yesterday')).toBe('yesterday');
});

test.each([
  [0, '0 ms'],
  [12.4, '12 ms'],
  [1000, '1 second'],
  [42_300, '42.3 seconds'],
])('%d milliseconds read %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});
