import type { JsonValue } from '../../spec/json.ts';
import { bytesOf, requestText } from '../attack.ts';
import { mutateValue } from '../mutate-value.ts';
import { aReceipt } from '../receipts.ts';
import type { Make, Means } from './make.ts';
import { oddToken } from './tokens.ts';

/** A sound body with other values in it, under a right or nearly right token, for a known or nearly known id. */
export const semantics: Make = (means) => {
  const { random, material } = means;
  const { name, method, path, body } = asked(means);
  const authorization = random.inPercent(85) ? `Bearer ${material.token}` : oddToken(random, material);
  const headers = [
    ['authorization', authorization],
    ['content-type', 'application/json'],
  ] as const;
  const text = requestText({ method, path, headers, body: bytesOf(JSON.stringify(body)) });
  return { level: 'semantics', name, text, isAlone: false };
};

interface Asked {
  name: string;
  method: 'POST' | 'PUT';
  path: string;
  body: JsonValue;
}

function asked(means: Means): Asked {
  const { random, material, spare } = means;
  const receipt = () => mutateValue(aReceipt(random, material), random, spare);
  switch (random.below(10)) {
    case 0:
      return { name: 'update', method: 'PUT', path: `/movements/${material.id}/receive`, body: receipt() };
    case 1:
      return {
        name: 'update of an odd id',
        method: 'PUT',
        path: `/movements/${oddId(means)}/receive`,
        body: receipt(),
      };
    case 2:
      return { name: 'approval tests', method: 'POST', path: '/production-approval-tests', body: approvalTests(means) };
    default:
      return { name: 'receipt', method: 'POST', path: '/movements/receive', body: receipt() };
  }
}

function oddId({ random, material: { id } }: Means): string {
  const place = random.below(id.length);
  return random.pick([
    id.toLowerCase(),
    `${id} `.replace(' ', '%20'),
    id.slice(0, place) + id.slice(place + 1),
    `${id}${id}`,
    '%00',
    '%F0%9F%92%A5',
    '..%2F..',
    '__proto__',
    "'%20OR%201=1",
    'a'.repeat(random.below(6000)),
    '{wasteTrackingId}',
  ] as const);
}

function approvalTests({ random, material: { id }, spare }: Means): JsonValue {
  const scenarioIds = [
    'R01',
    'R02',
    'R03',
    'R04',
    'R05',
    'R06',
    'R07',
    'R08',
    'X01',
    'X02',
    'X03',
    'X04',
    'X05',
    'X06',
  ];
  const tests = scenarioIds
    .filter(() => random.inPercent(40))
    .map((scenarioId) => ({ scenarioId, wasteTrackingId: random.inPercent(80) ? id : 'unknown' }));
  return random.inPercent(40) ? tests : mutateValue(tests, random, spare);
}
