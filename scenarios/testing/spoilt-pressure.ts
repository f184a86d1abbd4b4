import * as arrival from '../duties/arrival.ts';
import { theAttemptsStayFew } from '../duties/attempts.ts';
import { theWaitsGrow } from '../duties/back-off.ts';
import * as honest from '../duties/honest-outcome.ts';
import { retryAfterIsHonoured } from '../duties/retry-after.ts';
import { afterFirst, answeredWith, last, later, lines, type Spoilt, says } from './spoil.ts';

/** Products that do not slow down, or give up in the wrong way. */
export const spoiltUnderPressure: readonly Spoilt[] = [
  {
    scenario: 'L01',
    breaks: theWaitsGrow,
    how: 'waits the same each time',
    spoil: lines((all) => all.map((line, index) => afterFirst(all, line, 1000 * index))),
  },
  {
    scenario: 'L01',
    breaks: theWaitsGrow,
    how: 'does not wait at all',
    spoil: lines((all) => all.map((line, index) => afterFirst(all, line, 12 * index))),
  },
  {
    scenario: 'L01',
    breaks: arrival.everyReceiptArrivesOnce,
    how: 'gives up',
    spoil: (scenes) => says({ outcome: 'failed' })(lines((all) => all.slice(0, -1))(scenes)),
  },
  {
    scenario: 'L02',
    breaks: retryAfterIsHonoured,
    how: 'comes again too soon',
    spoil: lines((all) => [...all.slice(0, -1), later(last(all), -1500)]),
  },
  {
    scenario: 'L03',
    breaks: theAttemptsStayFew,
    how: 'hammers',
    spoil: lines((all) =>
      [...all, ...Array.from({ length: 8 }, (_, index) => later(last(all), 5000 * 1.6 ** (index / 2)))].slice(0, 12),
    ),
  },
  { scenario: 'L03', breaks: honest.failuresAreExplained, how: 'gives up in silence', spoil: says({ messages: [] }) },
  {
    scenario: 'L03',
    breaks: honest.failuresAreExplained,
    how: 'gives up with an empty message',
    spoil: says({ messages: [' '] }),
  },
  {
    scenario: 'L04',
    breaks: theAttemptsStayFew,
    how: 'hammers with one of them',
    spoil: lines((all) => [
      ...all.slice(0, 1),
      ...Array.from({ length: 9 }, (_, index) => later(answeredWith(all[1] ?? last(all), 429), index)),
      ...all.slice(1),
    ]),
  },
];
