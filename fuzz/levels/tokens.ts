import type { Material } from '../attack.ts';
import type { Random } from '../random.ts';

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

/** An `authorization` header that is nearly right, or not at all. */
export function oddToken(random: Random, { token }: Material): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const flip = (text: string) => {
    const place = random.below(text.length);
    return (
      text.slice(0, place) + random.pick(['A', 'z', '_', '-', '=', '+', '.', ' '] as const) + text.slice(place + 1)
    );
  };
  switch (random.below(9)) {
    case 0:
      return `Bearer ${flip(header)}.${payload}.${signature}`;
    case 1:
      return `Bearer ${header}.${flip(payload)}.${signature}`;
    case 2:
      return `Bearer ${header}.${payload}.${flip(signature)}`;
    case 3:
      return `Bearer ${header}.${payload}`;
    case 4:
      return `Bearer ${encoded(random.pick(headers))}.${payload}.${signature}`;
    case 5:
      return `Bearer ${header}.${encoded(random.pick(claims))}.${signature}`;
    case 6:
      return `${random.pick(['bearer', 'BEARER', 'Basic', 'Digest', ''] as const)} ${token}`;
    case 7:
      return `Bearer ${token.slice(0, random.below(token.length))}`;
    default:
      return `Bearer ${'a.'.repeat(random.below(500))} ${random.pick(['', 'x', token] as const)}`;
  }
}
