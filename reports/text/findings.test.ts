import { expect, test } from 'vitest';
import type { Finding } from '../../spec/types/verdict.ts';
import { failuresIn, reasonFor, verdictLabel, warningsIn } from './findings.ts';

const violation: Finding = { text: 'It broke.' };
const warning: Finding = { text: 'Weigh this.', level: 'warning' };
const declaration = { kind: 'blocked', reason: 'Our form stops it.', evidence: null } as const;

test('a warning is never taken for what broke, and the other way round', () => {
  expect(failuresIn([warning, violation])).toEqual([violation]);
  expect(warningsIn([warning, violation])).toEqual([warning]);
});

test.each([
  ['pass', [], 'Passed'],
  ['pass', [warning], 'Passed, 1 warning'],
  ['pass', [warning, warning], 'Passed, 2 warnings'],
  ['fail', [violation, warning], 'Failed, 1 warning'],
] as const)('%s with %j is labelled %s', (verdict, findings, label) => {
  expect(verdictLabel({ verdict, findings: [...findings] })).toBe(label);
});

test('why: what broke first, then what is declared, then what there is to weigh', () => {
  expect(reasonFor({ findings: [warning, violation], declaration })).toBe('It broke.');
  expect(reasonFor({ findings: [warning], declaration })).toBe('Our form stops it.');
  expect(reasonFor({ findings: [warning], declaration: null })).toBe('Weigh this.');
  expect(reasonFor({ findings: [], declaration: null })).toBe('');
});
