import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../spec/types/brief.ts';
import { behaviourScenarios } from '../suites.ts';
import { answered } from '../testing/fake-exchange.ts';
import {
  accepted,
  failed,
  observationOf,
  postLine,
  putLine,
  type RequestLine,
  receipts,
  type Step,
  tokenLine,
} from '../testing/fake-observation.ts';
import { plainReceipt } from '../testing/fake-synthetic.ts';
import { goodObservation } from '../testing/good-observation.ts';
import { type BehaviourEvidence, evaluateBehaviour } from './evaluate.ts';
import type { BehaviourScenario } from './types.ts';

const named = behaviourScenarios.filter(({ namedFor }) => namedFor !== undefined);

function scenarioOf(id: string): BehaviourScenario {
  const scenario = behaviourScenarios.find((each) => each.id === id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  return scenario;
}

/** Judges the traffic of a task as if a person had caused it. */
function watched(id: string, steps: readonly Step[] = goodObservation[id]?.() ?? []) {
  return evaluateBehaviour(scenarioOf(id), { ...observationOf(steps), tasks: [], testedAt: null, durationMs: null });
}

const sent = (...lines: RequestLine[]): Step[] => [
  { task: { action: 'submit', movement: plainReceipt }, outcomes: null, lines },
];

describe('an expectation that gives a scenario its name', () => {
  it('is one of those that are judged', () => {
    expect(named.map(({ id }) => id)).toEqual(['A02', 'L01', 'L02', 'U01', 'U03', 'U04', 'U05']);
    for (const { then, namedFor } of named) expect(then).toContain(namedFor);
  });

  it.each(['U03', 'U04', 'U05'])('leaves %s without a pass where only traffic was seen', (id) => {
    const { verdict, findings } = watched(id);
    expect(verdict).toBe('not-exercised');
    expect(findings.map(({ text }) => text)).toEqual([
      expect.stringContaining(`could not be judged: “${scenarioOf(id).namedFor?.text}”`),
    ]);
  });

  it('leaves U04 without a pass after one receipt with one error', () => {
    const errors = [{ key: 'carrier.vehicleRegistration', errorType: 'NotProvided', message: 'is required' }];
    const refused = postLine(20, plainReceipt, 400, { response: answered(400, { validation: { errors } }) });
    expect(watched('U04', sent(refused)).verdict).toBe('not-exercised');
  });

  it('leaves L02 without a pass where nothing followed the request to wait', () => {
    const response = { status: 429, headers: { 'retry-after': '3' }, body: null };
    expect(watched('L02', sent(postLine(20, plainReceipt, 429, { response }))).verdict).toBe('not-exercised');
  });

  it.each(['A02', 'L02', 'U01'])('passes %s where traffic alone shows it', (id) => {
    expect(watched(id)).toMatchObject({ verdict: 'pass', findings: [] });
  });

  it('does not hide another expectation that was broken', () => {
    const errors = [{ key: 'receiver', errorType: 'NotProvided', message: 'is required' }];
    const refused = (ms: number) =>
      postLine(ms, plainReceipt, 400, { response: answered(400, { validation: { errors } }) });
    expect(watched('U04', sent(refused(20), refused(60))).verdict).toBe('fail');
  });
});

/** Judges what was recorded of the tasks of a scenario. */
function judge(scenario: string | BehaviourScenario, steps: readonly Step[], more: Partial<BehaviourEvidence> = {}) {
  const evidence = { ...observationOf(steps), testedAt: null, durationMs: null, ...more };
  return evaluateBehaviour(typeof scenario === 'string' ? scenarioOf(scenario) : scenario, evidence);
}

const submit = { action: 'submit' as const, movement: plainReceipt };
const answeredTask = (outcomes: Outcome[] | null, ...lines: RequestLine[]): Step => ({ task: submit, outcomes, lines });
const crashed = (...lines: RequestLine[]): Step => ({ ...answeredTask(null, ...lines), problem: 'It crashed.' });
const texts = ({ findings }: ReturnType<typeof evaluateBehaviour>) => findings.map(({ text }) => text);
const stored = postLine(20, plainReceipt, 201);
const storedAgain = postLine(4000, plainReceipt, 201, {}, '26BBBBBB');

describe('a result', () => {
  it('has the tracking ids that were issued, the tasks, and no history yet', () => {
    const steps = [answeredTask([accepted], postLine(0, plainReceipt, 400), stored, storedAgain)];
    const { tasks, exchanges } = observationOf(steps);
    expect(judge('U03', steps)).toMatchObject({
      exchanges: exchanges.map(({ seq }) => seq),
      wasteTrackingIds: ['26AAAAAA', '26BBBBBB'],
      tasks,
      history: [],
    });
    const withoutId = postLine(0, plainReceipt, 201, { response: answered(201, {}) });
    const refused = postLine(0, plainReceipt, 400, { response: answered(400, { wasteTrackingId: '26CCCCCC' }) });
    const lines = [withoutId, refused, stored];
    expect(judge('A01', [answeredTask([accepted], ...lines)]).wasteTrackingIds).toEqual(['26AAAAAA']);
  });

  it('has the records by other clients among the exchanges, in journal order', () => {
    const elsewhere = [{ ...storedAgain, seq: 2, clientId: 'our-own' }];
    const exchanges = [tokenLine(0), stored].map((line, index) => ({ ...line, seq: index * 2 + 1 }));
    const own = [answeredTask([accepted])];
    expect(judge('A01', own, { exchanges, elsewhere }).exchanges).toEqual([1, 2, 3]);
    expect(judge('A01', own, { exchanges }).exchanges).toEqual([1, 3]);
  });

  it('of a check over all traffic has only the traffic, and no tracking ids', () => {
    const steps = [answeredTask([accepted], stored)];
    const { exchanges: own } = observationOf(steps);
    const elsewhere = [{ ...storedAgain, seq: 9, clientId: 'our-own' }];
    expect(judge('W01', steps, { own, elsewhere })).toMatchObject({ exchanges: [1], wasteTrackingIds: [] });
  });
});

describe('a precondition that is not met', () => {
  it('leaves every expectation unjudged, although another one is met', () => {
    const { verdict, then, given } = judge('A01', [answeredTask([failed], tokenLine(0))]);
    expect(verdict).toBe('not-exercised');
    expect(given.map(({ met }) => met)).toEqual([true, false]);
    expect(new Set(then.map(({ met }) => met))).toEqual(new Set([null]));
  });

  it('does not hide that the receipt was recorded twice', () => {
    const { verdict, findings } = judge('A01', [answeredTask([accepted], stored, storedAgain)]);
    expect([verdict, findings[0]?.text]).toEqual(['fail', expect.stringContaining('recorded 2 times')]);
  });

  it.each<[string, Outcome[] | null, string[]]>([
    ['nothing', null, []],
    ['nothing', [], []],
    ['no message', [{ outcome: 'failed' }], ['The product reported “failed”, without a message.']],
    [
      'two messages',
      [{ outcome: 'failed', messages: ['No.', 'Never.'] }],
      ['The product reported “failed”, with “No.”; “Never.”.'],
    ],
    [
      'a long message',
      [{ outcome: 'failed', messages: ['x'.repeat(300)] }],
      [expect.stringMatching(/^The product reported “failed”, with “x{190,200}…”\.$/)],
    ],
    [
      'three outcomes',
      [{ outcome: 'failed', messages: [] }, failed, failed],
      ['The product reported “failed”, without a message, and 2 more outcomes.'],
    ],
  ])('is followed by what the product reported: %s', (_, outcomes, reports) => {
    expect(texts(judge('U04', [answeredTask(outcomes)])).slice(1)).toEqual(reports);
  });
});

describe('a product that stops a receipt itself', () => {
  const stopped: Outcome = { outcome: 'blocked', messages: ['The code is not on the list.'] };
  const report = 'The product reported “blocked”, with “The code is not on the list.”.';

  it.each(['U04', 'U05'])('is left to a person in %s, with what it reported', (id) => {
    const result = judge(id, [answeredTask(null), answeredTask([stopped], tokenLine(0))]);
    expect([result.verdict, texts(result)]).toEqual([
      'blocked',
      [expect.stringMatching(/^The product stopped the receipt itself, which is allowed here\./), report],
    ]);
  });

  it.each<[string, string, Step, 'not-exercised' | 'fail']>([
    ['sends it all the same', 'U04', answeredTask([stopped], postLine(0, plainReceipt, 503)), 'not-exercised'],
    ['sends it as a correction', 'U04', answeredTask([stopped], putLine(0, 'X', plainReceipt, 503)), 'not-exercised'],
    ['says that it failed', 'U04', answeredTask([failed]), 'not-exercised'],
    ['may not do that', 'A01', answeredTask([stopped]), 'not-exercised'],
    ['says for another one that it was accepted', 'U04', answeredTask([stopped, accepted]), 'fail'],
  ])('is not, if it %s', (_, id, step, expected) => {
    expect(judge(id, [step]).verdict).toBe(expected);
  });
});

describe('a check over all traffic', () => {
  const { exchanges: one } = observationOf([answeredTask([accepted], stored)]);
  const { exchanges: two } = observationOf([answeredTask([accepted], stored, storedAgain)]);

  it('claims nothing of its own task where there was no traffic', () => {
    expect(judge('W01', [answeredTask([accepted])], { own: [] }).verdict).toBe('not-exercised');
    expect(judge('A01', [answeredTask([accepted])]).verdict).toBe('fail');
  });

  it('looks for second records of its own task only', () => {
    const steps = [answeredTask([accepted])];
    expect(judge('W01', steps, { exchanges: two, own: one }).verdict).toBe('pass');
    expect(judge('W01', steps, { exchanges: two, own: two }).verdict).toBe('fail');
  });
});

describe('a receipt that was recorded twice', () => {
  it('fails a scenario about something else, whether or not its own traffic is given apart', () => {
    const steps = [answeredTask([failed], postLine(0, plainReceipt, 402), stored, storedAgain)];
    for (const own of [[], undefined]) {
      expect(texts(judge('U03', steps, own && { own }))[0]).toContain('recorded 2 times');
    }
  });

  it('may have been sent twice on purpose where only traffic was seen', () => {
    const { findings } = watched('U03', sent(postLine(0, plainReceipt, 402), stored, storedAgain));
    expect(findings.filter(({ text }) => text.includes('recorded 2 times'))).toEqual([]);
  });
});

describe('a scenario none of whose expectations could be judged', () => {
  it('is not exercised', () => {
    const unjudged = { ...scenarioOf('A01'), then: [{ text: 'it is quiet', check: () => null }] } as const;
    const result = judge(unjudged, [answeredTask([accepted], tokenLine(0), stored)]);
    expect([result.verdict, texts(result)]).toEqual([
      'not-exercised',
      ['The recorded traffic exercised no expectation of this scenario.'],
    ]);
    expect(result.then).toEqual([{ text: 'it is quiet', met: null, finding: null }]);
  });
});

describe('a product that gave no outcome', () => {
  const token = tokenLine(0, 200, { fault: 'early-expiry' });
  const refused = postLine(30, plainReceipt, 401);

  it.each<[string, RequestLine[], string]>([
    ['an error status', [postLine(0, plainReceipt, 503, { fault: 'status' })], '1 (503 (no))'],
    ['the status 400', [postLine(0, plainReceipt, 400, { fault: 'expire-token' })], '1 (400 (no))'],
    [
      'a lost response',
      [tokenLine(0), postLine(0, plainReceipt, 201, { fault: 'lost-answer' })],
      '2 (dealt with, then reset)',
    ],
    ['a token that expired early, when it is refused', [token, stored, refused], '3 (401 (no))'],
    ['a token that was made to expire', [{ ...token, fault: 'expire-token' }, refused], '2 (401 (no))'],
  ])('fails after %s', (_, lines, where) => {
    const result = judge('A03', [crashed(...lines)]);
    expect([result.verdict, result.findings[0]]).toEqual([
      'fail',
      {
        text: `The service failed as planned in exchange ${where}, and the product gave no outcome: It crashed.`,
        expected: 'an outcome',
        found: 'none',
      },
    ]);
  });

  it.each<[string, RequestLine[]]>([
    ['nothing', []],
    ['an error that was not planned', [postLine(0, plainReceipt, 503)]],
    ['a token that expires early, which was not used', [token]],
    ['a refused token, before one that expires early', [refused, token]],
    ['a refused token, and none that expires early', [{ ...token, fault: 'status' }, refused]],
    ['another refusal than of the token', [token, postLine(30, plainReceipt, 403)]],
  ])('could not be driven after %s', (_, lines) => {
    const { verdict, findings } = judge('A03', [crashed(...lines)]);
    expect({ verdict, findings }).toEqual({ verdict: 'error', findings: [{ text: 'It crashed.' }] });
  });

  it('could not be driven in a scenario without planned faults', () => {
    const lost = crashed(postLine(0, plainReceipt, 201, { fault: 'lost-answer' }));
    expect(judge('A01', [lost]).verdict).toBe('error');
    const { given } = scenarioOf('A01');
    expect(judge({ ...scenarioOf('D04'), given: [...scenarioOf('D04').given, ...given] }, [lost]).verdict).toBe('fail');
  });

  it('is noticed in a later task as well', () => {
    expect(judge('A01', [answeredTask([accepted], tokenLine(0), stored), crashed()]).verdict).toBe('error');
  });

  it('leaves behind what it was asked for and nothing else, five at most', () => {
    const leftBy = (count: number, ...lines: RequestLine[]) => {
      const task = { action: 'submit-all' as const, movements: receipts(count) };
      return texts(judge('A05', [{ task, outcomes: null, problem: 'It crashed.', lines }])).slice(1);
    };
    const down = tokenLine(0, 503, { fault: 'status' });
    expect(leftBy(2, down, stored)).toEqual([
      'It left the receipt WB-1 not sent, and nobody was told.',
      'It left the receipt WB-2 not sent, and nobody was told.',
    ]);
    expect(leftBy(7, down)).toHaveLength(5);
  });
});
