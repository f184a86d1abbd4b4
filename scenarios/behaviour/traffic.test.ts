import { expect, test } from 'vitest';
import type { JsonValue } from '../../spec/json.ts';
import { usualThresholds as thresholds } from '../../spec/types/verdict.ts';
import { exchange, post } from '../testing/fake-exchange.ts';
import { accepted, observationOf, postLine, receipts } from '../testing/fake-observation.ts';
import { submissionsOf } from './traffic.ts';

const described = (wasteDescription: JsonValue) =>
  exchange({ request: { ...post, body: { json: { wasteItems: [{ wasteDescription }] } } } });

test.each<[JsonValue]>([[{ toString: 'x', valueOf: {} }], [{}], [7], [null]])(
  'a description may have any recorded value, such as %j',
  (wasteDescription) => {
    const exchanges = [described(wasteDescription)];
    expect(submissionsOf({ exchanges, tasks: [], thresholds }).map(({ tries }) => tries)).toEqual([exchanges]);
  },
);

test('of several receipts that are asked for one by one, each attempt belongs to the one being asked for', () => {
  const steps = receipts(2).map((movement, index) => {
    const own = { ...movement, yourUniqueReference: 'OWN', wasteItems: [] };
    return { task: { action: 'submit' as const, movement }, outcomes: [accepted], lines: [postLine(index, own, 201)] };
  });
  expect(submissionsOf(observationOf(steps)).map(({ name, tries }) => [name, tries.length])).toEqual([
    ['WB-1', 1],
    ['WB-2', 1],
  ]);
});
