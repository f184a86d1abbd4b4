import { expect, test } from 'vitest';
import type { Verdict } from '../../spec/types/verdict.ts';
import { sampleRehearsal } from '../testing/sample-rehearsal.ts';
import { countVerdicts, headline, lacksEvidence, readinessLevel, verdictSummary } from './verdict-summary.ts';

const scenarios = (counts: Partial<Record<Verdict, number>>) =>
  (Object.entries(counts) as [Verdict, number][]).flatMap(([verdict, count]) =>
    Array(count).fill({ verdict, declaration: { kind: 'blocked', reason: 'Our form asks.', evidence: 'form.png' } }),
  );

test.each([
  [{ pass: 14 }, '14 of 14 scenarios passed.', 'passed'],
  [{ pass: 1 }, '1 of 1 scenario passed.', 'passed'],
  [
    { pass: 12, 'not-applicable': 2 },
    '12 of 12 scenarios that apply passed; 2 are declared not applicable by the vendor.',
    'passed',
  ],
  [
    { pass: 1, 'not-applicable': 1 },
    '1 of 1 scenario that applies passed; 1 is declared not applicable by the vendor.',
    'passed',
  ],
  [{ pass: 12, fail: 2 }, '12 of 14 scenarios passed; 2 failed.', 'not-passed'],
  [{ pass: 13, blocked: 1 }, '13 of 14 scenarios passed; 1 was blocked by the product.', 'to-judge'],
  [
    { pass: 9, fail: 1, 'not-exercised': 2, error: 2 },
    '9 of 14 scenarios passed; 1 failed, 2 were not exercised and 2 could not be judged.',
    'not-passed',
  ],
  [{ 'not-applicable': 2 }, '0 of 2 scenarios passed; 2 are declared not applicable by the vendor.', 'to-judge'],
  [{}, 'No scenario was rehearsed.', 'not-passed'],
] as const)('%j reads "%s"', (counts, sentence, where) => {
  expect(verdictSummary(scenarios(counts))).toBe(sentence);
  expect(readinessLevel(scenarios(counts))).toBe(where);
});

test('every verdict is counted, zeros included', () => {
  expect(countVerdicts(scenarios({ pass: 2, error: 1 }))).toEqual({
    pass: 2,
    fail: 0,
    'not-exercised': 0,
    blocked: 0,
    'not-applicable': 0,
    error: 1,
  });
});

test('a blocked scenario without evidence is not ready, and the headline says so', () => {
  const evidence = (text: string | null) => ({ kind: 'blocked', reason: 'Our form asks.', evidence: text }) as const;
  for (const declaration of [null, evidence(null), evidence(' ')]) {
    const results = sampleRehearsal.scenarios.map((result) =>
      result.id === 'C01' ? { ...result, verdict: 'blocked' as const, declaration } : result,
    );
    expect(results.filter(lacksEvidence).map(({ id }) => id)).toEqual(['C01']);
    expect(readinessLevel(results.filter(({ verdict }) => verdict === 'pass' || verdict === 'blocked'))).toBe(
      'not-passed',
    );
    expect(headline({ ...sampleRehearsal, scenarios: results })).toMatch(
      / Not ready: blocked by the product without evidence for a person to judge: C01\.$/,
    );
  }
  expect(headline(sampleRehearsal)).toBe(verdictSummary(sampleRehearsal.scenarios));
});
