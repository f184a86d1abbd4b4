import { expect, test } from 'vitest';
import type { JsonValue } from '../../spec/json.ts';
import { usualThresholds as thresholds } from '../../spec/types/verdict.ts';
import { exchange, post } from '../testing/fake-exchange.ts';
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
