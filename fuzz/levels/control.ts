import { isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';
import { bytesOf, requestText } from '../attack.ts';
import { mutateText } from '../mutate-text.ts';
import { mutateValue } from '../mutate-value.ts';
import { asText, oddValues } from '../odd-values.ts';
import type { Make, Means } from './make.ts';

/** Requests that the control API takes. `{id}` stands for a tracking id, `{code}` for an API code. */
const sound: readonly { method: string; path: string; body?: JsonValue }[] = [
  { method: 'GET', path: '/exchanges?after=3&limit=2&client=rehearsal-client' },
  { method: 'GET', path: '/events?client=nobody' },
  { method: 'GET', path: '/movements/{id}' },
  { method: 'GET', path: '/scenarios?client=rehearsal-client' },
  { method: 'GET', path: '/openapi.json' },
  { method: 'GET', path: '/clock' },
  { method: 'GET', path: '/faults' },
  { method: 'POST', path: '/clients', body: { clientId: 'fuzz', clientSecret: 'fuzz-secret', name: 'Fuzz' } },
  { method: 'POST', path: '/organisations', body: { organisationId: 'fuzz', serviceChargeExpiry: '2027-03-31' } },
  { method: 'PATCH', path: '/organisations/fuzz', body: { serviceChargeExpiry: null } },
  { method: 'POST', path: '/organisations/fuzz/api-codes' },
  { method: 'PATCH', path: '/organisations/fuzz/api-codes/{code}', body: { disabled: true } },
  { method: 'POST', path: '/clock', body: { advance: '2h' } },
  { method: 'POST', path: '/clock', body: { set: '2026-10-05T09:30:00Z' } },
  {
    method: 'POST',
    path: '/tokens',
    body: { clientId: 'fuzz', expiresIn: -5, scope: 'x', issuer: 'y', claims: { iat: null, aud: 'z' } },
  },
  {
    method: 'PUT',
    path: '/faults',
    body: [
      {
        on: 'receiveMovement',
        client: 'fuzz',
        after: 1,
        times: 2,
        fault: { kind: 'status', status: 429, retryAfter: 3 },
      },
      { on: 'issueToken', times: 'always', fault: { kind: 'early-expiry', seconds: 5, uses: 2 } },
      { on: 'updateMovement', times: 1, fault: { kind: 'delay', ms: 5 } },
    ],
  },
  { method: 'POST', path: '/reset' },
];

/** A request to the control API with its body, its query or its path spoilt. */
export const control: Make = (means) => {
  const { random, material } = means;
  const { method, path, body } = random.pick(sound) ?? { method: 'GET', path: '/' };
  const target = `/_rehearsal${path.replace('{id}', material.id).replace('{code}', material.apiCode)}`;
  const spoiltBody = body === undefined ? undefined : spoiltText(body, means);
  const text = requestText({
    method,
    path: random.inPercent(40) ? spoiltQuery(target, means) : target,
    headers: [['content-type', random.inPercent(95) ? 'application/json' : 'text/plain']],
    ...(spoiltBody === undefined ? {} : { body: spoiltBody }),
  });
  return { level: 'control', name: `${method} ${path}`, text, isAlone: false };
};

function spoiltText(body: JsonValue, { random, spare }: Means): string {
  switch (random.below(8)) {
    case 0:
      return mutateText(bytesOf(JSON.stringify(body)), random);
    case 1:
      return random.pick([
        '',
        'null',
        '[]',
        '{}',
        '""',
        '0',
        '{"__proto__":{}}',
        `${'['.repeat(3000)}${']'.repeat(3000)}`,
      ] as const);
    case 2:
      return bytesOf(isObject(body) ? deepClaims(body, random.below(8000)) : repeated(random.below(3000)));
    default:
      return bytesOf(JSON.stringify(mutateValue(body, random, spare)));
  }
}

/** What is free in its shape may be deep. */
function deepClaims(body: JsonObject, levels: number): string {
  const claims = JSON.stringify({ ...body, claims: { deep: '@' } });
  return claims.replace('"@"', () => '['.repeat(levels) + ']'.repeat(levels));
}

function repeated(count: number): string {
  return `[${Array(count).fill('{}').join(',')}]`;
}

function spoiltQuery(path: string, { random }: Means): string {
  const odd = encodeURIComponent(asText(random.pick(oddValues)).toWellFormed());
  const place = path.lastIndexOf('=') + 1;
  switch (random.below(4)) {
    case 0:
      return place > 0 ? path.slice(0, place) + odd : `${path}?x=${odd}`;
    case 1:
      return `${path}${path.includes('?') ? '&' : '?'}client=a&client=b&after=-1`;
    case 2:
      return path.replace(/\/[^/?]*(?=\?|$)/, () => `/${odd}`);
    default:
      return `${path}/${'x'.repeat(random.below(300))}`;
  }
}
