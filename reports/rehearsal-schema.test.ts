import { expect, test } from 'vitest';
import { faultDescriptions } from '../spec/faults/faults.ts';
import { isObject, type JsonValue } from '../spec/json.ts';
import { type Action, type Outcome, outcomeKinds } from '../spec/types/brief.ts';
import { operationIds } from '../spec/types/exchange.ts';
import type { Movement } from '../spec/types/movement.ts';
import { type ScenarioResult, type TaskResult, verdicts } from '../spec/types/verdict.ts';
import { readRehearsal } from './read-rehearsal.ts';
import schema from './rehearsal.schema.json' with { type: 'json' };
import { movement } from './testing/sample-parts.ts';
import { sampleRehearsal, withScenarios } from './testing/sample-rehearsal.ts';
import { suiteLabels } from './text/verdict-summary.ts';

/** The type with every field there, so that a field added to it fails to compile here until the schema has it. */
type Complete<T> = T extends Movement
  ? T
  : T extends (infer Item)[]
    ? Complete<Item>[]
    : T extends object
      ? { [Key in keyof T]-?: Complete<T[Key]> }
      : T;

const finding = { text: 'A sentence.', field: 'a.b', expected: '1', found: '2', level: 'warning' } as const;

/** Every kind of fault, with all its members. */
const unusedFaults = faultDescriptions.map(({ example }) => {
  return { on: 'receiveMovement', client: 'rehearsal-a', after: 1, times: 'always', fault: example } as const;
});

const head = { version: 1 as const, scenario: { id: 'R04', title: 'A title', given: ['a receipt'] } };
const outcomes: Complete<Outcome[]> = [{ outcome: 'accepted', wasteTrackingId: '26BHUT6U', messages: ['a'] }];
const rest = { outcomes, problem: 'Because.', after: 0, until: 1 };
/** Every action, with all its members. */
const tasks: { [Name in Action]: Complete<TaskResult> } = {
  submit: { ...rest, brief: { ...head, action: 'submit', movement }, unusedFaults },
  'submit-all': { ...rest, brief: { ...head, action: 'submit-all', movements: [movement] }, unusedFaults: [] },
  update: { ...rest, brief: { ...head, action: 'update', movement, wasteTrackingId: '26BHUT6U' }, unusedFaults: [] },
};

const completeResult: Complete<ScenarioResult> = {
  id: 'R04',
  title: 'No disposal or recovery codes',
  requirement: 'pat:R04',
  category: { area: 'Basic', weight: '' },
  verdict: 'fail',
  checker: { status: 'Pass', message: 'Pass' },
  given: [{ text: 'a', met: true, finding }],
  then: [{ text: 'a', met: null, finding }],
  findings: [finding],
  difference: 'Because.',
  exchanges: [1],
  wasteTrackingIds: ['26BHUT6U'],
  tasks: Object.values(tasks),
  declaration: { kind: 'blocked', reason: 'Because.', evidence: 'Here.' },
  history: [{ exchange: 1, at: '2027-01-18T09:41:06.000Z', verdict: 'fail' }],
  testedAt: '2027-01-18T09:41:06.000Z',
  durationMs: 1,
};
// One of each: every object of the type is in it, and the walk below stays quick.
const rehearsal = {
  ...withScenarios([completeResult]),
  selfDeclarations: sampleRehearsal.selfDeclarations.slice(0, 1),
  exchanges: sampleRehearsal.exchanges.filter(({ seq }) => seq === 2 || seq === 7),
};

/** Objects whose members are data: headers, bodies, the receipts, overlay names. */
const open = /\.(?:headers|json|movement|movements\.0|fault\.body|overlayHashes)$/;

/** Every object of the rehearsal that the schema closes, by its path. */
function objects(value: JsonValue, path = '', found = new Map<string, (string | number)[]>(), steps: string[] = []) {
  if (open.test(path)) return found;
  if (Array.isArray(value))
    value.forEach((item, i) => void objects(item, `${path}.${i}`, found, [...steps, String(i)]));
  else if (isObject(value)) {
    found.set(path, steps);
    for (const [key, member] of Object.entries(value)) objects(member, `${path}.${key}`, found, [...steps, key]);
  }
  return found;
}

function changed(steps: (string | number)[], change: (object: Record<string, unknown>) => void): boolean {
  const copy = JSON.parse(JSON.stringify(rehearsal));
  change(steps.reduce((here, step) => here[step], copy));
  return readRehearsal(JSON.stringify(copy)).kind === 'ok';
}

const closed = [...objects(JSON.parse(JSON.stringify(rehearsal)))];

test('the schema takes the sample and a result in which every field is there', () => {
  expect(readRehearsal(JSON.stringify(sampleRehearsal)).kind).toBe('ok');
  expect(readRehearsal(JSON.stringify(rehearsal)).kind).toBe('ok');
});

test('no object may have an unknown field', () => {
  const accepted = closed.filter(([, steps]) => changed(steps, (object) => Object.assign(object, { surprise: 1 })));
  expect(accepted.map(([path]) => path)).toEqual([]);
});

test('every field is required, but for the few that the types make optional', () => {
  const optional = new Set<string>();
  for (const [path, steps] of closed) {
    const keys = Object.keys(steps.reduce<never>((here, step) => here[step] as never, rehearsal as never));
    for (const key of keys)
      if (changed(steps, (object) => delete object[key])) optional.add(`${path}.${key}`.replace(/\.\d+/g, '[]'));
  }
  const of = (place: string, keys: string[]) => keys.map((key) => `.scenarios[]${place}.${key}`);
  const ofFinding = ['expected', 'field', 'found', 'level'];
  expect([...optional].toSorted()).toEqual(
    [
      '.exchanges[].fault',
      ...of('.findings[]', ofFinding),
      ...of('.given[].finding', ofFinding),
      ...of('.then[].finding', ofFinding),
      ...of('.tasks[].outcomes[]', ['messages', 'wasteTrackingId']),
      ...of('.tasks[].unusedFaults[]', ['after', 'client']),
      ...of('.tasks[].unusedFaults[].fault', ['body', 'retryAfter', 'seconds', 'uses']),
    ].toSorted(),
  );
});

test.each([
  ['an action with the members of another', (act: Loose) => Object.assign(act.brief, { action: 'submit-all' })],
  ['an unknown action', (act: Loose) => Object.assign(act.brief, { action: 'delete' })],
  ['a fault with the members of another', (act: Loose) => Object.assign(act.unusedFaults[0].fault, { kind: 'reset' })],
  ['an unknown fault', (act: Loose) => Object.assign(act.unusedFaults[0].fault, { kind: 'flood' })],
  ['a fault that comes a negative number of times', (act: Loose) => Object.assign(act.unusedFaults[0], { times: -1 })],
])('the schema refuses %s', (_, spoil) => {
  expect(changed(['scenarios', '0', 'tasks', '0'], (act) => void spoil(act as Loose))).toBe(false);
});

type Loose = { brief: object; unusedFaults: [{ fault: object }] };

test('the closed sets of the schema are those of the types', () => {
  const { scenario, outcome, exchange, faultKind, brief, plannedFault } = schema.$defs;
  expect(scenario.properties.verdict.enum).toEqual([...verdicts]);
  expect(scenario.properties.history.items.properties.verdict.enum).toEqual([...verdicts]);
  expect(schema.properties.counts.required).toEqual([...verdicts]);
  expect(outcome.properties.outcome.enum).toEqual([...outcomeKinds]);
  expect(exchange.properties.operationId.enum).toEqual([...operationIds, null]);
  expect(plannedFault.properties.on.enum).toEqual([...operationIds]);
  expect(faultKind.enum).toEqual(faultDescriptions.map(({ kind }) => kind));
  expect(brief.properties.action.enum).toEqual(Object.keys(tasks));
  expect(schema.properties.settings.properties.suite.enum).toEqual(Object.keys(suiteLabels));
});
