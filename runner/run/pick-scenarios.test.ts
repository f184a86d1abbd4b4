import { describe, expect, test } from 'vitest';
import { approvalScenarios, scenariosOf } from '../../scenarios/suites.ts';
import { UsageError } from '../cli/exit-codes.ts';
import { pickScenarios, resolveSuite } from './pick-scenarios.ts';

function picked(...ids: string[]): string[] {
  return pickScenarios(ids).map(({ id }) => id);
}

describe('pickScenarios', () => {
  test('returns all without names', () => {
    expect(pickScenarios(undefined)).toEqual(approvalScenarios);
  });

  test('keeps the order of the suite, and each once', () => {
    expect(picked('H03', 'R01', 'C01', 'R01')).toEqual(['R01', 'C01', 'H03']);
  });

  test('names every unknown id, and all known ones', () => {
    const known = scenariosOf('all')
      .map(({ id }) => id)
      .join(', ');
    expect(() => picked('R01', 'R99', 'Z1')).toThrow(
      new UsageError(`unknown scenario R99, Z1. Known scenarios: ${known}`),
    );
    expect(() => picked('R99')).toThrow(UsageError);
  });

  test('names the suite without that id, if one was given', () => {
    expect(() => pickScenarios(['A01'], 'pat')).toThrow('unknown scenario A01 in the suite pat. Known scenarios: R01,');
  });

  test('says of R06 that it is withdrawn, and only of R06', () => {
    expect(() => picked('R06')).toThrow('R06 is withdrawn.');
    expect(() => picked('R99')).not.toThrow('withdrawn');
  });
});

test.each([
  [['R01', 'C01'], 'pat'],
  [['A01'], 'behaviour'],
  [['R01', 'A01'], 'all'],
])('the smallest suite with %j is %s', (ids, suite) => {
  expect(resolveSuite(pickScenarios(ids))).toBe(suite);
});
