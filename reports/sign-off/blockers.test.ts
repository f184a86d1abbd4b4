import { expect, test } from 'vitest';
import type { ScenarioResult, Verdict } from '../../spec/types/verdict.ts';
import { redact } from '../redact/redact.ts';
import { allPassedRehearsal, withScenarios } from '../testing/sample-rehearsal.ts';
import { wholeRehearsal } from '../testing/whole-rehearsal.ts';
import { signOffBlockers } from './blockers.ts';

const declaration = (kind: 'blocked' | 'not-applicable', reason: string, evidence: string | null) => {
  return { declaration: { kind, reason, evidence } } as const;
};

function standing(change: Partial<ScenarioResult> & Pick<ScenarioResult, 'id'>): string[] {
  return signOffBlockers(wholeRehearsal(change)).map(({ about, text }) => `${about}: ${text}`);
}

test('where everything published passed nothing stands', () => {
  expect(signOffBlockers(wholeRehearsal())).toEqual([]);
});

test.each<[Verdict, string]>([
  ['fail', 'Failed. It broke.'],
  ['not-exercised', 'Not exercised. It broke.'],
  ['error', 'Error. It broke.'],
])('%s stands, in production approval and in behaviour', (verdict, text) => {
  for (const id of ['R07', 'P21']) {
    expect(standing({ id, verdict, findings: [{ text: 'It broke.' }] })).toEqual([`${id}: ${text}`]);
  }
});

test('a pass that the service’s own checker would fail stands', () => {
  const checker = { status: 'Fail', message: 'No.' } as const;
  expect(standing({ id: 'X01', checker })).toEqual([expect.stringMatching(/^X01: Passed .+ would answer Fail: No\.$/)]);
});

test('what the product blocked stands only where no evidence is named', () => {
  const blocked = { id: 'C01', verdict: 'blocked', checker: null } as const;
  expect(standing({ ...blocked, ...declaration('blocked', 'The form asks.', 'form.png') })).toEqual([]);
  expect(standing({ ...blocked, ...declaration('blocked', 'The form asks.', ' ') })).toHaveLength(1);
  expect(standing(blocked)).toEqual(['C01: Blocked by the product, and no evidence is named for a person to judge.']);
});

test('what does not apply stands only where no reason is recorded, and R01 and R02 always apply', () => {
  const out = {
    verdict: 'not-applicable',
    checker: null,
    ...declaration('not-applicable', 'No permit.', null),
  } as const;
  expect(standing({ id: 'H01', ...out })).toEqual([]);
  expect(standing({ id: 'H01', ...out, ...declaration('not-applicable', '', null) })).toHaveLength(1);
  for (const id of ['R01', 'R02']) {
    expect(standing({ id, ...out })).toEqual([`${id}: Not applicable, but no product can be out of scope of it.`]);
  }
});

test('a published scenario that was not rehearsed stands', () => {
  const some = wholeRehearsal();
  const stands = signOffBlockers(withScenarios(some.scenarios.filter(({ id }) => id !== 'H02' && id !== 'P01')));
  expect(stands.map(({ about }) => about)).toEqual(['P01, H02']);
  expect(signOffBlockers(allPassedRehearsal)[0]?.about).toContain('R03');
});

test('our own client says nothing about anybody’s product', () => {
  const whole = wholeRehearsal();
  const settings = { ...whole.settings, driver: 'reference' };
  expect(signOffBlockers({ ...whole, settings }).map(({ about }) => about)).toEqual(['Driver']);
});

test('a redacted report is not for signing', () => {
  expect(signOffBlockers(redact(wholeRehearsal())).map(({ about }) => about)).toEqual(['Redacted']);
});

test('a warning is for a person to weigh, and stands in no way', () => {
  expect(standing({ id: 'R01', findings: [{ text: 'Weigh this.', level: 'warning' }] })).toEqual([]);
});
