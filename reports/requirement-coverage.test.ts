import { expect, test } from 'vitest';
import { requirements } from '../spec/requirements.ts';
import { coverageOf, describeReach } from './requirement-coverage.ts';
import { sampleRehearsal } from './testing/sample-rehearsal.ts';

const coverage = coverageOf(sampleRehearsal);
const stateOf = (id: string) => coverage.find((row) => row.id === id)?.state;

test('every requirement is there, in the order of the list, whether anything tests it or not', () => {
  expect(coverage.map(({ id }) => id)).toEqual(requirements.map(({ id }) => id));
  expect(new Set(coverageOf({ scenarios: [], selfDeclarations: [] }).map(({ state }) => state))).toEqual(
    new Set(['untested']),
  );
});

test.each([
  ['pat:R01', 'tested'],
  ['pat:R04', 'tested'],
  ['pat:R03', 'not-shown'],
  ['pat:X01', 'not-shown'],
  ['pat:C01', 'set-aside'],
  ['pat:H01', 'set-aside'],
  ['pat:H02', 'untested'],
  ['terms:T10', 'declared'],
  ['terms:T13', 'unanswered'],
  ['terms:T16', 'untested'],
])('%s is %s', (id, state) => {
  expect(stateOf(id)).toBe(state);
});

test('an untested requirement says how to test it', () => {
  const hint = (id: string) => coverage.find((row) => row.id === id)?.hint;
  expect(hint('pat:H02')).toBe('The production approval suite tests it.');
  expect(hint('terms:T07')).toBe('The behaviour suite tests it.');
  expect(hint('terms:T16')).toMatch(/cannot be tested from the traffic/);
  expect(hint('pat:R01')).toBe('');
});

test('a requirement that only the rehearsal names is shown too, at the end', () => {
  const scenarios = sampleRehearsal.scenarios.slice(0, 1).map((one) => ({ ...one, requirement: 'terms:T99' }));
  expect(coverageOf({ scenarios, selfDeclarations: [] }).at(-1)).toMatchObject({ id: 'terms:T99', state: 'tested' });
});

test('one sentence counts them, and names those without evidence', () => {
  expect(describeReach(coverage)).toMatch(
    /^11 of 35 requirements were tested, 1 rests on the vendor’s own statement and 23 have no evidence \(pat:R03, pat:C01, .+ and 13 more\)\.$/,
  );
});
