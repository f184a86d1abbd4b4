import { generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { grantedScope, issuer, issueToken, loadTokenSigningKey, type TokenSigningKey } from './issue-token.ts';
import { issuedTo, verifyAuthorization } from './verify-token.ts';

const now = new Date('2026-10-05T09:30:00Z');
const seconds = now.getTime() / 1000;
const secretKey = new TextEncoder().encode('a secret that is long enough for HS256');
const good = {
  sub: 'a-client',
  client_id: 'a-client',
  token_use: 'access',
  scope: grantedScope,
  iss: issuer,
  iat: seconds,
  exp: seconds + 3600,
};

let key: TokenSigningKey;
let otherKey: TokenSigningKey['privateKey'];
beforeAll(async () => {
  key = await loadTokenSigningKey(openSqliteStore('memory'));
  otherKey = (await generateKeyPair('RS256')).privateKey;
});

type Changes = Record<string, unknown>;

/**
 * Returns a token signed with the store's key, valid except for the claims and the header given; undefined removes one.
 */
function tokenWith(claims: Changes = {}, header: Changes = {}, privateKey = key.privateKey): Promise<string> {
  return new SignJWT({ ...good, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, ...header })
    .sign(privateKey);
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const unsigned = (header: unknown, claims: unknown = good) => `${encoded(header)}.${encoded(claims)}.c2ln`;

async function faultOf(authorization: string | undefined): Promise<string> {
  const verdict = await verifyAuthorization(authorization, key, now);
  return verdict.kind === 'faulty' ? verdict.fault : `(${verdict.kind})`;
}

describe('a token that is accepted', () => {
  it('is one that the mock issued, and names the client', async () => {
    const token = await issueToken(key, 'a-client', now);
    expect(await verifyAuthorization(`Bearer ${token}`, key, now)).toEqual({ kind: 'good', clientId: 'a-client' });
  });

  it.each<[string, Changes, Changes]>([
    ['without a kid', {}, { kid: undefined }],
    ['without an expiry', { exp: undefined }, {}],
    ['issued in the future', { iat: seconds + 7200, exp: seconds + 9000 }, {}],
    ['four hours old to the second', { iat: seconds - 4 * 3600 }, {}],
    ['in its last second', { exp: seconds + 1 }, {}],
    ['for any audience', { aud: 'somebody else' }, {}],
    ['with several scopes', { scope: `openid ${grantedScope} profile` }, {}],
    ['active as of now', { nbf: seconds }, {}],
  ])('may be %s', async (_, claims, header) => {
    expect(await faultOf(`Bearer ${await tokenWith(claims, header)}`)).toBe('(good)');
  });

  it.each(['bearer', 'BEARER', 'Bearer '])('may have the scheme “%s”', async (scheme) => {
    expect(await faultOf(`${scheme} ${await tokenWith()}`)).toBe('(good)');
  });
});

describe('no usable authentication', () => {
  it.each([undefined, '', 'Basic YTpi', 'Digest username="a"'])('is %s', async (authorization) => {
    expect(await faultOf(authorization)).toBe('(missing)');
  });

  it('is a token without its scheme', async () => {
    expect(await faultOf(await tokenWith())).toBe('(missing)');
  });

  it('is a token with an algorithm that none of our keys uses', async () => {
    expect(await faultOf(`Bearer ${unsigned({ alg: 'none' })}`)).toBe('(missing)');
    expect(await faultOf(`Bearer ${encoded({ alg: 'none' })}.${encoded(good)}.`)).toBe('(missing)');
    const symmetric = await new SignJWT(good).setProtectedHeader({ alg: 'HS256', kid: key.kid }).sign(secretKey);
    expect(await faultOf(`Bearer ${symmetric}`)).toBe('(missing)');
    expect(await faultOf(`Bearer ${await tokenWith({}, { kid: 'unknown' })}`)).toBe('(missing)');
  });
});

describe('the fault of a token', () => {
  it.each<[string, Changes]>([
    ['Token expired', { exp: seconds }],
    ['Token expired', { exp: seconds - 1, iat: seconds - 3601 }],
    ['Token maximum age exceeded', { iat: seconds - 4 * 3600 - 1 }],
    ['Missing or invalid payload iat value', { iat: undefined }],
    ['Missing or invalid payload iat value', { iat: 'today' }],
    ['Token not yet active', { nbf: seconds + 1 }],
    ['Invalid payload exp value', { exp: 'tomorrow' }],
    ['Invalid payload nbf value', { nbf: 'tomorrow' }],
    ['Token missing payload iss value', { iss: undefined }],
    ['Token payload iss value not allowed', { iss: 'https://idp.example.com' }],
    ['Invalid credentials', { scope: undefined }],
    ['Invalid credentials', { scope: 'openid' }],
    ['Invalid credentials', { scope: `${grantedScope}/more` }],
    ['Invalid credentials', { client_id: undefined }],
    ['Invalid credentials', { client_id: '' }],
    ['Invalid credentials', { token_use: 'id' }],
    ['Invalid credentials', { token_use: undefined }],
  ])('is “%s” with %j', async (fault, claims) => {
    expect(await faultOf(`Bearer ${await tokenWith(claims)}`)).toBe(fault);
  });

  it('is “Invalid token signature” for another key, for changed claims, for none', async () => {
    expect(await faultOf(`Bearer ${await tokenWith({}, {}, otherKey)}`)).toBe('Invalid token signature');
    const [header, claims, signature] = (await tokenWith()).split('.');
    const changed = encoded({ ...good, client_id: 'another' });
    expect(await faultOf(`Bearer ${header}.${changed}.${signature}`)).toBe('Invalid token signature');
    expect(await faultOf(`Bearer ${header}.${claims}.`)).toBe('Invalid token signature');
  });

  const rs256 = encoded({ alg: 'RS256' });
  const claims = encoded(good);

  it.each([
    ['Invalid token structure', 'one part', 'abc'],
    ['Invalid token structure', 'two parts', 'a.b'],
    ['Invalid token structure', 'four parts', 'a.b.c.d'],
    ['Invalid token header part', 'a header that is not base64', `a+b.${claims}.c2ln`],
    ['Invalid token header part', 'quotes around the token', `"${rs256}.${claims}.c2ln"`],
    ['Invalid token payload part', 'claims that are no base64', `${rs256}.a+b.c2ln`],
    ['Invalid token signature part', 'a signature that is not base64', `${rs256}.${claims}.c2ln"`],
    ['Invalid token missing header', 'a header that is not JSON', `bm90IEpTT04.${claims}.c2ln`],
    ['Invalid token payload', 'claims that are a list', unsigned({ alg: 'RS256' }, ['a list'])],
    ['Invalid token payload', 'claims that are not JSON', `${rs256}.bm90IEpTT04.c2ln`],
    ['Token header missing alg attribute', 'a header without alg', unsigned({ typ: 'JWT' })],
    ['Token header missing alg attribute', 'an empty alg', unsigned({ alg: '' })],
  ])('is “%s” for %s', async (fault, _, token) => {
    expect(await faultOf(`Bearer ${token}`)).toBe(fault);
  });

  it.each(['Bearer', 'Bearer ', 'Bearer a b', 'Bearer a.b.c, Bearer d.e.f'])(
    'is in the header’s format for “%s”',
    async (authorization) => {
      expect(await faultOf(authorization)).toBe('Bad HTTP authentication header format');
    },
  );

  it('is the first in the service’s order: time, issuer, activity, signature, credentials', async () => {
    const everything: [string, Changes][] = [
      ['Token expired', { exp: 1 }],
      ['Missing or invalid payload iat value', { iat: undefined }],
      ['Token payload iss value not allowed', { iss: 'https://idp.example.com' }],
      ['Token not yet active', { nbf: seconds + 1 }],
      ['Invalid token signature', {}],
    ];
    for (const [index, [fault]] of everything.entries()) {
      const claims = Object.assign({ scope: 'openid' }, ...everything.slice(index).map(([, change]) => change));
      expect(await faultOf(`Bearer ${await tokenWith(claims, {}, otherKey)}`)).toBe(fault);
    }
    expect(await faultOf(`Bearer ${await tokenWith({ scope: 'openid' })}`)).toBe('Invalid credentials');
  });
});

describe('the client that a token was issued to', () => {
  it('is known of a token that has expired or has another fault', async () => {
    for (const claims of [{}, { exp: 1 }, { iat: 1 }, { token_use: 'id' }]) {
      expect(await issuedTo(await tokenWith(claims), key)).toBe('a-client');
    }
  });

  it('is not known of a token that the key did not sign, or that names none', async () => {
    for (const token of [
      await tokenWith({}, {}, otherKey),
      await new SignJWT(good).setProtectedHeader({ alg: 'HS256' }).sign(secretKey),
      await tokenWith({ client_id: 7 }),
      await tokenWith({ client_id: '' }),
      unsigned({ alg: 'RS256' }),
      unsigned({ alg: 'none' }),
      'a.b.c',
      '',
    ]) {
      expect(await issuedTo(token, key)).toBe(null);
    }
  });
});
