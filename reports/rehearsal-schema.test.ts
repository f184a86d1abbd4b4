import { expect, test } from 'vitest';
import { outcomeKinds } from '../spec/brief.ts';
import { operationIds } from '../spec/exchange.ts';
import { isObject, type JsonValue } from '../spec/json.ts';
import type { Movement } from '../spec/movement.ts';
import { type ScenarioResult, verdicts } from '../spec/verdict.ts';
import { sampleRehearsal, withScenarios } from './fixtures/sample-rehearsal.ts';
import { readRehearsal } from './read-rehearsal.ts';
import schema from './rehearsal.schema.json' with { type: 'json' };

/** The type with every field there, so that a field added to it fails to compile here until the schema has it. */
type Complete<T> = T extends Movement
  ? T
  : T extends (infer Item)[]
    ? Complete<Item>[]
    : T extends object
      ? { [Key in keyof T]-?: Complete<T[Key]> }
      : T;

const finding = { text: 'A sentence.', field: 'a.b', expected: '1', found: '2' };
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
  brief: sampleRehearsal.scenarios[0]?.brief ?? null,
  outcome: { outcome: 'accepted', wasteTrackingId: '26BHUT6U', messages: ['a'] },
  testedAt: '2027-01-18T09:41:06.000Z',
  durationMs: 1,
};
// One of each: every object of the type is in it, and the walk below stays quick.
const rehearsal = { ...withScenarios([completeResult]), exchanges: sampleRehearsal.exchanges.slice(0, 3) };

/** Objects whose members are data: headers, bodies, the receipt, overlay names. */
const open = /\.(?:headers|json|movement|overlayHashes)$/;

/** Every object of the rehearsal that the schema closes, by its path; items of a list share one. */
function objects(value: JsonValue, path = '', found = new Map<string, (string | number)[]>(), steps: string[] = []) {
  if (open.test(path)) return found;
  if (Array.isArray(value)) value.forEach((item, i) => void objects(item, `${path}[]`, found, [...steps, String(i)]));
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
    for (const key of keys) if (changed(steps, (object) => delete object[key])) optional.add(`${path}.${key}`);
  }
  const ofFinding = (place: string) => ['expected', 'field', 'found'].map((key) => `.scenarios[]${place}.${key}`);
  expect([...optional].toSorted()).toEqual(
    [
      ...ofFinding('.findings[]'),
      ...ofFinding('.given[].finding'),
      ...ofFinding('.then[].finding'),
      '.scenarios[].outcome.messages',
      '.scenarios[].outcome.wasteTrackingId',
    ].toSorted(),
  );
});

test('the closed sets of the schema are those of the types', () => {
  const { scenario, outcome, exchange } = schema.$defs;
  expect(scenario.properties.verdict.enum).toEqual([...verdicts]);
  expect(schema.properties.counts.required).toEqual([...verdicts]);
  expect(outcome.properties.outcome.enum).toEqual([...outcomeKinds]);
  expect(exchange.properties.operationId.enum).toEqual([...operationIds, null]);
});
