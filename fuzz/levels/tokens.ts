import * as fc from 'fast-check';
import type { Material } from '../attack.ts';

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

const headers = [
  { alg: 'none' },
  { alg: 'HS256' },
  { alg: 'RS256', kid: 'x' },
  { alg: ['RS256'] },
  { alg: 'RS256', crit: ['b64'], b64: false },
  [],
  null,
  {},
] as const;
const claims = [
  {},
  [],
  null,
  { exp: 'x' },
  { exp: -1 },
  { iat: 1e300 },
  { iat: {} },
  { client_id: { a: 1 }, scope: [] },
  { ['__proto__']: { client_id: 'x' } },
] as const;

/** Generates an `authorization` header that is nearly valid, or not at all. */
export function oddTokens({ token }: Material): fc.Arbitrary<string> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const places = fc.nat(token.length - 1);
  const flipped = fc
    .tuple(places, fc.constantFrom('A', 'z', '_', '-', '=', '+', '.', ' '))
    .map(([place, letter]) => token.slice(0, place) + letter + token.slice(place + 1));
  return fc.oneof(
    flipped.map((text) => `Bearer ${text}`),
    places.map((length) => `Bearer ${token.slice(0, length)}`),
    fc.constant(`Bearer ${header}.${payload}`),
    fc.constantFrom(...headers).map((odd) => `Bearer ${encoded(odd)}.${payload}.${signature}`),
    fc.constantFrom(...claims).map((odd) => `Bearer ${header}.${encoded(odd)}.${signature}`),
    fc.constantFrom('bearer', 'BEARER', 'Basic', 'Digest', '').map((scheme) => `${scheme} ${token}`),
    fc
      .tuple(fc.nat(500), fc.constantFrom('', 'x', token))
      .map(([times, rest]) => `Bearer ${'a.'.repeat(times)} ${rest}`),
  );
}

/** Generates the valid `authorization` header in `percent` of 100 cases, otherwise an odd one. */
export function tokens(percent: number, material: Material): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: percent, arbitrary: fc.constant(`Bearer ${material.token}`) },
    { weight: 100 - percent, arbitrary: oddTokens(material) },
  );
}
