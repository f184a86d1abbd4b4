import { describe, expect, test } from 'vitest';
import { resultOf, scenarioOf } from '../testing/results.ts';
import { internalErrorResult, internalErrorText, isInternalError } from './run-scenario.ts';

const at = new Date('2026-06-01T10:00:00Z');

describe('the result of a scenario with an internal error', () => {
  const scenario = scenarioOf('R04');
  const result = internalErrorResult(scenario, new TypeError('x is not a function'), at, []);

  test('is an error without an evaluation, and says where to look', () => {
    expect(result).toMatchObject({ id: 'R04', verdict: 'error', checker: null, testedAt: '2026-06-01T10:00:00.000Z' });
    expect(result.then.map(({ text }) => text)).toEqual(scenario.then.map(({ text }) => text));
    expect([...result.given, ...result.then].filter(({ met }) => met !== null)).toEqual([]);
    const [finding] = result.findings;
    expect(finding?.text).toContain(`${internalErrorText}: TypeError: x is not a function`);
    expect(finding?.text).not.toContain('broken-result.test.ts');
    expect(finding?.text).toContain('Please report it.');
  });

  test('may be caused by anything that can be thrown', () => {
    expect(internalErrorResult(scenario, 'out of paper', at, []).findings[0]?.text).toContain(': out of paper.');
    expect(internalErrorResult(scenario, undefined, at, []).findings[0]?.text).toContain(': undefined.');
  });

  test('differs from a product that could not be driven, even with the same words', () => {
    expect(isInternalError(result)).toBe(true);
    expect(isInternalError(resultOf({ verdict: 'error', findings: [{ text: 'exit code 1' }] }))).toBe(false);
    expect(isInternalError(resultOf({ verdict: 'fail', findings: [{ text: internalErrorText }] }))).toBe(false);
    const quoted = { text: `"a.py" ended with exit code 1. End of stderr: ${internalErrorText}` };
    expect(isInternalError(resultOf({ verdict: 'error', findings: [quoted] }))).toBe(false);
  });
});
