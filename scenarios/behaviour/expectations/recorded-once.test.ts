import { describe, expect, it } from 'vitest';
import type { Movement } from '../../../spec/types/movement.ts';
import { usualThresholds } from '../../../spec/types/verdict.ts';
import {
  accepted,
  observationOf,
  postLine,
  putLine,
  type RequestLine,
  receipts,
  type Step,
} from '../../testing/fake-observation.ts';
import { plainReceipt } from '../../testing/fake-synthetic.ts';
import {
  everyReceiptArrivesOnce,
  noNewReceiptIsRecorded,
  noReceiptIsLostOrDuplicatedSilently,
  theRecordedReceiptsFollowTheTasks,
} from './recorded-once.ts';

const task = { action: 'submit' as const, movement: plainReceipt };
const step = (lines: RequestLine[], late: RequestLine[] = []): Step => ({ task, outcomes: [accepted], lines, late });
const textsOf = (check: typeof everyReceiptArrivesOnce, ...steps: Step[]) =>
  (check.check(observationOf(steps)) ?? []).map(({ text, level }) =>
    level === undefined ? text : `${level}: ${text}`,
  );
const watched = (...lines: RequestLine[]) => ({
  exchanges: lines.map((line, index) => ({ seq: index + 1, ...line })),
  tasks: [],
  thresholds: usualThresholds,
});
const post = (ms: number, status: number, id = '26AAAAAA', fault?: RequestLine['fault']) =>
  postLine(ms, plainReceipt, status, fault === undefined ? {} : { fault }, id);

describe('a receipt that was never recorded', () => {
  it.each<[RequestLine[], string]>([
    [[], 'it was not sent'],
    [[post(0, 503)], 'it was sent once, and the last answer was 503'],
    [[post(0, 202)], 'it was sent once, and the last answer was 202'],
    [[post(0, 200)], 'it was sent once, and the last answer was 200'],
    [[post(0, 503), post(900, 0)], 'it was sent 2 times, and the last answer was none'],
  ])('is missed, with what became of it', (lines, what) => {
    const text = expect.stringMatching(new RegExp(`^The receipt WB-104211 was never recorded: ${what}`));
    expect(textsOf(everyReceiptArrivesOnce, step(lines))).toEqual([text]);
    expect(textsOf(noReceiptIsLostOrDuplicatedSilently, step(lines))).toEqual([text]);
  });

  it('is counted from the sixth on', () => {
    const backlog = (count: number): Step => ({
      task: { action: 'submit-all', movements: receipts(count) },
      outcomes: null,
      lines: [],
    });
    expect(textsOf(everyReceiptArrivesOnce, backlog(5))).toHaveLength(5);
    expect(textsOf(everyReceiptArrivesOnce, backlog(7)).at(-1)).toBe('2 more receipts were never recorded.');
  });

  it('is no fault where nobody asked for it', () => {
    expect(everyReceiptArrivesOnce.check(watched(post(0, 503)))).toBeNull();
    for (const status of [503, 201]) {
      expect(noReceiptIsLostOrDuplicatedSilently.check(watched(post(0, status)))).toEqual([]);
    }
  });
});

describe('a receipt that was recorded twice', () => {
  const twice = (fault?: RequestLine['fault'], late = false) => {
    const second = post(5000, 201, '26BBBBBB');
    return late ? step([post(0, 201, '26AAAAAA', fault)], [second]) : step([post(0, 201, '26AAAAAA', fault), second]);
  };

  it('is a fault, and only a warning where the first answer was lost', () => {
    const text =
      'The receipt WB-104211 was recorded 2 times: 26AAAAAA, 26BBBBBB. Each record counts as separate waste.';
    expect(textsOf(everyReceiptArrivesOnce, twice('lost-answer'))).toEqual([text]);
    expect(textsOf(noReceiptIsLostOrDuplicatedSilently, twice('lost-answer'))).toEqual([`warning: ${text}`]);
    expect(textsOf(noReceiptIsLostOrDuplicatedSilently, twice())).toEqual([text]);
  });

  it('is only a warning without a task, too', () => {
    const lines = [post(0, 201, '26AAAAAA', 'lost-answer'), post(5000, 201, '26BBBBBB')];
    expect(noReceiptIsLostOrDuplicatedSilently.check(watched(...lines))).toMatchObject([{ level: 'warning' }]);
  });

  it('is a fault after the outcome was given, even so', () => {
    expect(textsOf(noReceiptIsLostOrDuplicatedSilently, twice('lost-answer', true))).toEqual([
      expect.stringMatching(/^The receipt .* 26AAAAAA, 26BBBBBB \(after the product had given its outcome\)/),
    ]);
  });

  it('is counted from the sixth on', () => {
    const movements = receipts(7);
    const lines = movements.flatMap((each, index) => [postLine(index, each, 201), postLine(900 + index, each, 201)]);
    const backlog: Step = { task: { action: 'submit-all', movements }, outcomes: null, lines };
    const texts = textsOf(everyReceiptArrivesOnce, backlog);
    expect([texts.length, texts.at(-1)]).toEqual([6, '2 more receipts were recorded more than once.']);
  });
});

it('receipts that no task asked for are named together', () => {
  const movements = receipts(2);
  const strange = receipts(4).slice(2);
  const lines = [...movements, ...strange].map((each, index) => postLine(index, each, 201, {}, `26AAAA0${index}`));
  const refused = receipts(5)
    .slice(4)
    .map((each) => postLine(99, each, 400));
  const backlog: Step = { task: { action: 'submit-all', movements }, outcomes: null, lines: [...lines, ...refused] };
  for (const check of [everyReceiptArrivesOnce, noReceiptIsLostOrDuplicatedSilently]) {
    expect(textsOf(check, backlog)).toEqual([
      'The product recorded receipts that no task asked for: 26AAAA02, 26AAAA03. Their references (yourUniqueReference) are in no task.',
    ]);
    expect(textsOf(check, { ...backlog, lines: [...lines.slice(0, 2), ...refused] })).toEqual([]);
  }
});

describe('what was recorded', () => {
  const other: Movement = { ...plainReceipt, dateTimeReceived: '2026-01-05T08:15:00Z' };
  const texts = (...steps: Step[]) => textsOf(theRecordedReceiptsFollowTheTasks, ...steps);

  it('is compared with what was asked for, and only what was recorded is', () => {
    expect(texts(step([post(0, 201)]))).toEqual([]);
    expect(texts(step([postLine(0, other, 201)]))).toEqual([
      expect.stringMatching(/^The receipt WB-104211 is not the one in the task: dateTimeReceived/),
    ]);
    expect(texts(step([postLine(0, other, 400)]))).toEqual([]);
    expect(theRecordedReceiptsFollowTheTasks.check(watched(post(0, 201)))).toBeNull();
  });

  it('is what the newest correction made of it', () => {
    expect(texts(step([postLine(0, other, 201), putLine(50, '26AAAAAA', plainReceipt, 200)]))).toEqual([]);
    expect(texts(step([post(0, 201), putLine(50, '26AAAAAA', other, 200)]))).toHaveLength(1);
    expect(texts(step([post(0, 201), putLine(50, '26AAAAAA', other, 400)]))).toEqual([]);
    expect(texts(step([post(0, 201), putLine(50, '26BBBBBB', other, 200)]))).toEqual([]);
  });

  it('is what a correction was to make of it, and a missing correction is no fault of it', () => {
    const update: Step = {
      task: { action: 'update', movement: other, wasteTrackingId: '26AAAAAA' },
      outcomes: [accepted],
      lines: [putLine(90, '26AAAAAA', other, 200)],
    };
    expect(texts(step([post(0, 201)]), update)).toEqual([]);
    expect(
      texts(step([post(0, 201)]), { ...update, lines: [putLine(90, '26AAAAAA', plainReceipt, 200)] }),
    ).toHaveLength(1);
    expect(texts(step([post(0, 201)]), { ...update, lines: [] })).toEqual([]);
    expect(texts(step([postLine(0, other, 201, {}, '26BBBBBB')]), { ...update, lines: [] })).toHaveLength(1);
  });

  it('is no concern of this where nobody asked for it', () => {
    const [one = plainReceipt, two = plainReceipt, strange = plainReceipt] = receipts(3);
    const lines = [one, two, strange].map((each, index) => postLine(index, each, 201));
    expect(texts({ task: { action: 'submit-all', movements: [one, two] }, outcomes: null, lines })).toEqual([]);
  });

  it('is named of at most five receipts', () => {
    const movements = receipts(7);
    const lines = movements.map((each, index) =>
      postLine(index, { ...each, dateTimeReceived: '2026-01-05T08:15:00Z' }, 201),
    );
    expect(texts({ task: { action: 'submit-all', movements }, outcomes: null, lines })).toHaveLength(5);
  });
});

it('a new record instead of a correction is named, unless nobody asked for one', () => {
  const update = { action: 'update' as const, movement: plainReceipt, wasteTrackingId: '19ZZZZZZ' };
  const asked = (...lines: RequestLine[]) =>
    noNewReceiptIsRecorded.check(observationOf([{ task: update, outcomes: [accepted], lines }]));
  expect(asked(putLine(0, '19ZZZZZZ', plainReceipt, 404))).toEqual([]);
  expect(asked(post(0, 400))).toEqual([]);
  expect(asked(post(0, 201))).toMatchObject([{ field: 'wasteTrackingId', text: expect.stringContaining('26AAAAAA') }]);
  expect(noNewReceiptIsRecorded.check(watched(post(0, 201)))).toBeNull();
});
