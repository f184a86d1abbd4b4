import { describe, expect, test } from 'vitest';
import { observationOf, postLine, putLine, tokenLine } from '../../scenarios/testing/fake-observation.ts';
import { plainReceipt } from '../../scenarios/testing/fake-synthetic.ts';
import type { Declaration, Verdict } from '../../spec/types/verdict.ts';
import { resultOf, scenarioOf } from '../testing/results.ts';
import { applyDeclaration, notApplicable } from './apply-declarations.ts';

const blocked: Declaration = { kind: 'blocked', reason: 'Our form asks for it.', evidence: 'https://help.example.com' };
const task = { action: 'submit' as const, movement: plainReceipt };
const head = { version: 1 as const, scenario: { id: 'C01', title: 'C01', given: [] } };
const act = (outcome: 'blocked' | 'failed') => ({
  brief: { ...head, action: 'submit' as const, movement: JSON.parse('{}') },
  outcomes: [{ outcome }],
  problem: null,
  after: 0,
  until: 0,
  unusedFaults: [],
});

describe('what a vendor declares', () => {
  test('out of scope: the scenario is not run, and the reason is shown', () => {
    const declaration: Declaration = { kind: 'not-applicable', reason: 'No brokers.', evidence: null };
    expect(notApplicable(scenarioOf('B01'), declaration)).toMatchObject({
      id: 'B01',
      verdict: 'not-applicable',
      declaration,
      tasks: [],
      findings: [{ text: 'Declared out of scope by the vendor: No brokers.' }],
    });
  });

  test.each<Verdict>(['pass', 'fail', 'error', 'blocked'])('stopped by the product: a %s stays one', (verdict) => {
    const result = resultOf({ verdict, tasks: [act('blocked')] });
    expect(applyDeclaration(result, blocked, [])).toEqual({ ...result, declaration: blocked });
  });

  test('stopped by the product: explains why nothing was sent', () => {
    const result = resultOf({ verdict: 'not-exercised', tasks: [act('blocked')] });
    const [token] = observationOf([{ task, outcomes: null, lines: [tokenLine(0)] }]).exchanges;
    expect(applyDeclaration(result, blocked, token === undefined ? [] : [token]).verdict).toBe('blocked');
  });

  test.each([
    ['the product said something else', [act('failed')], []],
    ['the product said nothing', [], []],
    ['a receipt was stored', [act('blocked')], [postLine(0, plainReceipt, 201)]],
    ['a receipt was sent, even if it was refused', [act('blocked')], [postLine(0, plainReceipt, 400)]],
    ['a correction was sent', [act('blocked')], [putLine(0, '26AAAAAA', plainReceipt, 404)]],
  ])('stopped by the product: explains nothing if %s', (_, tasks, lines) => {
    const result = resultOf({ verdict: 'not-exercised', tasks });
    const { exchanges } = observationOf([{ task, outcomes: null, lines }]);
    expect(applyDeclaration(result, blocked, exchanges).verdict).toBe('not-exercised');
  });

  test('nothing: the result is unchanged', () => {
    expect(applyDeclaration(resultOf(), undefined, [])).toEqual(resultOf());
  });
});
