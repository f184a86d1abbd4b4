import { expect, test } from 'vitest';
import type { ScenarioResult, Verdict } from '../../spec/types/verdict.ts';
import { redact } from '../redact/redact.ts';
import { allPassedRehearsal, withScenarios } from '../testing/sample-rehearsal.ts';
import { wholeRehearsal } from '../testing/whole-rehearsal.ts';
import { signOffBlockers } from './blockers.ts';

const declaration = (kind: 'blocked' | 'not-applicable', reason: string, evidence: string | null) => {
  return { declaration: { kind, reason, evidence } } as const;
};

function blockersOf(change: Partial<ScenarioResult> & Pick<ScenarioResult, 'id'>): string[] {
  return signOffBlockers(wholeRehearsal(change)).map(({ about, text }) => `${about}: ${text}`);
}

test('nothing blocks if every published scenario passed', () => {
  expect(signOffBlockers(wholeRehearsal())).toEqual([]);
});

test('an unofficial profile blocks, also if every published scenario passed', () => {
  const rehearsal = wholeRehearsal();
  const settings = { ...rehearsal.settings, profile: 'unofficial-faq' };
  expect(signOffBlockers({ ...rehearsal, settings })).toEqual([
    {
      about: 'An unofficial profile',
      text: expect.stringContaining('as an unofficial page says (profile unofficial-faq)'),
    },
  ]);
});

test.each<[Verdict, string]>([
  ['fail', 'Failed. It broke.'],
  ['not-exercised', 'Not exercised. It broke.'],
  ['error', 'Error. It broke.'],
])('%s is a blocker, in production approval and in behaviour', (verdict, text) => {
  for (const id of ['R07', 'P21']) {
    expect(blockersOf({ id, verdict, findings: [{ text: 'It broke.' }] })).toEqual([
      expect.stringMatching(new RegExp(`\\(${id}\\): ${text.replaceAll('.', '\\.')}$`)),
    ]);
  }
});

test('a pass that the service’s own checker would fail is a blocker', () => {
  const checker = { status: 'Fail', message: 'No.' } as const;
  expect(blockersOf({ id: 'X01', checker })).toEqual([
    expect.stringMatching(/\(X01\): Passed .+ would answer Fail: No\.$/),
  ]);
});

test('a blocked scenario is a blocker only without evidence', () => {
  const blocked = { id: 'C01', verdict: 'blocked', checker: null } as const;
  expect(blockersOf({ ...blocked, ...declaration('blocked', 'The form asks.', 'form.png') })).toEqual([]);
  expect(blockersOf({ ...blocked, ...declaration('blocked', 'The form asks.', ' ') })).toHaveLength(1);
  expect(blockersOf(blocked)).toEqual([
    'What C01 shows (C01): Blocked by the product, but no evidence is given for a person to judge.',
  ]);
});

test('a scenario that does not apply is a blocker only without a reason, and R01 and R02 always apply', () => {
  const out = {
    verdict: 'not-applicable',
    checker: null,
    ...declaration('not-applicable', 'No permit.', null),
  } as const;
  expect(blockersOf({ id: 'H01', ...out })).toEqual([]);
  expect(blockersOf({ id: 'H01', ...out, ...declaration('not-applicable', '', null) })).toHaveLength(1);
  for (const id of ['R01', 'R02']) {
    expect(blockersOf({ id, ...out })).toEqual([
      `What ${id} shows (${id}): Not applicable, but this scenario applies to every product.`,
    ]);
  }
});

test('a published scenario that was not rehearsed stands', () => {
  const some = wholeRehearsal();
  const stands = signOffBlockers(withScenarios(some.scenarios.filter(({ id }) => id !== 'H02' && id !== 'P01')));
  expect(stands.map(({ about }) => about)).toEqual(['2 published scenarios were not rehearsed']);
  expect(stands[0]?.text).toMatch(/Missing: Several POPs components \(P01\); .+ \(H02\)\.$/);
  expect(signOffBlockers(allPassedRehearsal)[0]?.text).toContain('(R03)');
});

test('the reference client says nothing about a product', () => {
  const whole = wholeRehearsal();
  const settings = { ...whole.settings, driver: 'reference' };
  expect(signOffBlockers({ ...whole, settings }).map(({ about }) => about)).toEqual(['Not your software']);
});

test('a redacted report is not for signing', () => {
  expect(signOffBlockers(redact(wholeRehearsal())).map(({ about }) => about)).toEqual(['A redacted copy']);
});

test('a warning is for a person to weigh, and stands in no way', () => {
  expect(blockersOf({ id: 'R01', findings: [{ text: 'Weigh this.', level: 'warning' }] })).toEqual([]);
});
