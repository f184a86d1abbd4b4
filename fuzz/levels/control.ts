import * as fc from 'fast-check';
import { isObject, type JsonValue } from '../../spec/json.ts';
import { type Attack, bytesOf, type Material, requestText } from '../attack.ts';
import { asText, editedText, editedValue, oddValues } from './edits.ts';

/** Valid requests to the control API. `{id}` stands for a tracking id, `{code}` for an API code. */
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

/** Generates requests to the control API with their body, their query or their path mutated. */
export function control(material: Material): fc.Arbitrary<Attack> {
  return fc.oneof(
    ...sound.map(({ method, path, body }) => {
      const target = `/_rehearsal${path.replace('{id}', material.id).replace('{code}', material.apiCode)}`;
      const parts = fc.record({
        target: fc.oneof({ weight: 3, arbitrary: fc.constant(target) }, { weight: 2, arbitrary: oddTargets(target) }),
        type: fc.constantFrom(...Array<string>(19).fill('application/json'), 'text/plain'),
        sent: body === undefined ? fc.constant({}) : fc.record({ body: oddBodies(body) }),
      });
      return parts.map(({ target: odd, type, sent }): Attack => {
        const text = requestText({ method, path: odd, headers: [['content-type', type]], ...sent });
        return { level: 'control', name: `${method} ${path}`, text, isAlone: false };
      });
    }),
  );
}

function oddBodies(body: JsonValue): fc.Arbitrary<string> {
  const text = bytesOf(JSON.stringify(body));
  return fc.oneof(
    { weight: 5, arbitrary: editedValue(fc.constant(body)).map((value) => bytesOf(JSON.stringify(value))) },
    editedText(fc.constant(text)),
    fc.constantFrom('', 'null', '[]', '{}', '""', '0', '{"__proto__":{}}', '['.repeat(3000) + ']'.repeat(3000)),
    // Free-form values may be deep, and lists may be long.
    fc
      .nat(8000)
      .map((levels) =>
        isObject(body)
          ? `${text.slice(0, -1)},"claims":{"deep":${'['.repeat(levels)}${']'.repeat(levels)}}}`
          : `[${Array(levels).fill('{}').join(',')}]`,
      ),
  );
}

function oddTargets(target: string): fc.Arbitrary<string> {
  const odd = oddValues.map((value) => encodeURIComponent(asText(value).toWellFormed()));
  const place = target.lastIndexOf('=') + 1;
  return fc.oneof(
    odd.map((value) => (place > 0 ? target.slice(0, place) + value : `${target}?x=${value}`)),
    odd.map((value) => target.replace(/\/[^/?]*(?=\?|$)/, () => `/${value}`)),
    fc.constant(`${target}${target.includes('?') ? '&' : '?'}client=a&client=b&after=-1`),
    fc.nat(300).map((length) => `${target}/${'x'.repeat(length)}`),
  );
}
