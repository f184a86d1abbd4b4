import { beforeAll, describe, expect, it } from 'vitest';
import { type OpenMock, openMock } from '../testing/open-mock.ts';

describe('the service’s information about itself', () => {
  let mock: OpenMock;
  beforeAll(async () => {
    mock = await openMock();
  });

  it('is its contract, without a token', async () => {
    const answer = await mock.send('GET', '/swagger.json', { authorization: null });
    expect([answer.statusCode, answer.json().openapi]).toEqual([200, '3.0.3']);
  });

  it('is the token’s client, and 401 without a token', async () => {
    const answer = await mock.send('GET', '/auth/test');
    expect([answer.statusCode, answer.json()]).toEqual([200, { authenticated: true, clientId: 'rehearsal-client' }]);
    expect((await mock.send('GET', '/auth/test', { authorization: null })).statusCode).toBe(401);
  });
});
