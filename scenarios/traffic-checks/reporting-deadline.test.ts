import { describe, expect, it } from 'vitest';
import { evaluateBehaviour } from '../behaviour/evaluate.ts';
import { answered, post } from '../testing/fake-exchange.ts';
import { plainReceipt } from '../testing/fake-synthetic.ts';
import { evaluated, receiptSent, trafficObservation } from '../testing/traffic-check-case.ts';
import { w03 } from './w03-reported-in-time.ts';

const reportedAt = (seq: number, at: string, dateTimeReceived: string, authorisationNumber = 'EPR/AB1234CD') => ({
  ...receiptSent(seq, { dateTimeReceived, 'receiver.authorisationNumber': authorisationNumber }),
  at,
});
const monday = '2027-06-07T10:00:00Z';

describe('a receipt', () => {
  it.each([
    ['at the end of the second working day', '2027-06-09T22:59:59Z', monday],
    ['on a Tuesday, for waste of a Friday', '2027-06-15T12:00:00Z', '2027-06-11T10:00:00Z'],
    ['in the first minute of the day in the UK', '2027-06-09T12:00:00Z', '2027-06-06T23:10:00Z'],
    ['five minutes before it is dated, by another clock', '2027-06-07T09:55:00Z', monday],
    ['on the day that it is dated, without a time', '2027-06-07T23:30:00Z', '2027-06-08'],
  ])('is in time when it is reported %s', (_, at, received) => {
    const { verdict, findings } = evaluated(w03, [reportedAt(2, at, received)]);
    expect([verdict, findings]).toEqual(['pass', []]);
  });

  it.each([
    ['in the first minute after it', '2027-06-09T23:00:00Z', monday],
    ['a year late', '2028-06-06T10:00:00Z', monday],
    ['on the day after a date without a time was due', '2027-06-10T10:00:00Z', '2027-06-07'],
  ])('is late when it is reported %s, which is a warning', (_, at, received) => {
    const { verdict, findings } = evaluated(w03, [reportedAt(2, at, received)]);
    expect([verdict, findings.map(({ level, field }) => [level, field])]).toEqual([
      'pass',
      [['warning', 'dateTimeReceived']],
    ]);
  });

  it('is not late if a task asked for waste of months ago', () => {
    const exchanges = [reportedAt(2, '2026-12-01T10:00:00Z', '2026-06-01T11:00:00+01:00')];
    const judged = (asked: string) => {
      const movements = [{ ...plainReceipt, dateTimeReceived: asked }];
      const observation = { ...trafficObservation(exchanges), asked: movements };
      return evaluateBehaviour(w03, { ...observation, testedAt: null, durationMs: null }).findings;
    };
    expect(judged('2026-06-01T10:00:00.000Z')).toEqual([]);
    expect(judged('2026-06-01T11:00:00.000Z')).toMatchObject([{ field: 'dateTimeReceived', level: 'note' }]);
  });

  it('is judged by the working days of its nation', () => {
    const late = [
      reportedAt(2, '2027-03-30T10:00:00Z', '2027-03-24T10:00:00Z'),
      reportedAt(3, '2027-03-30T10:00:00Z', '2027-03-24T10:00:00Z', 'EAS/P/123456'),
    ];
    expect(evaluated(w03, late).findings).toEqual([
      {
        text: 'Reported late, counting the working days of Scotland, in exchange 3: the waste was received on Wednesday, 24 March 2027.',
        field: 'dateTimeReceived',
        expected: 'reported by the end of Monday, 29 March 2027',
        found: 'reported on Tuesday, 30 March 2027',
        level: 'warning',
      },
    ]);
  });

  it('is counted per nation', () => {
    const late = Array.from({ length: 500 }, (_, index) => reportedAt(index + 2, '2027-06-10T10:00:00Z', monday));
    expect(evaluated(w03, late).findings.map(({ text }) => text)).toEqual([
      expect.stringContaining('in 500 receipts, the first in exchange 2:'),
    ]);
  });

  it('is dated in the future if its clock or time zone is wrong', () => {
    for (const received of ['2027-06-07T10:10:00.001Z', '2027-06-07T11:00:00', '2027-06-08']) {
      const { findings } = evaluated(w03, [reportedAt(2, '2027-06-07T10:05:00Z', received)]);
      expect(findings.map(({ level, text }) => [level, text.split(',')[0]])).toEqual([
        ['warning', 'Dated later than it was reported'],
      ]);
    }
  });

  it('is counted with all that are dated in the future, and the first is shown', () => {
    const early = [reportedAt(3, '2027-06-07T08:00:00Z', monday), reportedAt(4, '2027-06-07T09:00:00Z', monday)];
    expect(evaluated(w03, [reportedAt(2, monday, monday), ...early]).findings).toEqual([
      {
        text: expect.stringContaining('than it was reported, in 2 receipts, the first in exchange 3: check the clock'),
        field: 'dateTimeReceived',
        expected: 'a time before 2027-06-07T08:00:00Z',
        found: '"2027-06-07T10:00:00Z"',
        level: 'warning',
      },
    ]);
  });

  it.each([
    ['England and Wales', 'EPR/AB1234CD', '2026-09-30', '2026-10-01', 'Thursday, 1 October 2026'],
    ['Scotland', 'EAS/P/123456', '2026-12-31', '2027-01-01', 'Friday, 1 January 2027'],
    ['Northern Ireland', 'P1234/12A', '2026-12-31', '2027-01-01', 'Friday, 1 January 2027'],
  ])('is late without a warning before the duty begins in %s', (nation, permit, before, from, inWords) => {
    const reported = (day: string) => reportedAt(2, '2027-02-01T10:00:00Z', `${day}T10:00:00Z`, permit);
    const { verdict, findings } = evaluated(w03, [reported(before)]);
    expect([verdict, findings.map(({ level }) => level)]).toEqual(['pass', ['note']]);
    expect(findings[0]?.text).toContain(`The duty to report in time begins in ${nation} on ${inWords}.`);
    expect(evaluated(w03, [reported(from)]).findings.map(({ level }) => level)).toEqual(['warning']);
  });

  it('is warned about first where others are only noted', () => {
    const [early, late] = ['2026-12-01T10:00:00Z', '2027-01-11T10:00:00Z'];
    const at = '2027-02-01T10:00:00Z';
    const { findings, then } = evaluated(w03, [
      reportedAt(2, at, early, 'EAS/P/123456'),
      reportedAt(3, at, late, 'EAS/P/123456'),
    ]);
    expect(findings.map(({ level }) => level)).toEqual(['warning', 'note']);
    expect(then[0]).toMatchObject({ met: true, finding: { level: 'warning' } });
  });
});

describe('nothing is evaluated, and nothing passes', () => {
  it.each([
    [
      'of piped waste',
      { 'carrier.meansOfTransport': 'Piped', dateTimeReceived: '2020-01-01T10:00:00Z' },
      '1 were for piped waste',
    ],
    ['that name no day', { dateTimeReceived: '2020' }, 'in 1, dateTimeReceived names no day'],
  ])('where there are only receipts %s', (_, changes, why) => {
    const { verdict, findings } = evaluated(w03, [receiptSent(2, changes)]);
    expect(verdict).toBe('not-exercised');
    expect(findings[0]?.text).toContain(why);
  });

  it('where some receipts are of piped waste and the others name no day', () => {
    const piped = receiptSent(2, { 'carrier.meansOfTransport': 'Piped' });
    const others = [receiptSent(3, { dateTimeReceived: '2020' }), receiptSent(4, { dateTimeReceived: '2020-01' })];
    const { verdict, findings } = evaluated(w03, [piped, ...others]);
    expect(verdict).toBe('not-exercised');
    expect(findings[0]?.text).toMatch(/Of 3 stored receipts, 1 were for piped waste.*; in 2, dateTimeReceived/);
  });

  it.each([
    ['if the service refused the receipts', { response: answered(400, {}) }],
    ['if no stored receipt can be read', { request: { ...post, body: { text: '{' } } }],
  ])('%s', (_, change) => {
    const { verdict, findings } = evaluated(w03, [{ ...receiptSent(2), ...change }]);
    expect(verdict).toBe('not-exercised');
    expect(findings[0]?.text).toContain('Recorded traffic: ');
  });
});
