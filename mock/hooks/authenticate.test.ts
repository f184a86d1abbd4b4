import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { issuer } from '../auth/issue-token.ts';
import { defaultClient } from '../default-data.ts';
import { type OpenMock, openMock } from '../testing/open-mock.ts';
import { receiptWith } from '../testing/receipt-with.ts';

let mock: OpenMock;
let expired: string;
beforeAll(async () => {
  mock = await openMock();
  const { kid, privateKey } = mock.key;
  expired = await new SignJWT({ client_id: defaultClient.clientId, iss: issuer, iat: 1, exp: 2 })
    .setProtectedHeader({ alg: 'RS256', kid })
    .sign(privateKey);
});

const closed: [string, string][] = [
  ['POST', '/movements/receive'],
  ['PUT', '/movements/26BHUT6U/receive'],
  ['GET', '/reference-data/ewc-codes'],
  ['GET', '/reference-data/hazardous-property-codes'],
  ['GET', '/reference-data/disposal-or-recovery-codes'],
  ['GET', '/reference-data/container-types'],
  ['GET', '/reference-data/pop-names'],
  ['POST', '/production-approval-tests'],
];

describe('without a token', () => {
  it.each(closed)('%s %s gets 401 without a fault', async (method, path) => {
    const answer = await mock.send(method, path, { authorization: null });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.json()).toEqual({ statusCode: 401, error: 'Unauthorized', message: 'Missing authentication' });
  });

  it.each([
    ['GET', '/health', 200],
    ['GET', '/.well-known/jwks.json', 200],
    ['POST', '/oauth2/token', 400],
    ['GET', '/nowhere', 404],
    ['DELETE', '/movements/receive', 404],
  ])('%s %s is open', async (method, path, status) => {
    expect((await mock.send(method, path, { authorization: null })).statusCode).toBe(status);
  });
});

describe('with a bad token', () => {
  it.each(closed)('%s %s gets 401 with the fault', async (method, path) => {
    const answer = await mock.send(method, path, { authorization: `Bearer ${expired}` });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer error="Token expired"');
    expect(answer.json()).toEqual({
      statusCode: 401,
      error: 'Unauthorized',
      message: 'Token expired',
      attributes: { error: 'Token expired' },
    });
  });

  it('the token is verified before the body is read', async () => {
    const bad = { authorization: `Bearer ${expired}` };
    for (const sent of [
      { text: '{bad' },
      { text: 'x'.repeat(1_048_577) },
      { headers: { 'content-type': 'application/xml' }, text: '<a/>' },
    ]) {
      expect((await mock.send('POST', '/movements/receive', { ...bad, ...sent })).statusCode).toBe(401);
    }
  });

  it('the body is recorded all the same, unless it is too large', async () => {
    const bad = { authorization: `Bearer ${expired}` };
    const receipt = receiptWith();
    await mock.send('POST', '/movements/receive', { ...bad, body: receipt });
    expect((await mock.lastExchange()).request.body).toMatchObject({ json: { receiver: receipt['receiver'] } });
    await mock.send('POST', '/movements/receive', { ...bad, text: '{bad' });
    expect((await mock.lastExchange()).request.body).toEqual({ text: '{bad' });
    await mock.send('POST', '/movements/receive', { ...bad, text: 'x'.repeat(1_048_577) });
    expect((await mock.lastExchange()).request.body).toBeNull();
  });

  it('nothing is stored', async () => {
    const answer = await mock.send('POST', '/movements/receive', { authorization: null, body: receiptWith() });
    expect(answer.json()).not.toHaveProperty('wasteTrackingId');
  });
});
