import { expect, test } from 'vitest';
import { checkerScenarioIds } from '../../spec/approval-checker.ts';
import { publishedScenarioIds } from './approval-request.ts';

test('all fourteen are there, those that the checker supports among them, and the withdrawn one is not', () => {
  expect(publishedScenarioIds).toHaveLength(14);
  expect(publishedScenarioIds.filter((id) => !checkerScenarioIds.some((known) => known === id))).toEqual([
    'C01',
    'H02',
  ]);
  expect(publishedScenarioIds).not.toContain('R06');
});
