import { expect, test } from 'vitest';
import { bySuite, suiteOf } from './verdict-summary.ts';

const of = (requirement: string) => ({ requirement });

test.each([
  ['pat:R04', 'pat'],
  ['terms:T04', 'behaviour'],
  ['evidence:own-product', 'behaviour'],
])('a scenario for %s belongs to the suite %s', (requirement, suite) => {
  expect(suiteOf(of(requirement))).toBe(suite);
});

test('only suites that have a scenario are there, production approval first, each in its own order', () => {
  const [a, b, c] = [of('terms:T01'), of('pat:R02'), of('pat:R01')];
  expect(bySuite([a, b, c])).toEqual([
    { suite: 'pat', scenarios: [b, c] },
    { suite: 'behaviour', scenarios: [a] },
  ]);
  expect(bySuite([a])).toEqual([{ suite: 'behaviour', scenarios: [a] }]);
  expect(bySuite([])).toEqual([]);
});
