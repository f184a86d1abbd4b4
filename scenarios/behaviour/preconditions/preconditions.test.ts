import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../spec/json.ts';
import { movementsOf } from '../../../spec/types/brief.ts';
import type { Movement } from '../../../spec/types/movement.ts';
import { usualThresholds } from '../../../spec/types/verdict.ts';
import { behaviourScenario, behaviourScenarios } from '../../suites.ts';
import { answered } from '../../testing/fake-exchange.ts';
import {
  accepted,
  failed,
  observationOf,
  postLine,
  putLine,
  type RequestLine,
  receipts,
  tokenLine,
} from '../../testing/fake-observation.ts';
import { fakeSynthetic, plainReceipt } from '../../testing/fake-synthetic.ts';
import { goodObservation } from '../../testing/good-observation.ts';
import type { BehaviourScenario, Observation } from '../types.ts';

function scenarioOf(id: string): BehaviourScenario {
  const scenario = behaviourScenario(id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  return scenario;
}

const unmetOf = (id: string, observation: Observation) =>
  scenarioOf(id).given.flatMap((each) => each.findUnmet(observation) ?? []);

/** Returns what a scenario misses in traffic without a task. */
const watched = (id: string, lines: readonly RequestLine[]) =>
  unmetOf(id, {
    exchanges: lines.map((line, index) => ({ seq: index + 1, ...line })),
    tasks: [],
    thresholds: usualThresholds,
  });

/** Returns what a scenario misses in the traffic of a task. */
const driven = (id: string, lines: RequestLine[]) =>
  unmetOf(id, observationOf([{ task: { action: 'submit', movement: plainReceipt }, outcomes: [accepted], lines }]));

const refused = (count: number, status = 429) =>
  Array.from({ length: count }, (_, index) => postLine(index * 1000, plainReceipt, status));
/** One refusal of each of several receipts. */
const refusedEach = (count: number) => receipts(count).map((each, index) => postLine(index * 1000, each, 429));
const taken = postLine(60_000, plainReceipt, 201);

describe('what the mock is to do wrong', () => {
  const status = (on: string, times: number | 'always', code: number, more = {}) => ({
    on,
    times,
    fault: { kind: 'status', status: code, ...more },
  });
  const once = (kind: string, more = {}, planned = {}) => ({
    on: 'receiveMovement',
    times: 1,
    fault: { kind, ...more },
    ...planned,
  });

  it.each<[id: string, planned: object[], lastMs?: number]>([
    ['A01', []],
    ['A02', []],
    ['A03', [once('expire-token', {}, { after: 2 })]],
    ['A04', [once('rotate-key', {}, { after: 1 })]],
    ['A05', [status('issueToken', 'always', 503)]],
    ['L01', [429, 429, 429].map((code) => status('receiveMovement', 1, code))],
    ['L02', [status('receiveMovement', 1, 429, { retryAfter: 3 })]],
    ['L03', [status('receiveMovement', 'always', 429)], 25_000],
    ['L04', []],
    ['D01', [502, 503].map((code) => status('receiveMovement', 1, code))],
    ['D02', [once('delay', { ms: usualThresholds.slowAnswerMs })]],
    ['D03', [once('reset')]],
    ['D04', [once('lost-answer')]],
    ['D05', [once('truncated')]],
    ['D06', [once('malformed-json')]],
    ['U01', []],
    ['U02', []],
    ['U03', []],
    ['U04', []],
    ['U05', []],
  ])('in %s is planned', (id, planned, lastMs) => {
    const { given } = scenarioOf(id);
    expect(given.flatMap(({ faults }) => faults?.(usualThresholds) ?? [])).toEqual(planned);
    expect(given.flatMap(({ faultsLastMs }) => faultsLastMs ?? [])).toEqual(lastMs === undefined ? [] : [lastMs]);
    expect(given.flatMap(({ organisation }) => organisation ?? [])).toEqual(id === 'U03' ? ['lapsed'] : []);
  });
});

describe('what the product is asked', () => {
  const asked = ({ tasks }: BehaviourScenario, earlier: Observation['tasks'] = []) =>
    tasks.map(({ make, organisation }) => {
      const task = make({ synthetic: fakeSynthetic, receipt: () => plainReceipt, earlier });
      const what = task === null ? 'nothing' : `${task.action} ${movementsOf(task).length}`;
      return organisation === undefined ? what : `${what}, ${organisation}`;
    });

  it.each([
    ['A01', ['submit 1']],
    ['A02', ['submit-all 20']],
    ['A03', ['submit-all 4']],
    ['A04', ['submit-all 3']],
    ['A05', ['submit 1', 'submit 1']],
    ['L01', ['submit 1', 'submit 1']],
    ['L02', ['submit 1']],
    ['L03', ['submit 1', 'submit 1']],
    ['L04', ['submit-all 500']],
    ['D01', ['submit 1', 'submit 1']],
    ['D02', ['submit 1']],
    ['D03', ['submit 1', 'submit 1']],
    ['D04', ['submit 1']],
    ['D05', ['submit 1']],
    ['D06', ['submit 1']],
    ['U01', ['submit 1', 'update 1']],
    ['U02', ['update 1']],
    ['U03', ['submit 1', 'submit 1, paid']],
    ['U04', ['submit 1']],
    ['U05', ['submit 1']],
  ])('in %s is %j', (id, tasks) => {
    const first = observationOf(goodObservation[id]?.().slice(0, 1) ?? []).tasks;
    // Only a receipt that was accepted can be corrected, and only one that was not is sent again.
    const earlier = id === 'U01' ? first : first.map((task) => ({ ...task, outcomes: [failed] }));
    expect(asked(scenarioOf(id), earlier)).toEqual(tasks);
  });

  it('is only to send a receipt again that was not accepted', () => {
    const done = observationOf(goodObservation['A01']?.() ?? []).tasks;
    for (const id of ['A05', 'L01', 'L03', 'D01', 'D03'])
      expect(asked(scenarioOf(id), done)).toEqual(['submit 1', 'nothing']);
  });

  it('changes each receipt where errors or warnings are to be shown', () => {
    for (const id of ['U04', 'U05']) {
      const task = scenarioOf(id).tasks[0].make({ synthetic: fakeSynthetic, receipt: () => plainReceipt, earlier: [] });
      expect(task?.action === 'submit' && task.movement).not.toEqual(plainReceipt);
    }
  });
});

describe('without a task', () => {
  it('a token and a receipt have to be seen', () => {
    expect(watched('A01', [tokenLine(0), taken])).toEqual([]);
    expect(watched('A01', [taken])).toEqual([expect.stringMatching(/^Recorded traffic: /)]);
    expect(watched('A01', [tokenLine(0)])).toEqual([expect.stringMatching(/^Recorded traffic: /)]);
    expect(watched('A01', [])).toEqual(Array(2).fill('No request of this client reached the service.'));
  });

  it.each([
    ['A02', 5],
    ['L04', 200],
  ])('%s needs %i different receipts', (id, count) => {
    const sent = (some: readonly Movement[]) => some.map((each, index) => postLine(index, each, 201));
    expect(watched(id, sent(receipts(count)))).toEqual([]);
    expect(watched(id, sent(receipts(count - 1)))).toEqual([`${count - 1} receipts came.`]);
    expect(watched(id, [...sent(receipts(1)), ...sent(receipts(1))])).toEqual(['1 receipt came.']);
    expect(watched(id, [])).toEqual(['No receipts came.']);
  });

  it('L01 needs three refusals of one receipt, and that it was taken then', () => {
    expect(watched('L01', [...refused(3), taken])).toEqual([]);
    expect(watched('L01', [...refused(2), taken])).toHaveLength(1);
    expect(watched('L01', refused(4))).toHaveLength(1);
    expect(watched('L01', [postLine(0, plainReceipt, 201), ...refused(3)])).toHaveLength(1);
    expect(watched('L01', [...refused(3, 503), taken])).toHaveLength(1);
    expect(watched('L01', [...refusedEach(3), taken])).toHaveLength(1);
  });

  it('L03 needs four refusals of one receipt, none of which was taken', () => {
    expect(watched('L03', refused(4))).toEqual([]);
    expect(watched('L03', refused(3))).toHaveLength(1);
    expect(watched('L03', [...refused(4), taken])).toHaveLength(1);
    expect(watched('L03', refused(4, 503))).toHaveLength(1);
    expect(watched('L03', refusedEach(4))).toHaveLength(1);
  });

  it('A05 needs two refusals of a token, and a token then', () => {
    const down = [0, 1000].map((ms) => tokenLine(ms, 503));
    expect(watched('A05', [...down, tokenLine(3000)])).toEqual([]);
    expect(watched('A05', [...down.slice(1), tokenLine(3000)])).toHaveLength(1);
    expect(watched('A05', down)).toHaveLength(1);
  });

  it('L02 needs a refusal that says how long to wait', () => {
    const [plain] = refused(1);
    if (plain === undefined) throw new Error('no line');
    const headers = { 'retry-after': '3' };
    const patience = { ...plain, response: { ...plain.response, headers } };
    expect(watched('L02', [patience])).toEqual([]);
    expect(watched('L02', [patience, ...receipts(1).map((each) => postLine(9, each, 201))])).toEqual([]);
    expect(watched('L02', [plain])).toHaveLength(1);
    expect(watched('L02', [{ ...plain, response: { status: 503, headers, body: null } }])).toHaveLength(1);
  });

  it('A03 needs a token that died of age, and says which receipt would have shown it', () => {
    const line = postLine(0, plainReceipt, 401);
    const dead = (why: string) => ({ ...line, response: { ...line.response, headers: { 'www-authenticate': why } } });
    expect(watched('A03', [dead('Bearer error="Token expired"')])).toEqual([]);
    const forbidden = { ...dead('Bearer error="Token expired"') };
    forbidden.response = { ...forbidden.response, status: 403 };
    for (const lines of [[dead('Bearer error="Invalid token"')], [line], [taken], [forbidden]]) {
      expect(watched('A03', lines)).toEqual([expect.stringMatching(/^No token was refused: the third receipt/)]);
    }
    expect(watched('A04', [taken])).toEqual([expect.stringMatching(/^No token was refused: the second receipt/)]);
  });

  it('U01 needs a record and a correction that was taken', () => {
    const stored = postLine(0, plainReceipt, 201);
    expect(watched('U01', [stored, putLine(9, '26AAAAAA', plainReceipt, 200)])).toEqual([]);
    const put = (status: number) => putLine(9, '26AAAAAA', plainReceipt, status);
    expect(watched('U01', [stored, put(503), put(200)])).toEqual([]);
    expect(watched('U01', [stored, put(400)])).toEqual(['No receipt was corrected.']);
    expect(watched('U01', [putLine(9, '26AAAAAA', plainReceipt, 200)])).toEqual([
      expect.stringMatching(/^Recorded traffic/),
    ]);
  });

  it('U02 needs a correction of what is not there: a new record shows nothing', () => {
    expect(watched('U02', [putLine(9, '19ZZZZZZ', plainReceipt, 404)])).toEqual([]);
    expect(watched('U02', [putLine(9, '19ZZZZZZ', plainReceipt, 400)])).toHaveLength(1);
    expect(watched('U02', [taken])).toHaveLength(1);
    expect(watched('U02', [postLine(0, plainReceipt, 404)])).toHaveLength(1);
    expect(driven('U02', [taken])).toEqual([]);
  });

  it.each([
    ['U03', 402],
    ['U04', 400],
  ])('%s needs the answer %i to a receipt or a correction, whatever was in it', (id, status) => {
    expect(watched(id, [postLine(0, {} as Movement, status)])).toEqual([]);
    expect(watched(id, [putLine(0, '26AAAAAA', plainReceipt, status)])).toEqual([]);
    expect(watched(id, [postLine(0, plainReceipt, status + 1)])).toHaveLength(1);
    expect(watched(id, [tokenLine(0, status)])).toHaveLength(1);
  });
});

describe('with a task', () => {
  it('one refusal of a token is enough in A05', () => {
    expect(driven('A05', [tokenLine(0, 503)])).toEqual([]);
    expect(driven('A05', [tokenLine(0, 500)])).toHaveLength(1);
  });

  it('A03 needs the planned fault itself, whatever the service said of the token', () => {
    const [line] = refused(1, 401);
    if (line === undefined) throw new Error('no line');
    const headers = { 'www-authenticate': 'Bearer error="Token expired"' };
    expect(driven('A03', [{ ...line, fault: 'expire-token' }])).toEqual([]);
    expect(driven('A03', [{ ...line, response: { ...line.response, headers } }])).toHaveLength(1);
  });

  it('whatever is sent for the receipt counts where nothing was recorded, if it is a receipt at all', () => {
    const send = (json: JsonValue) => driven('L01', [{ ...postLine(0, plainReceipt, 429), request: postOf(json) }]);
    expect(send({ wasteItems: [] })).toEqual([]);
    expect(send([])).toHaveLength(1);
  });

  it('U05 needs warnings, and of a receipt of the task', () => {
    const warned = (receipt: object, ...warnings: JsonValue[]) =>
      driven('U05', [postLine(0, receipt as Movement, 201, { response: answered(201, { validation: { warnings } }) })]);
    const warning = { key: 'receiver', message: 'is recommended' };
    expect(warned(plainReceipt, warning)).toEqual([]);
    expect(warned(plainReceipt)).toHaveLength(1);
    expect(warned({}, warning)).toHaveLength(1);
  });

  it.each(['A02', 'L04'])('two receipts are enough in %s', (id) => {
    const sent = (count: number) => {
      const all = receipts(count);
      const lines = all.map((each, index) => postLine(index, each, 201));
      return unmetOf(id, observationOf([{ task: { action: 'submit-all', movements: all }, outcomes: null, lines }]));
    };
    expect(sent(2)).toEqual([]);
    expect(sent(1)).toEqual(['1 receipt came.']);
  });

  it.each([
    ['L01', 429],
    ['L03', 429],
    ['D01', 502],
    ['D01', 503],
  ])('one planned answer is enough in %s (%i)', (id, status) => {
    expect(driven(id, refused(1, status))).toEqual([]);
    expect(driven(id, refused(1, 500))).toHaveLength(1);
  });

  it.each(['U03', 'U04'])('at least half of the receipt has to have arrived in %s', (id) => {
    const status = id === 'U03' ? 402 : 400;
    const { apiCode, dateTimeReceived } = plainReceipt;
    const send = (json: JsonValue) =>
      driven(id, [{ ...postLine(0, plainReceipt, status), request: postOf(json) } as RequestLine]);
    expect(send({ ...JSON.parse(JSON.stringify(plainReceipt)), carrier: {} })).toEqual([]);
    expect(send({ apiCode: apiCode ?? '', dateTimeReceived: dateTimeReceived ?? '' })).toHaveLength(1);
    expect(send([])).toHaveLength(1);
  });

  it('the receipt may be any of those that were asked for', () => {
    const [one = plainReceipt, two = plainReceipt, three = plainReceipt] = distinctReceipts;
    const steps = [
      {
        task: { action: 'submit-all' as const, movements: [one, two] },
        outcomes: null,
        lines: [postLine(0, two, 402)],
      },
      { task: { action: 'submit' as const, movement: three }, outcomes: null, lines: [] },
    ];
    expect(unmetOf('U03', observationOf(steps))).toEqual([]);
  });

  it.each<[string, JsonValue, isMostly: boolean]>([
    ['all four facts', { a: 'ZA12 ABC', b: 'x', c: { d: 12, e: 'Ö' } }, true],
    ['two of four', { a: 'ZA12 ABC', c: { d: 12 } }, true],
    ['two of four in another spelling', { a: 'za-12/abc', c: { d: '12', e: null } }, true],
    ['one of four', { a: 'ZA12 ABC', b: 'y', c: { d: 13, e: '' } }, false],
    ['one of four, with other letters or digits', { a: 'ZA12 ABC', b: 'z', c: { d: 21, e: 'Ä' } }, false],
    ['other digits', { a: 'ZA13 ABC', b: 'x', c: { d: 13 } }, false],
    ['other letters', { a: 'ZB12 ABC', b: 'y', c: { d: 12 } }, false],
    ['the same values elsewhere', { b: 'ZA12 ABC', a: 'x', d: 12, e: 'Ö' }, false],
    ['nothing', null, false],
  ])('half of the receipt is %s', (_, sent, isMostly) => {
    const movement = { a: 'ZA12 ABC', b: 'x', c: { d: 12, e: 'Ö' }, f: null, g: '' } as unknown as Movement;
    const lines = [{ ...postLine(0, plainReceipt, 400), request: postOf(sent) }];
    const observation = observationOf([{ task: { action: 'submit', movement }, outcomes: null, lines }]);
    expect(unmetOf('U04', observation)).toHaveLength(isMostly ? 0 : 1);
  });

  it('a hostile receipt is read without a crash', () => {
    let deep: JsonValue = [];
    for (let level = 0; level < 20_000; level++) deep = [deep];
    const lines = [{ ...postLine(0, plainReceipt, 400), request: postOf(deep) }];
    expect(
      unmetOf('U04', observationOf([{ task: { action: 'submit', movement: plainReceipt }, outcomes: null, lines }])),
    ).toHaveLength(1);
  });

  it('a correction can be asked for only if an id was reported', () => {
    const stored = postLine(0, plainReceipt, 201);
    expect(driven('U01', [stored])).toEqual([
      'The product reported no tracking id, so the correction task could not be given.',
    ]);
    expect(driven('U01', refused(1, 400))).toEqual([expect.stringMatching(/^Recorded traffic/)]);
  });
});

it('every scenario with faults says what was seen instead of them', () => {
  for (const { id, given } of behaviourScenarios.filter(({ evaluatesAlone }) => evaluatesAlone === 'its-own-traffic')) {
    expect([
      id,
      given.every((each) => each.findUnmet(observationOf(goodObservation[id]?.() ?? [])) === undefined),
    ]).toEqual([id, true]);
  }
});

/** Receipts that have hardly a fact in common. */
const distinctReceipts = ['A', 'B', 'C'].map((letter) => JSON.parse(`{"${letter}": 1}`) as Movement);

function postOf(json: JsonValue) {
  return { ...postLine(0, plainReceipt, 400).request, body: { json } };
}
