import { expect, test } from 'vitest';
import { sampleRehearsal } from '../../reports/testing/sample-rehearsal.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import type { Snapshot } from './board-state.ts';
import { scenariosOfExchange } from './scenarios-of-exchange.ts';

const [some] = sampleRehearsal.scenarios;

function result(id: string, verdict: ScenarioResult['verdict'], texts: string[] = []): ScenarioResult {
  if (some === undefined) throw new Error('The sample holds no scenario.');
  return { ...some, id, verdict, exchanges: [2, 3, 4, 5], findings: texts.map((text) => ({ text })) };
}

function sidesOf(seq: number, results: ScenarioResult[], attempts: Snapshot['attempts'] = []): string[] {
  const snapshot = { results, attempts, isBehind: false, exchanges: [], clients: [], isCut: false };
  return scenariosOfExchange(seq, snapshot).map(
    ({ id, side, isCurrent }) => `${id} ${side}${isCurrent ? '' : ', old'}`,
  );
}

test('a failed scenario counts against the exchanges that its findings name, and those come first', () => {
  const results = [
    result('A01', 'pass'),
    result('L01', 'fail', ['Exchange 3 came too early.', 'It was sent again: exchanges 4, 5 and 12 more.']),
    result('W05', 'fail', ['An API code was in the URL, in exchange 14.']),
    result('R01', 'not-exercised'),
  ];
  expect(sidesOf(3, results)).toEqual(['L01 against', 'A01 for', 'W05 seen']);
  expect(sidesOf(5, results)).toEqual(['L01 against', 'A01 for', 'W05 seen']);
  expect(sidesOf(2, results)).toEqual(['A01 for', 'L01 seen', 'W05 seen']);
  expect(sidesOf(12, results)).toEqual([]);
});

test('an attempt counts by its own verdict, also if another one has superseded it', () => {
  const attempt = (seq: number, verdict: 'pass' | 'fail') => {
    return { scenarioId: 'R02', seq, at: '2027-01-18T09:41:05.000Z', verdict, findings: [] };
  };
  const attempts = [attempt(1, 'fail'), attempt(4, 'pass')];
  expect(sidesOf(1, [result('R02', 'pass')], attempts)).toEqual(['R02 against, old']);
  expect(sidesOf(4, [result('R02', 'pass')], attempts)).toEqual(['R02 for']);
});
