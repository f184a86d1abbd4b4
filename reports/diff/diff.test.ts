import { describe, expect, test } from 'vitest';
import type { ScenarioResult, Verdict } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { sampleRehearsal } from '../testing/sample-rehearsal.ts';
import { countVerdicts } from '../text/verdict-summary.ts';
import { diffRehearsals, hasRegression } from './diff.ts';
import { describeDiff } from './diff-text.ts';

const [sample] = sampleRehearsal.scenarios;
if (sample === undefined) throw new Error('the sample has no scenario');

function result(change: Partial<ScenarioResult>): ScenarioResult {
  return { ...structuredClone(sample as ScenarioResult), findings: [], checker: null, ...change };
}

function rehearsalOf(scenarios: ScenarioResult[], change: Partial<Rehearsal> = {}): Rehearsal {
  return { ...sampleRehearsal, scenarios, counts: countVerdicts(scenarios), ...change };
}

const diffOf = (before: Partial<ScenarioResult>, after: Partial<ScenarioResult>) =>
  diffRehearsals(rehearsalOf([result(before)]), rehearsalOf([result(after)]));

test('a rehearsal has no difference from itself', () => {
  const diff = diffRehearsals(sampleRehearsal, sampleRehearsal);
  expect(diff).toEqual({ scenarios: [], counts: [], settings: [] });
  expect(hasRegression(diff)).toBe(false);
  expect(describeDiff(diff)).toBe('No scenario changed.');
});

describe('a scenario is worse than before', () => {
  test.each<[Verdict, Verdict]>([
    ['pass', 'fail'],
    ['pass', 'not-exercised'],
    ['pass', 'error'],
    ['pass', 'blocked'],
    ['pass', 'not-applicable'],
    ['blocked', 'fail'],
    ['not-applicable', 'not-exercised'],
  ])('where %s became %s', (before, after) => {
    expect(hasRegression(diffOf({ verdict: before }, { verdict: after }))).toBe(true);
  });

  test('where it passed and is gone', () => {
    const diff = diffRehearsals(rehearsalOf([result({ verdict: 'pass' })]), rehearsalOf([]));
    expect(diff.scenarios).toMatchObject([{ before: 'pass', after: null, isRegression: true }]);
    expect(describeDiff(diff)).toContain('gone: it was pass');
  });

  test('where the service’s checker no longer says Pass', () => {
    const checker = (status: 'Pass' | 'Fail') => ({ checker: { status, message: '' } });
    expect(hasRegression(diffOf(checker('Pass'), checker('Fail')))).toBe(true);
    expect(hasRegression(diffOf(checker('Fail'), checker('Pass')))).toBe(false);
    expect(describeDiff(diffOf(checker('Pass'), checker('Fail')))).toContain('checker: Pass → Fail');
  });
});

describe('a scenario is not worse', () => {
  test.each<[Verdict, Verdict]>([
    ['fail', 'pass'],
    ['fail', 'error'],
    ['error', 'not-exercised'],
    ['not-exercised', 'blocked'],
    ['blocked', 'not-applicable'],
    ['blocked', 'pass'],
  ])('where %s became %s', (before, after) => {
    const diff = diffOf({ verdict: before }, { verdict: after });
    expect([diff.scenarios.length, hasRegression(diff)]).toEqual([1, false]);
  });

  test('where it is new, or had not passed and is gone', () => {
    const [none, failed] = [rehearsalOf([]), rehearsalOf([result({ verdict: 'fail' })])];
    expect(hasRegression(diffRehearsals(none, failed))).toBe(false);
    expect(hasRegression(diffRehearsals(failed, none))).toBe(false);
    expect(describeDiff(diffRehearsals(none, failed))).toContain('new: fail');
  });
});

describe('findings', () => {
  test('that only one of the two has are named', () => {
    const diff = diffOf(
      { findings: [{ text: 'Old.' }, { text: 'Both.' }] },
      { findings: [{ text: 'Both.' }, { text: 'New.' }] },
    );
    expect(diff.scenarios[0]?.findings).toEqual({ gone: ['Old.'], new: ['New.'] });
    expect(describeDiff(diff)).toMatch(/\+ New\.\n +- Old\./);
  });

  test('are the same where only a tracking id, a client or a time is another', () => {
    const of = (id: string, client: string, time: string) => {
      const results = [
        result({ wasteTrackingIds: [id], findings: [{ text: `It stored ${id} as ${client}, after ${time}.` }] }),
      ];
      const [exchange] = sampleRehearsal.exchanges;
      return rehearsalOf(results, { exchanges: exchange ? [{ ...exchange, clientId: client }] : [] });
    };
    const before = of('26AAAAAA', 'rehearsal-r01-aaaaaaaa', '12 ms');
    expect(diffRehearsals(before, of('26BBBBBB', 'rehearsal-r01-bbbbbbbb', '340 ms')).scenarios).toEqual([]);
    expect(diffRehearsals(before, of('26BBBBBB', 'rehearsal-r01-bbbbbbbb', 'lunch')).scenarios).toHaveLength(1);
  });
});

test('a changed declaration is a change', () => {
  const declaration = { kind: 'blocked', reason: 'A form.', evidence: null } as const;
  const diff = diffOf({ declaration: null }, { declaration });
  expect(diff.scenarios[0]?.hasDeclarationChanged).toBe(true);
  expect(describeDiff(diff)).toContain('The vendor’s declaration changed.');
});

test('what may be the reason is named: settings, contract, rules, tool, product', () => {
  const after: Rehearsal = {
    ...sampleRehearsal,
    settings: { ...sampleRehearsal.settings, seed: 1 },
    contract: { ...sampleRehearsal.contract, hash: 'f'.repeat(64) },
    rules: { version: 2 },
    tool: { ...sampleRehearsal.tool, version: '9.0.0' },
    product: null,
    startedAt: '2027-02-01T00:00:00.000Z',
    exchanges: [],
  };
  const { settings, scenarios } = diffRehearsals(sampleRehearsal, after);
  expect(scenarios).toEqual([]);
  expect(settings.map(({ path }) => path)).toEqual([
    'product',
    'settings.seed',
    'contract.hash',
    'rules.version',
    'tool.version',
  ]);
});

test('settings that follow from another suite are in one line with it', () => {
  const of = (suite: 'pat' | 'all', scenarios: string[], timeoutMs: number) => ({
    ...sampleRehearsal,
    settings: { ...sampleRehearsal.settings, suite, scenarios, timeoutMs },
  });
  const text = describeDiff(diffRehearsals(of('pat', ['R01'], 30_000), of('all', ['R01', 'L01', 'L02'], 120_000)));
  expect(text.split('Settings that differ:\n')[1]).toBe(
    '  settings.suite: "pat" → "all", and so settings.scenarios and settings.timeoutMs',
  );
  const slower = describeDiff(diffRehearsals(of('pat', ['R01'], 30_000), of('pat', ['R01'], 60_000)));
  expect(slower).toContain('  settings.timeoutMs: 30000 → 60000');
});

test('counts that changed are named', () => {
  const diff = diffOf({ verdict: 'pass' }, { verdict: 'fail' });
  expect(diff.counts.map(({ path, before, after }) => [path, before, after])).toEqual([
    ['counts.pass', 1, 0],
    ['counts.fail', 0, 1],
  ]);
});
