import * as arrival from '../behaviour/expectations/recorded-once.ts';
import * as honest from '../behaviour/expectations/reported-outcome.ts';
import { retryAfterIsRespected, theAttemptsStayFew, theWaitsGrow } from '../behaviour/expectations/retries.ts';
import type { RequestLine } from './fake-observation.ts';
import { afterFirst, answeredWith, last, later, lines, type MutatedTraffic, says } from './mutate.ts';

function withoutReceipt(line: RequestLine): RequestLine {
  return answeredWith({ ...line, request: { ...line.request, body: { json: [] } } }, 400);
}

function aList(line: RequestLine): RequestLine {
  const request = { ...line.request, method: 'GET', url: '/reference-data/ewc-codes', body: null };
  return answeredWith({ ...line, operationId: 'listEwcCodes', request }, 200);
}

/** Products that do not slow down, or that give up wrongly. */
export const mutatedPressure: readonly MutatedTraffic[] = [
  {
    scenario: 'L01',
    breaks: theWaitsGrow,
    how: 'waits the same each time',
    mutate: lines((all) => all.map((line, index) => afterFirst(all, line, 1000 * index))),
  },
  {
    scenario: 'L01',
    breaks: theWaitsGrow,
    how: 'does not wait at all',
    mutate: lines((all) => all.map((line, index) => afterFirst(all, line, 12 * index))),
  },
  {
    scenario: 'L01',
    breaks: arrival.everyReceiptArrivesOnce,
    how: 'gives up',
    mutate: (steps) => says({ outcome: 'failed' })(lines((all) => all.slice(0, -1))(steps)),
  },
  {
    scenario: 'L02',
    breaks: retryAfterIsRespected,
    how: 'comes again too soon',
    mutate: lines((all) => [...all.slice(0, -1), later(last(all), -1500)]),
  },
  {
    scenario: 'L03',
    breaks: theAttemptsStayFew,
    how: 'hammers',
    mutate: lines((all) =>
      [...all, ...Array.from({ length: 12 }, (_, index) => later(last(all), 5000 * 1.4 ** (index / 2)))].slice(0, 16),
    ),
  },
  {
    scenario: 'L03',
    breaks: theAttemptsStayFew,
    how: 'hammers with requests that are no receipt',
    mutate: lines((all) => [
      ...all,
      ...Array.from({ length: 16 }, (_, index) => withoutReceipt(later(last(all), 100 * (index + 1)))),
    ]),
  },
  {
    scenario: 'L03',
    breaks: theAttemptsStayFew,
    how: 'asks for lists again and again instead',
    mutate: lines((all) => [
      ...all,
      ...Array.from({ length: 16 }, (_, index) => aList(later(last(all), 100 * (index + 1)))),
    ]),
  },
  { scenario: 'L03', breaks: honest.failuresAreExplained, how: 'gives up in silence', mutate: says({ messages: [] }) },
  {
    scenario: 'L03',
    breaks: honest.failuresAreExplained,
    how: 'gives up with an empty message',
    mutate: says({ messages: [' '] }),
  },
  {
    scenario: 'L04',
    breaks: theAttemptsStayFew,
    how: 'hammers with one of them',
    mutate: lines((all) => [
      ...all.slice(0, 1),
      ...Array.from({ length: 16 }, (_, index) => later(answeredWith(all[1] ?? last(all), 429), index)),
      ...all.slice(1),
    ]),
  },
];
