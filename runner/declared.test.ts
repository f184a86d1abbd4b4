import { describe, expect, test } from 'vitest';
import type { Declaration, Verdict } from '../spec/verdict.ts';
import { notApplicable, withDeclaration } from './declared.ts';
import { resultOf, scenarioOf } from './testing/results.ts';

const blocked: Declaration = { kind: 'blocked', reason: 'Our form asks for it.', evidence: 'https://help.example.com' };
const head = { version: 1 as const, scenario: { id: 'C01', title: 'C01', given: [] } };
const act = (outcome: 'blocked' | 'failed') => ({
  brief: { ...head, action: 'submit' as const, movement: JSON.parse('{}') },
  outcomes: [{ outcome }],
  problem: null,
  after: 0,
  unspent: [],
});

describe('what a vendor declares', () => {
  test('out of scope: the product is not asked, and the reason stands', () => {
    const declaration: Declaration = { kind: 'not-applicable', reason: 'No brokers.', evidence: null };
    expect(notApplicable(scenarioOf('B01'), declaration)).toMatchObject({
      id: 'B01',
      verdict: 'not-applicable',
      declaration,
      acts: [],
      findings: [{ text: 'Declared out of scope by the vendor: No brokers.' }],
    });
  });

  test.each<Verdict>(['pass', 'fail', 'error', 'blocked'])('stopped by the product: a %s stays one', (verdict) => {
    const result = resultOf({ verdict, acts: [act('blocked')] });
    expect(withDeclaration(result, blocked)).toEqual({ ...result, declaration: blocked });
  });

  test('stopped by the product: explains why nothing was sent', () => {
    const result = resultOf({ verdict: 'not-exercised', acts: [act('blocked')] });
    expect(withDeclaration(result, blocked).verdict).toBe('blocked');
  });

  test.each([
    ['the product said something else', { acts: [act('failed')] }],
    ['the product said nothing', { acts: [] }],
    ['a receipt was stored', { acts: [act('blocked')], wasteTrackingIds: ['26AAAAAA'] }],
  ])('stopped by the product: explains nothing where %s', (_, change) => {
    const result = resultOf({ verdict: 'not-exercised', ...change });
    expect(withDeclaration(result, blocked).verdict).toBe('not-exercised');
  });

  test('nothing: the result is as it was', () => {
    expect(withDeclaration(resultOf(), undefined)).toEqual(resultOf());
  });
});
