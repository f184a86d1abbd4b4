import { describe, expect, it } from 'vitest';
import type { Movement } from '../../../spec/types/movement.ts';
import { usualThresholds } from '../../../spec/types/verdict.ts';
import {
  failed,
  observationOf,
  postLine,
  putLine,
  type RequestLine,
  tokenLine,
} from '../../testing/fake-observation.ts';
import { plainReceipt } from '../../testing/fake-synthetic.ts';
import {
  retryAfterIsRespected,
  theAttemptsStayFew,
  theRateIsKept,
  theWaitsGrow,
  untilTheWaitsAreClear,
} from './retries.ts';

const receipt: Movement = { ...plainReceipt, yourUniqueReference: 'WB-1' };
const other: Movement = { ...plainReceipt, yourUniqueReference: 'WB-2' };

/** Returns one task with attempts at a receipt after these waits in seconds, each answered 429 after 10 ms. */
function refused(movement: Movement, ...waits: number[]) {
  let ms = 0;
  const lines = [0, ...waits].map((wait, index) => {
    ms += wait * 1000 + (index === 0 ? 0 : 10);
    return postLine(ms, movement, 429, { durationMs: 10 });
  });
  return { task: { action: 'submit' as const, movement }, outcomes: [failed], lines };
}

const constant = (movement: Movement) => refused(movement, 1, 1.004, 1.008);

describe('findings', () => {
  it('name the waits, from each response to the next attempt, and the averages of them', () => {
    expect(theWaitsGrow.check(observationOf([constant(receipt), constant(other), constant(receipt)]))).toEqual([
      {
        text: 'The attempts did not slow down: over 3 refused receipts the third wait took 1.01 s on average, the first wait 1.00 s, so 1.0 times as long. Allowing for jitter, at least 1.6 times was expected. In each average the longest wait counts as the second longest.',
        expected: 'waits that grow by 1.5 or more each time',
        found: 'waits between attempts at WB-1: 1.00, 1.00, 1.01 s; WB-2: 1.00, 1.00, 1.01 s; WB-1: 1.00, 1.00, 1.01 s',
      },
    ]);
  });

  it('say what a wait of next to nothing counts as, so that the averages are those of the waits shown', () => {
    const atOnce = (movement: Movement) => refused(movement, 0.01, 0.01, 0.01);
    const [finding] = theWaitsGrow.check(observationOf([atOnce(receipt), atOnce(other), atOnce(receipt)])) ?? [];
    expect(finding?.text).toMatch(/took 0\.05 s on average.+ A wait of less than 0\.05 s counts as 0\.05 s\.$/);
  });

  it('say it of some waits of next to nothing, and of none that are as long as what they count as', () => {
    const textOf = (...waits: number[]) =>
      theWaitsGrow.check(observationOf([1, 2, 3].map(() => refused(receipt, ...waits))))?.[0]?.text;
    expect(textOf(0.01, 1, 1)).toMatch(/ A wait of less than 0\.05 s counts as 0\.05 s\.$/);
    expect(textOf(0.05, 0.05, 0.05)).toMatch(/ counts as the second longest\.$/);
  });

  it('name the places of the waits that were compared', () => {
    const late = [1, 2, 3].map(() => refused(receipt, 0.01, 1, 1, 1, 1, 1));
    expect(theWaitsGrow.check(observationOf(late))).toMatchObject([
      { text: expect.stringContaining('the 6th wait took 1.00 s on average, the second wait 1.00 s') },
    ]);
  });

  it('say that the longest wait counts as the second longest only of three waits and more', () => {
    const [finding] = theWaitsGrow.check(observationOf([constant(receipt), constant(other)])) ?? [];
    expect(finding?.text).toMatch(/over 2 refused receipts .+ times was expected\.$/);
  });

  it('give waits whose sum is the sum of those shown', () => {
    const many = refused(receipt, ...Array.from({ length: 16 }, () => 0.104));
    const [finding] = theAttemptsStayFew.check(observationOf([many])) ?? [];
    const waits = Array.from({ length: 9 }, () => 'after 0.10 s 429');
    expect(finding?.found).toBe(['429', ...waits, '7 more', 'waits of 1.60 s in all'].join(', '));
  });

  it('give the one wait that was too short', () => {
    const early = refused(receipt, 1.5);
    const [first, ...rest] = early.lines;
    if (first === undefined) throw new Error('no lines');
    const asking = { ...first, response: { ...first.response, headers: { 'retry-after': '3' } } };
    expect(retryAfterIsRespected.check(observationOf([{ ...early, lines: [asking, ...rest] }]))).toMatchObject([
      { text: expect.stringContaining('was sent again after 1.50 s'), found: '429, after 1.50 s 429' },
    ]);
  });
});

it('a wait until a date is from the time of day of the response, whatever the monotonic clock reads', () => {
  const [first, second] = refused(receipt, 3).lines;
  if (first === undefined || second === undefined) throw new Error('no lines');
  const until = new Date(Date.parse(first.at) + 3000).toUTCString();
  const asking = { ...first, response: { ...first.response, headers: { 'retry-after': until } } };
  const shifted = [asking, second].map((line) => ({ ...line, monotonicMs: line.monotonicMs - 5_000_000 }));
  const steps = [{ ...refused(receipt), lines: shifted }];
  expect(retryAfterIsRespected.check(observationOf(steps))).toEqual([]);
});

it('requests before the refusal and after the receipt was taken are no pressure', () => {
  const lines = [
    ...Array.from({ length: 20 }, (_, index) => tokenLine(index)),
    postLine(100, receipt, 429),
    postLine(1100, receipt, 201),
    ...Array.from({ length: 20 }, (_, index) => tokenLine(1200 + index)),
  ];
  const task = { action: 'submit' as const, movement: receipt };
  expect(theAttemptsStayFew.check(observationOf([{ task, outcomes: [failed], lines }]))).toEqual([]);
});

describe('a few attempts a minute', () => {
  const task = { action: 'submit' as const, movement: receipt };
  const every = (ms: number, count: number, line: (at: number) => RequestLine) =>
    Array.from({ length: count }, (_, index) => line(index * ms));
  const asked = (lines: RequestLine[], ...more: RequestLine[][]) =>
    theAttemptsStayFew.check(
      observationOf([lines, ...more].map((each) => ({ task, outcomes: [failed], lines: each }))),
    ) ?? [];
  const watched = (lines: RequestLine[]) =>
    theAttemptsStayFew.check({
      exchanges: lines.map((line, index) => ({ seq: index + 1, ...line })),
      tasks: [],
      thresholds: usualThresholds,
    }) ?? [];
  const post = (at: number) => postLine(at, receipt, 429);

  it('are fifteen, and sixteen are too many', () => {
    expect(asked(every(3000, 15, post))).toEqual([]);
    expect(asked(every(3000, 16, post))).toMatchObject([
      {
        text: '16 attempts at the receipt WB-1 were sent within a minute while the service refused it. The same holds for 1 more.',
        expected: 'at most 15',
      },
    ]);
    expect(watched(every(3000, 15, post))).toEqual([]);
    expect(watched(every(3000, 16, post))).toMatchObject([
      { text: '16 attempts at the receipt WB-1 were sent within a minute while the service refused it.' },
    ]);
  });

  it('are counted over any minute, which the sixteenth after sixty seconds is not in', () => {
    expect(watched(every(4000, 30, post))).toEqual([]);
    expect(watched(every(3999, 30, post))).toMatchObject([{ text: expect.stringMatching(/^16 attempts/) }]);
    const late = [...every(10_000, 4, post), ...every(1000, 16, (at) => post(100_000 + at))];
    expect(watched(late)).toMatchObject([{ text: expect.stringMatching(/^16 attempts/) }]);
  });

  it('are those of the busiest minute, the first of several', () => {
    const busy = (from: number, status: number) => every(3000, 16, (at) => postLine(from + at, receipt, status));
    expect(watched([...busy(0, 503), post(300_000)])).toHaveLength(1);
    expect(watched([...busy(0, 503), ...busy(300_000, 429)])).toMatchObject([
      { found: expect.stringMatching(/^503, after 2\.99 s 503, /) },
    ]);
  });

  it('are counted by arrival, also one that is answered after all the others', () => {
    const slow = postLine(0, receipt, 503, { durationMs: 110_000 });
    const meanwhile = [...every(3000, 15, (at) => post(10_000 + at)), post(100_000)];
    expect(watched([...meanwhile, slow])).toMatchObject([
      { text: expect.stringMatching(/^16 attempts/), found: expect.stringMatching(/^503, after 0\.00 s 429, /) },
    ]);
  });

  it('are as few as a vendor wants', () => {
    const exchanges = every(3000, 3, post).map((line, index) => ({ seq: index + 1, ...line }));
    const thresholds = { ...usualThresholds, attemptsPerMinute: 2 };
    expect(theAttemptsStayFew.check({ exchanges, tasks: [], thresholds })).toMatchObject([
      { expected: 'at most 2', found: '429, after 2.99 s 429, after 2.99 s 429, waits of 5.98 s in all' },
    ]);
  });

  it('include the one that was taken, where all that a task sends is counted', () => {
    expect(asked([...every(3000, 15, post), postLine(45_000, receipt, 201)])).toMatchObject([
      { text: '16 requests to the address for receipts were sent within a minute while the service refused it.' },
    ]);
  });

  it('are counted for tokens and for other requests apart', () => {
    const list = (at: number) => postLine(at, receipt, 200, { operationId: 'listEwcCodes' });
    const tokens = every(1000, 10, (at) => tokenLine(at + 5));
    expect(asked([post(0), ...tokens, ...every(1000, 10, (at) => list(at + 10))])).toEqual([]);
    expect(asked([post(0), ...every(1000, 16, (at) => list(at + 10))])).toMatchObject([
      { text: expect.stringMatching(/^16 other requests/) },
    ]);
  });

  it('are counted from one task to the next', () => {
    const later = every(1000, 10, (at) => post(12_000 + at));
    expect(asked(every(1000, 10, post), later)).toEqual([]);
  });

  it('are counted of each receipt that is sent with others', () => {
    const movements = [receipt, other];
    const lines = [...every(1000, 15, post), ...every(1000, 15, (at) => postLine(at + 5, other, 429))];
    const backlog = { task: { action: 'submit-all' as const, movements }, outcomes: null, lines };
    expect(theAttemptsStayFew.check(observationOf([backlog]))).toEqual([]);
  });

  it('are no answers too, and no attempts that were taken', () => {
    expect(asked(every(1000, 16, (at) => postLine(at, receipt, 0)))).toMatchObject([
      { found: expect.stringMatching(/^no answer, after 0\.99 s no answer, /) },
    ]);
    expect(asked(every(1000, 16, (at) => postLine(at, receipt, 400)))).toHaveLength(1);
    expect(watched(every(1000, 16, (at) => postLine(at, receipt, 201)))).toEqual([]);
  });

  it('are those at each correction', () => {
    const put = (id: string) => (at: number) => putLine(at, id, receipt, 404);
    expect(watched(every(1000, 16, put('26AAAAAA')))).toMatchObject([
      { text: '16 attempts at a correction were sent within a minute while the service refused it.' },
    ]);
    expect(watched([...every(1000, 10, put('26AAAAAA')), ...every(1000, 10, put('26BBBBBB'))])).toEqual([]);
  });

  it('are requests for a token, too', () => {
    const token = (at: number) => tokenLine(at, 503);
    expect(watched(every(1000, 16, token))).toMatchObject([
      { text: expect.stringMatching(/^16 requests for a token/) },
    ]);
    // Tokens that were given are pressure while a receipt is refused.
    expect(asked([post(0), ...every(1000, 16, (at) => tokenLine(at + 5))])).toMatchObject([
      { text: expect.stringMatching(/^16 requests for a token/) },
    ]);
  });
});

describe('waits', () => {
  const watched = (lines: RequestLine[]) =>
    theWaitsGrow.check({
      exchanges: lines.map((line, index) => ({ seq: index + 1, ...line })),
      tasks: [],
      thresholds: usualThresholds,
    });

  it('say nothing without a third attempt, or where several receipts are sent at once', () => {
    expect(theWaitsGrow.check(observationOf([refused(receipt, 1)]))).toBeNull();
    expect(theWaitsGrow.check(observationOf([]))).toBeNull();
    const { lines } = refused(receipt, 1, 1, 1, 1);
    const backlog = { task: { action: 'submit-all' as const, movements: [receipt, other] }, outcomes: null, lines };
    expect(theWaitsGrow.check(observationOf([backlog]))).toBeNull();
  });

  it('that are unclear are no fault of a product that was asked often enough, and no pass where it was not', () => {
    const { lines } = refused(receipt, 0.9, 0.3, 1.1);
    expect(theWaitsGrow.check(observationOf([refused(receipt, 0.9, 0.3, 1.1)]))).toEqual([]);
    expect(watched(lines)).toBeNull();
  });

  it('that grow are right, and those that grow by equal steps are noted', () => {
    expect(theWaitsGrow.check(observationOf([refused(receipt, 1, 2, 4)]))).toEqual([]);
    expect(theWaitsGrow.check(observationOf([refused(receipt, 1, 2, 3, 4)]))).toMatchObject([
      {
        level: 'warning',
        expected: 'waits that double',
        found: 'waits between attempts at WB-1: 1.00, 2.00, 3.00, 4.00 s',
      },
    ]);
  });

  it('of one receipt are described as such', () => {
    expect(watched(refused(receipt, 1, 1, 1).lines)).toMatchObject([
      {
        text: 'The attempts did not slow down: the third wait took 1.00 s, the first wait 1.00 s, so 1.0 times as long. Allowing for jitter, at least 1.6 times was expected.',
      },
    ]);
    expect(watched(refused(receipt, ...Array.from({ length: 12 }, () => 1)).lines)).toMatchObject([
      {
        text: expect.stringMatching(
          /the last 4 waits took 1\.00 s on average, the first wait 1\.00 s.+ counts as the second longest\.$/,
        ),
        found: `waits between attempts at WB-1: ${Array.from({ length: 10 }, () => '1.00').join(', ')} s and 2 more`,
      },
    ]);
  });

  it('are those between attempts, not the requests for a token in between', () => {
    const { lines, ...asked } = refused(receipt, 1, 2, 4);
    const withTokens = lines.flatMap((line) => [tokenLine(Date.parse(line.at) - Date.parse(lines[0]?.at ?? '')), line]);
    expect(theWaitsGrow.check(observationOf([{ ...asked, lines: withTokens }]))).toEqual([]);
  });

  it('are those of a correction, too', () => {
    const task = { action: 'update' as const, wasteTrackingId: '26AAAAAA', movement: receipt };
    const lines = [0, 1010, 2020, 3030, 4040].map((ms) => putLine(ms, '26AAAAAA', receipt, 429));
    expect(theWaitsGrow.check(observationOf([{ task, outcomes: [failed], lines }]))).toMatchObject([
      { found: 'waits between attempts at WB-1: 1.00, 1.00, 1.00, 1.00 s' },
    ]);
  });

  it('of many receipts are cut', () => {
    const many = Array.from({ length: 12 }, () => constant(receipt));
    expect(theWaitsGrow.check(observationOf(many))).toMatchObject([
      { found: expect.stringMatching(/; 2 more receipts$/) },
    ]);
  });

  it('are those from the first 429 until the receipt was taken', () => {
    const { lines } = refused(receipt, 1, 2, 4);
    const before = [postLine(-90_000, receipt, 503), postLine(-50_000, receipt, 503)];
    const after = [20_000, 21_000, 22_000].map((ms) => postLine(ms, receipt, 429));
    const taken = postLine(15_000, receipt, 201);
    expect(watched([...before, ...lines, taken, ...after])).toEqual([]);
    expect(watched(before)).toBeNull();
  });

  it('are clear after some receipts, or the time is over', () => {
    const { isEnough, max } = untilTheWaitsAreClear;
    expect(max).toBe(40);
    const unclear = observationOf([refused(receipt, 0.9, 0.3, 1.1)]);
    expect(isEnough(unclear, 89_999)).toBe(false);
    expect(isEnough(unclear, 90_000)).toBe(true);
    expect(isEnough(observationOf([refused(receipt, 1)]), 0)).toBe(true);
    expect(isEnough(observationOf([1, 2, 3].map(() => refused(receipt, 1, 2, 4))), 0)).toBe(true);
  });
});

describe('the wait that the service asked for', () => {
  const after = (ms: number, status: number, asked: string | undefined, answeredAfter = 10) => {
    const first = postLine(0, receipt, status, { durationMs: answeredAfter });
    const headers: Record<string, string> = asked === undefined ? {} : { 'retry-after': asked };
    const lines = [{ ...first, response: { ...first.response, headers } }, postLine(ms, receipt, 201)];
    const task = { action: 'submit' as const, movement: receipt };
    return retryAfterIsRespected.check(observationOf([{ task, outcomes: [failed], lines }]));
  };

  it('is kept to within a twentieth of a second, from the response on', () => {
    expect(after(2960, 429, '3')).toEqual([]);
    expect(after(2959, 429, '3')).toHaveLength(1);
    expect(after(3459, 429, '3', 510)).toHaveLength(1);
  });

  it('may have several digits', () => {
    expect(after(9000, 429, '10')).toMatchObject([{ expected: 'a wait of 10.00 s' }]);
  });

  it.each([['Mon, 02 Nov 2026 10:00:03 GMT'], ['Mon, 02 Nov 2026 10:00:03 +0000'], ['2026-11-02T10:00:03Z']])(
    'may be until %s, however long the response took',
    (until) => {
      expect(after(3000, 429, until, 510)).toEqual([]);
      expect(after(1000, 429, until)).toMatchObject([{ expected: 'a wait of 2.99 s' }]);
    },
  );

  it('may be asked for by a 503, and by nothing else', () => {
    expect(after(1000, 503, '3')).toMatchObject([{ expected: 'a wait of 3.00 s' }]);
    expect(after(1000, 500, '3')).toBeNull();
  });

  it.each([[undefined], ['soon'], ['a while']])('is not asked for by %j', (asked) => {
    expect(after(1000, 429, asked)).toBeNull();
  });

  it('is over where the date has passed', () => {
    expect(after(20, 429, 'Mon, 02 Nov 2020 10:00:00 GMT')).toEqual([]);
  });
});

describe('a backlog', () => {
  const sent = (statuses: number[]) =>
    theRateIsKept.check(
      observationOf([
        {
          task: { action: 'submit', movement: receipt },
          outcomes: null,
          lines: statuses.map((status, index) => postLine(index, receipt, status)),
        },
      ]),
    );

  it('that reaches the limit is only warned about', () => {
    expect(sent([201, 503])).toEqual([]);
    expect(sent([429, 429, 201])).toEqual([
      {
        level: 'warning',
        text: '2 of 3 requests were refused with 429 because they came too fast. A product that stays below 200 requests a second is never refused.',
        expected: 'no 429',
        found: '2',
      },
    ]);
  });
});
