import { beforeAll, describe, expect, it } from 'vitest';
import { type OpenMock, openMock } from '../testing/open-mock.ts';

describe('what the service says of itself', () => {
  let mock: OpenMock;
  beforeAll(async () => {
    mock = await openMock();
  });

  it('is its contract, to anybody', async () => {
    const answer = await mock.send('GET', '/swagger.json', { authorization: null });
    expect([answer.statusCode, answer.json().openapi]).toEqual([200, '3.0.3']);
  });

  it('is whose token was sent, and 401 without one', async () => {
    const answer = await mock.send('GET', '/auth/test');
    expect([answer.statusCode, answer.json()]).toEqual([200, { authenticated: true, clientId: 'rehearsal-client' }]);
    expect((await mock.send('GET', '/auth/test', { authorization: null })).statusCode).toBe(401);
  });
});
