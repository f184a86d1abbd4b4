import { createLocalJWKSet, jwtVerify } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { grantedScope, issuer } from '../auth/issue-token.ts';
import { defaultClient, hashSecret } from '../default-data.ts';
import { type OpenMock, openMock } from '../testing/open-mock.ts';

const now = new Date('2026-10-05T09:30:00.750Z');
const { clientId, clientSecret } = defaultClient;
const grant = { grant_type: 'client_credentials' };
const inBody = { client_id: clientId, client_secret: clientSecret };
const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const inHeader = basic(clientId, clientSecret);

let mock: OpenMock;
beforeAll(async () => {
  mock = await openMock({ now: () => now });
});

function ask(form: Record<string, string>, authorization: string | null = null) {
  return mock.send('POST', '/oauth2/token', {
    authorization,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    text: new URLSearchParams(form).toString(),
  });
}

async function refusal(form: Record<string, string>, authorization: string | null = null) {
  const answer = await ask(form, authorization);
  return [answer.statusCode, answer.json()];
}

describe('a token is issued to a client with valid credentials', () => {
  it.each<[string, Record<string, string>, string | null]>([
    ['by Basic', grant, inHeader],
    ['in the body', { ...grant, ...inBody }, null],
    ['both ways at once', { ...grant, ...inBody }, inHeader],
    ['by Basic, with its id in the body too', { ...grant, client_id: clientId }, inHeader],
    ['and asks for the scope', { ...grant, ...inBody, scope: grantedScope }, null],
  ])('%s', async (_, form, authorization) => {
    const answer = await ask(form, authorization);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ access_token: expect.any(String), expires_in: 3600, token_type: 'Bearer' });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('with a secret that has a colon in it', async () => {
    await mock.store.saveClient({ clientId: 'colon', secretHash: hashSecret('a:b:c'), name: 'Colon' });
    expect((await ask(grant, basic('colon', 'a:b:c'))).statusCode).toBe(200);
  });

  it('whose secret is masked from then on, though the store has only its hash', async () => {
    await mock.store.saveClient({ clientId: 'earlier', secretHash: hashSecret('of another day'), name: 'Earlier' });
    await ask(grant, basic('earlier', 'a guess'));
    await ask(grant, basic('earlier', 'of another day'));
    expect(mock.app.mock.known.secrets).toContain('of another day');
    expect(mock.app.mock.known.secrets).not.toContain('a guess');
  });
});

describe('no token is issued', () => {
  const invalidClient = [400, { error: 'invalid_client' }];

  it.each<[string, Record<string, string>, string | null]>([
    ['to no client', grant, null],
    ['to an unknown client', { ...grant, client_id: 'nobody', client_secret: clientSecret }, null],
    ['for a wrong secret in the body', { ...grant, client_id: clientId, client_secret: 'wrong' }, null],
    ['for a wrong secret by Basic', grant, basic(clientId, 'wrong')],
    ['for an empty secret', { ...grant, client_id: clientId, client_secret: '' }, null],
    ['for an id without a secret', { ...grant, client_id: clientId }, null],
    ['where header and body differ in the secret', { ...grant, ...inBody }, basic(clientId, 'wrong')],
    ['if header and body differ in the client', { ...grant, ...inBody }, basic('nobody', clientSecret)],
    ['if the body names another client than Basic', { ...grant, client_id: 'nobody' }, inHeader],
    ['for a Basic header without a colon', grant, `Basic ${Buffer.from(clientId).toString('base64')}`],
  ])('%s', async (_, form, authorization) => {
    expect(await refusal(form, authorization)).toEqual(invalidClient);
  });

  it.each([
    ['without a grant', inBody, 'invalid_request'],
    ['for another grant', { ...inBody, grant_type: 'password' }, 'unsupported_grant_type'],
    ['for another scope', { ...grant, ...inBody, scope: 'openid' }, 'invalid_scope'],
  ])('%s', async (_, form, error) => {
    expect(await refusal(form)).toEqual([400, { error }]);
  });

  it.each([
    ['JSON', 'application/json', JSON.stringify({ ...grant, ...inBody })],
    ['text', 'text/plain', new URLSearchParams({ ...grant, ...inBody }).toString()],
    ['broken JSON', 'application/json', '{"grant_type"'],
    ['a multipart form', 'multipart/form-data; boundary=x', '--x--'],
    ['nothing', 'application/x-www-form-urlencoded', ''],
  ])('for %s instead of a form', async (_, type, text) => {
    const headers = { 'content-type': type };
    const answer = await mock.send('POST', '/oauth2/token', { authorization: inHeader, headers, text });
    expect([answer.statusCode, answer.json()]).toEqual([400, { error: 'invalid_request' }]);
  });

  it('at another path or by another method', async () => {
    expect((await mock.send('GET', '/oauth2/token')).statusCode).toBe(404);
    expect((await mock.send('POST', '/oauth2/Token')).statusCode).toBe(404);
  });
});

describe('a token', () => {
  it('has the claims of the service’s tokens, and is signed by a published key', async () => {
    const { access_token: token } = (await ask({ ...grant, ...inBody })).json();
    const keys = (await mock.send('GET', '/.well-known/jwks.json', { authorization: null })).json();
    const verified = await jwtVerify(token, createLocalJWKSet(keys), { currentDate: now, issuer });
    const seconds = Math.floor(now.getTime() / 1000);
    expect(verified.protectedHeader).toEqual({ alg: 'RS256', kid: keys.keys[0].kid });
    expect(verified.payload).toEqual({
      sub: clientId,
      client_id: clientId,
      token_use: 'access',
      scope: 'waste-movement-external-api-resource-srv/access',
      auth_time: seconds,
      iat: seconds,
      exp: seconds + 3600,
      iss: issuer,
      version: 2,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('differs each time', async () => {
    const tokens = await Promise.all([ask({ ...grant, ...inBody }), ask({ ...grant, ...inBody })]);
    expect(new Set(tokens.map((answer) => answer.json().access_token)).size).toBe(2);
  });

  it('is accepted by the service', async () => {
    const { access_token: token } = (await ask({ ...grant, ...inBody })).json();
    const answer = await mock.send('GET', '/reference-data/pop-names', { authorization: `Bearer ${token}` });
    expect(answer.statusCode).toBe(200);
  });
});

describe('the published keys', () => {
  it('contain nothing of the private key', async () => {
    const { keys } = (await mock.send('GET', '/.well-known/jwks.json', { authorization: null })).json();
    expect(keys).toHaveLength(1);
    expect(Object.keys(keys[0]).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });
});
