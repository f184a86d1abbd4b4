import { describe, expect, it } from 'vitest';
import type { Outcome, Task } from '../../../spec/types/brief.ts';
import { usualThresholds } from '../../../spec/types/verdict.ts';
import {
  accepted,
  failed,
  observationOf,
  postLine,
  putLine,
  type RequestLine,
  receipts,
} from '../../testing/fake-observation.ts';
import { plainReceipt } from '../../testing/fake-synthetic.ts';
import type { TrafficExpectation } from '../types.ts';
import {
  emptyClaims,
  failuresAreExplained,
  theProductReportsWhatHappened,
  theRefusalIsReported,
} from './reported-outcome.ts';

const submit: Task = { action: 'submit', movement: plainReceipt };
const update: Task = { action: 'update', movement: plainReceipt, wasteTrackingId: '19ZZZZZZ' };
const post = (status: number, fault?: RequestLine['fault']) =>
  postLine(0, plainReceipt, status, fault === undefined ? {} : { fault });
const rejected: Outcome = { outcome: 'rejected', messages: ['EWC code: not on the list'] };

function said(check: TrafficExpectation, lines: RequestLine[], outcome: Outcome | null, task: Task = submit) {
  const outcomes = outcome === null ? null : [outcome];
  return check.check(observationOf([{ task, outcomes, lines }]));
}

const observed = { exchanges: [{ seq: 1, ...post(201) }], tasks: [], thresholds: usualThresholds };

describe('what the product reports of a receipt', () => {
  const reported = (lines: RequestLine[], outcome: Outcome | null) =>
    said(theProductReportsWhatHappened, lines, outcome);

  it('is not judged without a task or an outcome', () => {
    expect(theProductReportsWhatHappened.check(observed)).toBeNull();
    expect(reported([post(201)], null)).toEqual([]);
  });

  it('is that it was accepted, with the id that was issued', () => {
    expect(reported([post(201)], accepted)).toEqual([]);
    expect(reported([post(201)], { ...accepted, wasteTrackingId: '26CCCCCC' })).toMatchObject([
      { field: 'wasteTrackingId', expected: '26AAAAAA', found: expect.stringContaining('26CCCCCC') },
    ]);
    expect(reported([post(201)], { outcome: 'accepted' })).toMatchObject([{ field: 'wasteTrackingId' }]);
    const withoutId = { ...post(201), response: { status: 201, headers: {}, body: null } };
    expect(reported([withoutId], accepted)).toMatchObject([{ expected: 'a tracking id', found: '"26AAAAAA"' }]);
  });

  it('is no acceptance of what was not recorded', () => {
    expect(reported([post(400)], accepted)).toEqual([
      {
        text: expect.stringMatching(/WB-104211 was accepted, but the service last answered 400/),
        expected: 'rejected or failed',
        found: 'accepted',
      },
    ]);
    expect(reported([post(0)], accepted)).toMatchObject([{ text: expect.stringMatching(/last answered nothing\.$/) }]);
    expect(reported([], accepted)).toMatchObject([{ text: expect.stringMatching(/but it sent no receipt\.$/) }]);
    expect(reported([post(400)], rejected)).toEqual([]);
    expect(reported([post(400)], failed)).toEqual([]);
  });

  it('is no refusal of what was recorded, unless the product could not know', () => {
    expect(reported([post(201)], failed)).toMatchObject([{ expected: 'accepted', found: 'failed' }]);
    expect(reported([post(201, 'lost-answer')], failed)).toEqual([]);
    expect(reported([post(201, 'lost-answer')], rejected)).toMatchObject([{ found: 'rejected' }]);
    expect(reported([post(201, 'lost-answer'), post(201)], failed)).toHaveLength(1);
  });

  it('may lack an id that it could not read, with a warning', () => {
    const noId: Outcome = { outcome: 'accepted' };
    for (const fault of ['truncated', 'malformed-json'] as const) {
      expect(reported([post(201, fault)], noId)).toMatchObject([{ level: 'warning' }]);
      expect(reported([post(201, fault)], { ...noId, wasteTrackingId: '' })).toMatchObject([{ level: 'warning' }]);
      const [wrong] = reported([post(201, fault)], { ...noId, wasteTrackingId: '26CCCCCC' }) ?? [];
      expect([wrong?.field, wrong?.level]).toEqual(['wasteTrackingId', undefined]);
      const [readTwice] = reported([post(201, fault), post(201)], noId) ?? [];
      expect([readTwice?.field, readTwice?.level]).toEqual(['wasteTrackingId', undefined]);
    }
  });

  it('is no id of a receipt that was not accepted, unless that id was issued', () => {
    expect(reported([post(400)], { ...rejected, wasteTrackingId: '26CCCCCC' })).toMatchObject([
      { expected: 'no tracking id', text: expect.stringContaining('for the receipt WB-104211') },
    ]);
    expect(reported([post(400)], { ...rejected, wasteTrackingId: '' })).toEqual([]);
    expect(reported([post(201, 'lost-answer')], { ...failed, wasteTrackingId: '26AAAAAA' })).toEqual([]);
  });

  it('is named of at most five receipts, and the last word counts', () => {
    const movements = receipts(7);
    const outcomes = movements.map(() => accepted);
    const task: Task = { action: 'submit-all', movements };
    expect(theProductReportsWhatHappened.check(observationOf([{ task, outcomes, lines: [] }]))).toHaveLength(5);
    const steps = [failed, accepted].map((outcome) => ({ task: submit, outcomes: [outcome], lines: [post(201)] }));
    expect(theProductReportsWhatHappened.check(observationOf(steps.slice(0, 1)))).toHaveLength(1);
    expect(theProductReportsWhatHappened.check(observationOf(steps))).toEqual([]);
  });

  it('may be that it failed, where the record came after the outcome', () => {
    const late = { task: submit, outcomes: [failed], lines: [post(503)], late: [post(201)] };
    expect(theProductReportsWhatHappened.check(observationOf([late]))).toEqual([]);
  });
});

describe('a task of which the service accepted nothing', () => {
  const claims = (lines: RequestLine[], outcome: Outcome | null, task: Task = submit) => {
    const outcomes = outcome === null ? null : [outcome];
    return emptyClaims(observationOf([{ task, outcomes, lines }]));
  };

  it('cannot have been accepted', () => {
    expect(claims([], accepted)).toMatchObject([
      { text: expect.stringMatching(/^Asked to submit a receipt, the product says/), found: 'accepted' },
    ]);
    expect(claims([post(400)], accepted)).toHaveLength(1);
    expect(claims([post(201)], accepted)).toEqual([]);
    expect(claims([putLine(0, '19ZZZZZZ', plainReceipt, 200)], accepted, update)).toEqual([]);
    expect(claims([], failed)).toEqual([]);
    expect(claims([], null)).toEqual([]);
  });

  it('has no id, except the one that a correction was asked for', () => {
    expect(claims([], { ...rejected, wasteTrackingId: '26CCCCCC' })).toMatchObject([
      { text: expect.stringContaining('for a receipt that was not recorded') },
    ]);
    expect(claims([], { ...rejected, wasteTrackingId: '19ZZZZZZ' }, update)).toEqual([]);
    expect(claims([], { ...rejected, wasteTrackingId: '26CCCCCC' }, update)).toHaveLength(1);
  });

  it('is named by what was asked', () => {
    expect(claims([], accepted, update)).toMatchObject([
      { text: expect.stringMatching(/^Asked to correct a receipt/) },
    ]);
    const several: Task = { action: 'submit-all', movements: receipts(2) };
    expect(claims([], accepted, several)).toMatchObject([{ text: expect.stringMatching(/^Asked to submit several/) }]);
  });
});

describe('a failure', () => {
  const explained = (lines: RequestLine[], outcome: Outcome, task: Task = submit) =>
    said(failuresAreExplained, lines, outcome, task);
  const saying = (...messages: string[]): Outcome => ({ outcome: 'failed', messages });

  it('is explained by a message, and not by an empty one', () => {
    expect(explained([post(503)], saying('The service could not be reached. The receipt was not sent.'))).toEqual([]);
    for (const outcome of [saying(), saying('', ' '), { outcome: 'failed' } as Outcome]) {
      expect(explained([post(503)], outcome)).toMatchObject([
        {
          text: expect.stringMatching(/ended with “failed”\. It gave no message/),
          field: 'messages',
          found: 'no message',
        },
      ]);
    }
    expect(explained([post(201)], accepted)).toEqual([]);
    expect(failuresAreExplained.check(observed)).toBeNull();
  });

  it('is not judged by messages where there is no outcome', () => {
    for (const lines of [[], [post(503)]]) expect(said(failuresAreExplained, lines, null)).toEqual([]);
  });

  it('is counted where several receipts failed', () => {
    const task: Task = { action: 'submit-all', movements: receipts(2) };
    const step = { task, outcomes: [saying(), saying()], lines: [] };
    expect(failuresAreExplained.check(observationOf([step]))).toMatchObject([
      { text: expect.stringContaining('2 times it gave no message') },
    ]);
  });

  it('is not explained by a sentence that fits any failure, nor by that of the API without a warning', () => {
    expect(explained([post(503)], saying('Something went wrong.'))).toMatchObject([
      { text: expect.stringContaining('it fits any failure'), expected: 'what went wrong, and what to do' },
    ]);
    expect(explained([post(503)], saying('Error 503'))).toMatchObject([{ level: 'warning' }]);
  });

  it('for the content of the receipt or the charge is judged elsewhere', () => {
    for (const status of [400, 402]) expect(explained([post(status)], saying('Something went wrong.'))).toEqual([]);
  });

  it('of a correction is that there is no such receipt, or that the service did not answer', () => {
    const put = (status: number) => [putLine(0, '19ZZZZZZ', plainReceipt, status)];
    const unknown = saying('There is no such receipt.');
    const unanswered = saying('The service could not be reached.');
    expect(explained(put(404), unknown, update)).toEqual([]);
    expect(explained(put(404), unanswered, update)).toHaveLength(1);
    expect(explained(put(503), unanswered, update)).toEqual([]);
    expect(explained(put(503), unknown, update)).toEqual([]);
    expect(explained(put(503), saying('Something went wrong.'), update)).toHaveLength(1);
    expect(explained([...put(503), ...put(404)], unanswered, update)).toHaveLength(1);
    expect(explained([post(503)], unknown)).toHaveLength(1);
  });

  it('needs no reason of the service where the product stopped the receipt itself', () => {
    expect(explained([], { outcome: 'blocked', messages: ['The EWC code is wrong.'] })).toEqual([]);
    expect(explained([], saying('The EWC code is wrong.'))).toHaveLength(1);
    expect(explained([post(503)], { outcome: 'blocked', messages: ['The EWC code is wrong.'] })).toHaveLength(1);
    const outcomes = [{ outcome: 'blocked', messages: ['The EWC code is wrong.'] } as const, saying('It failed.')];
    const several: Task = { action: 'submit-all', movements: receipts(2) };
    const steps = [{ task: several, outcomes: JSON.parse(JSON.stringify(outcomes)), lines: [] }];
    expect(failuresAreExplained.check(observationOf(steps))).toHaveLength(1);
  });
});

describe('a refusal', () => {
  const refused = (lines: RequestLine[], outcome: Outcome | null, task: Task = submit) =>
    said(theRefusalIsReported, lines, outcome, task);

  it('is reported as one', () => {
    for (const outcome of [rejected, failed]) expect(refused([post(400)], outcome)).toEqual([]);
    for (const outcome of ['accepted', 'blocked'] as const) {
      expect(refused([post(400)], { outcome })).toMatchObject([{ expected: 'rejected or failed', found: outcome }]);
    }
    expect(refused([post(400)], { ...rejected, wasteTrackingId: '26CCCCCC' })).toHaveLength(1);
    expect(refused([post(400)], null)).toEqual([]);
    expect(theRefusalIsReported.check(observed)).toBeNull();
  });

  it('is none where the service took the receipt in the end, or gave no answer', () => {
    expect(refused([post(400), post(201)], accepted)).toEqual([]);
    expect(refused([post(0)], accepted)).toEqual([]);
    expect(refused([post(0), post(503)], accepted)).toHaveLength(1);
    expect(refused([post(300), post(400)], accepted)).toHaveLength(1);
    expect(refused([post(400), post(402)], accepted)).toMatchObject([
      { text: expect.stringContaining('answered 402') },
    ]);
  });
});
