import { describe, expect, it } from 'vitest';
import { evaluateBehaviour } from '../behaviour/evaluate.ts';
import { plainReceipt } from '../testing/fake-synthetic.ts';
import { evaluated, receiptSent, trafficObservation } from '../testing/traffic-check-case.ts';
import { w03 } from './w03-reported-in-time.ts';

const reportedAt = (seq: number, at: string, dateTimeReceived: string, authorisationNumber = 'EPR/AB1234CD') => ({
  ...receiptSent(seq, { dateTimeReceived, 'receiver.authorisationNumber': authorisationNumber }),
  at,
});
const monday = '2026-06-01T10:00:00Z';

describe('a receipt', () => {
  it.each([
    ['at the end of the second working day', '2026-06-03T22:59:59Z', monday],
    ['on a Tuesday, for waste of a Friday', '2026-06-09T12:00:00Z', '2026-06-05T10:00:00Z'],
    ['in the first minute of the day in the UK', '2026-06-03T12:00:00Z', '2026-05-31T23:10:00Z'],
    ['a few minutes before it is dated, by another clock', '2026-06-01T09:56:00Z', monday],
    ['on the day that it is dated, without a time', '2026-06-01T23:30:00Z', '2026-06-02'],
  ])('is in time when it is reported %s', (_, at, received) => {
    const { verdict, findings } = evaluated(w03, [reportedAt(2, at, received)]);
    expect([verdict, findings]).toEqual(['pass', []]);
  });

  it.each([
    ['in the first minute after it', '2026-06-03T23:00:00Z', monday],
    ['a year late', '2027-06-01T10:00:00Z', monday],
    ['on the day after a date without a time was due', '2026-06-04T10:00:00Z', '2026-06-01'],
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
    expect(judged('2026-06-01T11:00:00.000Z')).toMatchObject([{ field: 'dateTimeReceived', level: 'warning' }]);
  });

  it('is judged by the working days of its nation', () => {
    const late = [
      reportedAt(2, '2026-04-07T10:00:00Z', '2026-04-01T10:00:00Z'),
      reportedAt(3, '2026-04-07T10:00:00Z', '2026-04-01T10:00:00Z', 'EAS/P/123456'),
    ];
    expect(evaluated(w03, late).findings).toEqual([
      {
        text: 'Reported late, counting the working days of Scotland, in exchange 3: the waste was received on Wednesday, 1 April 2026.',
        field: 'dateTimeReceived',
        expected: 'reported by the end of Monday, 6 April 2026',
        found: 'reported on Tuesday, 7 April 2026',
        level: 'warning',
      },
    ]);
  });

  it('is counted per nation', () => {
    const late = Array.from({ length: 500 }, (_, index) => reportedAt(index + 2, '2026-06-04T10:00:00Z', monday));
    expect(evaluated(w03, late).findings.map(({ text }) => text)).toEqual([
      expect.stringContaining('in 500 receipts, the first in exchange 2:'),
    ]);
  });

  it('is dated in the future if its clock or time zone is wrong', () => {
    for (const received of ['2026-06-01T10:12:00Z', '2026-06-01T11:00:00', '2026-06-02']) {
      const { findings } = evaluated(w03, [reportedAt(2, '2026-06-01T10:05:00Z', received)]);
      expect(findings.map(({ level, text }) => [level, text.split(',')[0]])).toEqual([
        ['warning', 'Dated later than it was reported'],
      ]);
    }
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

  it('if the service refused the receipts', () => {
    const sent = receiptSent(2, { dateTimeReceived: '2020-01-01T10:00:00Z' });
    const refused = { ...sent, response: { ...sent.response, status: 400 } };
    expect(evaluated(w03, [refused]).verdict).toBe('not-exercised');
  });
});
