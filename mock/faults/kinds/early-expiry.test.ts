import { beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../spec/types/exchange.ts';
import { defaultClient } from '../../default-data.ts';
import { type OpenMock, openMock } from '../../testing/open-mock.ts';

const popNames = '/reference-data/pop-names';
const { clientId, clientSecret } = defaultClient;

let mock: OpenMock;
beforeEach(async () => {
  mock = await openMock();
});

type Life = Omit<Extract<Fault, { kind: 'early-expiry' }>, 'kind'>;

/** What the token endpoint answers, where the plan holds such a life for it, or none. */
async function askFor(life: Life | null, secret: string = clientSecret) {
  const fault = { kind: 'early-expiry', ...life } as const;
  mock.app.mock.faults.plan(life === null ? [] : [{ on: 'issueToken', times: 1, fault }]);
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret };
  return mock.send('POST', '/oauth2/token', {
    authorization: null,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    text: new URLSearchParams(form).toString(),
  });
}

async function messageTo(token: string): Promise<string> {
  const answer = await mock.send('GET', popNames, { authorization: `Bearer ${token}` });
  return answer.statusCode === 200 ? 'good' : answer.json().message;
}

describe('a token that expires early', () => {
  it('names the usual life, in its answer and in itself', async () => {
    const answer = (await askFor({ seconds: 5 })).json();
    const claims = JSON.parse(Buffer.from(answer.access_token.split('.')[1], 'base64url').toString());
    expect([answer.expires_in, claims.exp - claims.iat]).toEqual([3600, 3600]);
    expect(await mock.lastExchange()).toMatchObject({
      fault: 'early-expiry',
      notes: [{ text: 'A planned fault: the token of this answer expires in 5 s, whatever it says itself.' }],
    });
  });

  it('is expired after so many seconds of the mock’s time, and a new one is not', async () => {
    const { access_token: token } = (await askFor({ seconds: 60 })).json();
    const { access_token: usual } = (await askFor(null)).json();
    expect(await messageTo(token)).toBe('good');
    mock.app.mock.clock.advance(59_000);
    expect(await messageTo(token)).toBe('good');
    mock.app.mock.clock.advance(1000);
    expect([await messageTo(token), await messageTo(usual)]).toEqual(['Token expired', 'good']);
    expect(await mock.lastExchange()).not.toHaveProperty('fault');
  });

  it('is expired after so many uses, refused ones not counted, as the service says it', async () => {
    const { access_token: token } = (await askFor({ uses: 2 })).json();
    await mock.send('GET', popNames, { authorization: `Bearer ${token.slice(0, -9)}` });
    expect([await messageTo(token), await messageTo(token)]).toEqual(['good', 'good']);
    const refused = await mock.send('GET', popNames, { authorization: `bearer  ${token}` });
    expect([refused.statusCode, refused.headers['www-authenticate'], refused.json().attributes]).toEqual([
      401,
      'Bearer error="Token expired"',
      { error: 'Token expired' },
    ]);
    expect(await messageTo(token)).toBe('Token expired');
  });

  it('is expired by whichever comes first', async () => {
    const { access_token: token } = (await askFor({ seconds: 60, uses: 1 })).json();
    mock.app.mock.clock.advance(60_000);
    expect(await messageTo(token)).toBe('Token expired');
    const { access_token: other } = (await askFor({ seconds: 60, uses: 1 })).json();
    expect([await messageTo(other), await messageTo(other)]).toEqual(['good', 'Token expired']);
  });

  it('is none where no token is given', async () => {
    const answer = await askFor({ uses: 0 }, 'wrong-secret');
    expect([answer.statusCode, answer.json()]).toEqual([400, { error: 'invalid_client' }]);
    expect(await messageTo(mock.authorization.split(' ')[1] ?? '')).toBe('good');
  });
});
