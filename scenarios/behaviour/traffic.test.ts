import { describe, expect, it, test } from 'vitest';
import type { JsonValue } from '../../spec/json.ts';
import type { Exchange, FaultKind } from '../../spec/types/exchange.ts';
import type { Movement } from '../../spec/types/movement.ts';
import { usualThresholds as thresholds } from '../../spec/types/verdict.ts';
import { exchange, post } from '../testing/fake-exchange.ts';
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
import { plainItem, plainReceipt } from '../testing/fake-synthetic.ts';
import { apiRequestsOf, exchangesDuring, requestsOf, submissionsOf, waitsBetween, wasDelivered } from './traffic.ts';

const described = (wasteDescription: JsonValue) =>
  exchange({ request: { ...post, body: { json: { wasteItems: [{ wasteDescription }] } } } });

test.each<[JsonValue]>([[{ toString: 'x', valueOf: {} }], [{}], [7], [null]])(
  'a description may have any recorded value, such as %j',
  (wasteDescription) => {
    const exchanges = [described(wasteDescription)];
    expect(submissionsOf({ exchanges, tasks: [], thresholds }).map(({ tries }) => tries)).toEqual([exchanges]);
  },
);

const seqs = (exchanges: readonly Exchange[]) => exchanges.map(({ seq }) => seq);

/** Returns each submission by its name: the exchanges that tried it, and those that stored it. */
function namesOf(steps: readonly Step[], alone = false) {
  const observation = observationOf(steps);
  const submissions = submissionsOf(alone ? { ...observation, tasks: [] } : observation);
  return submissions.map(({ name, asked, tries, stored }) => [name, asked !== null, seqs(tries), seqs(stored)]);
}

function submit(movement: Movement, ...lines: RequestLine[]): Step {
  return { task: { action: 'submit', movement }, outcomes: [accepted], lines };
}

function submitAll(movements: Movement[], ...lines: RequestLine[]): Step {
  return { task: { action: 'submit-all', movements }, outcomes: [accepted, failed], lines };
}

const own = (receipt: Movement, change: Partial<Movement> = {}): Movement => ({
  ...receipt,
  yourUniqueReference: 'OWN',
  ...change,
});
const [one = plainReceipt, two = plainReceipt] = receipts(2);
const { yourUniqueReference: _, ...unnamed } = one;
const withDescription = (wasteDescription: string): Movement =>
  own(one, { wasteItems: [{ ...plainItem, wasteDescription }] });

describe('the attempts to submit a receipt', () => {
  it('are those with its reference, whatever else was sent meanwhile', () => {
    const lines = [
      tokenLine(0),
      postLine(1, one, 503),
      postLine(2, two, 201),
      putLine(3, '26AAAAAA', one, 200),
      postLine(4, own(one), 201),
      postLine(5, { ...plainReceipt, yourUniqueReference: 'OTHER' }, 201),
      postLine(6, [] as unknown as Movement, 400),
    ];
    expect(namesOf([submitAll([one, two], ...lines)])).toEqual([
      ['WB-1', true, [2, 5], [5]],
      ['WB-2', true, [3], [3]],
      ['OTHER', false, [6], [6]],
    ]);
  });

  it('are all that was sent, if only one receipt was asked for', () => {
    const other = postLine(1, { ...plainReceipt, yourUniqueReference: 'OTHER' }, 400);
    expect(namesOf([submit(one, other, postLine(2, two, 201)), submit(one, postLine(3, one, 429))])).toEqual([
      ['WB-1', true, [1, 2, 3], [2]],
    ]);
  });

  it('are all that was sent, if one list of one receipt was asked for', () => {
    const observation = observationOf([submitAll([one], postLine(0, own(two), 429), postLine(1, own(two), 201))]);
    expect(submissionsOf(observation).map(({ name, tries }) => [name, tries.length])).toEqual([['WB-1', 2]]);
  });

  it('are those of the task they were sent in, where each is asked for by itself', () => {
    const strange = own(plainReceipt, { wasteItems: [] });
    const named = submit(two, postLine(9, strange, 201), postLine(12, one, 201));
    expect(namesOf([submit(one, postLine(0, strange, 201)), named])).toEqual([
      ['WB-1', true, [1, 3], [1, 3]],
      ['WB-2', true, [2], [2]],
    ]);
    expect(namesOf([submit(one), submitAll([two], postLine(0, strange, 201))])).toEqual([
      ['WB-1', true, [], []],
      ['WB-2', true, [], []],
      ['OWN', false, [1], [1]],
    ]);
  });

  it.each<[string, Movement, isIt: boolean]>([
    ['everything but the reference', own(one), true],
    ['a description in another spelling', withDescription(' load  1 OF timber offcuts'), true],
    ['another description', withDescription('Load 3 of timber offcuts'), false],
    ['another item', own(one, { wasteItems: [...one.wasteItems, plainItem] }), false],
    ['another carrier', own(one, { carrier: { ...one.carrier, registrationNumber: 'CBDU654321' } }), false],
  ])('are known by %s', (_, sent, isIt) => {
    const names = namesOf([submitAll([one, two], postLine(0, sent, 201))]);
    expect(names[0]).toEqual(['WB-1', true, isIt ? [1] : [], isIt ? [1] : []]);
    expect(names).toHaveLength(isIt ? 2 : 3);
  });

  it('are told apart by the whole receipt where all descriptions are the same', () => {
    const alike = [one, { ...two, wasteItems: one.wasteItems, receiver: { ...two.receiver, siteName: 'Other' } }];
    const lines = alike.map((each, index) => postLine(index, own(each), 201));
    expect(namesOf([submitAll(alike, ...lines)])).toEqual([
      ['WB-1', true, [1], [1]],
      ['WB-2', true, [2], [2]],
    ]);
  });

  it('are not asked for by a correction', () => {
    const task = { action: 'update' as const, movement: one, wasteTrackingId: '26AAAAAA' };
    const strange = own(plainReceipt, { wasteItems: [] });
    const correction = { task, outcomes: [accepted], lines: [postLine(9, strange, 201)] };
    expect(namesOf([submit(one), submit(two), correction]).at(-1)).toEqual(['OWN', false, [1], [1]]);
    expect(namesOf([{ task, outcomes: [accepted], lines: [postLine(0, two, 201)] }])).toEqual([
      ['WB-2', false, [1], [1]],
    ]);
  });

  it('are those with the same reference where nobody asked, or with the same body if it has none', () => {
    const lines = [one, unnamed, two, one, unnamed, { ...unnamed, yourUniqueReference: '' }];
    const steps = [submit(one, ...lines.map((each, index) => postLine(index, each, 201)))];
    expect(namesOf(steps, true)).toEqual([
      ['WB-1', false, [1, 4], [1, 4]],
      ['without a reference', false, [2, 5], [2, 5]],
      ['WB-2', false, [3], [3]],
      ['without a reference', false, [6], [6]],
    ]);
  });
});

test('the outcomes of a receipt are those of its own tasks, in their order', () => {
  const [again] = submissionsOf(observationOf([submit(one), { ...submit(one), outcomes: [failed] }]));
  expect(again?.outcomes).toEqual([accepted, failed]);
  expect(submissionsOf(observationOf([submitAll([one, two])])).map(({ outcomes }) => outcomes)).toEqual([
    [accepted],
    [failed],
  ]);
  for (const outcomes of [null, []]) {
    expect(submissionsOf(observationOf([{ ...submit(one), outcomes }]))[0]?.outcomes).toEqual([]);
  }
});

test('requests are those of the operations asked for, those to the API all but requests for tokens', () => {
  const [first, ...others] = [tokenLine(0), postLine(1, one, 201), putLine(2, '26AAAAAA', one, 200)];
  const lines = [first, ...others, { ...postLine(3, one, 404), operationId: null }].flatMap((each) => each ?? []);
  const { exchanges } = observationOf([submit(one, ...lines)]);
  expect(seqs(requestsOf({ exchanges }, 'receiveMovement', 'issueToken'))).toEqual([1, 2]);
  expect(seqs(apiRequestsOf({ exchanges }))).toEqual([2, 3]);
});

test('the exchanges of a task are those after it began and before the next one did', () => {
  const lines = [postLine(0, one, 503), postLine(1, one, 201)];
  const observation = observationOf([submit(one, ...lines), submit(two), submit(one, ...lines)]);
  expect(observation.tasks.map((task) => seqs(exchangesDuring(observation, task)))).toEqual([[1, 2], [], [3, 4]]);
});

test.each<[FaultKind | undefined, delivered: boolean]>([
  [undefined, true],
  ['status', true],
  ['expire-token', true],
  ['delay', false],
  ['drip', false],
  ['lost-answer', false],
  ['truncated', false],
])('with the fault %s a response was delivered: %s', (fault, delivered) => {
  expect(wasDelivered(exchange(fault === undefined ? {} : { fault }))).toBe(delivered);
});

test('a wait is from the response before to the arrival, and none if the two overlap', () => {
  const at = (monotonicMs: number, durationMs: number) => exchange({ monotonicMs, durationMs });
  expect(waitsBetween([at(1000, 50), at(1550, 100), at(1600, 10), at(3610, 10)])).toEqual([500, 0, 2000]);
  expect(waitsBetween([at(1000, 50)])).toEqual([]);
  expect(waitsBetween([])).toEqual([]);
});
