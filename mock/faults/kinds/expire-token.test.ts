import { beforeEach, describe, expect, it } from 'vitest';
import { defaultClient } from '../../default-data.ts';
import { type OpenMock, openMock, tokenOf } from '../../testing/open-mock.ts';

const popNames = '/reference-data/pop-names';

let mock: OpenMock;
beforeEach(async () => {
  mock = await openMock();
  await mock.app.mock.faults.plan([{ on: 'listPopNames', after: 1, times: 1, fault: { kind: 'expire-token' } }]);
});

const statusOf = async (authorization = mock.authorization) =>
  (await mock.send('GET', popNames, { authorization })).statusCode;

describe('a token that expires with a request', () => {
  it('is refused with that request and from then on', async () => {
    expect([await statusOf(), await statusOf(), await statusOf()]).toEqual([200, 401, 401]);
    expect(await mock.store.exchanges({})).toMatchObject([
      { response: { status: 200 } },
      {
        fault: 'expire-token',
        response: { status: 401, headers: { 'www-authenticate': 'Bearer error="Token expired"' } },
        notes: [
          { text: 'A planned fault: the token of this request has expired, whatever it says itself.' },
          { text: 'The token was refused: Token expired.' },
        ],
      },
      { response: { status: 401 } },
    ]);
  });

  it('leaves another token of the client alone', async () => {
    const other = await tokenOf(mock, defaultClient.clientId, new Date(Date.now() - 5000));
    expect([await statusOf(), await statusOf(), await statusOf(other)]).toEqual([200, 401, 200]);
  });

  it('waits for a request with a good token, of the planned kind', async () => {
    expect([await statusOf(), await statusOf('Bearer a.b.c')]).toEqual([200, 401]);
    expect((await mock.send('GET', '/reference-data/ewc-codes')).statusCode).toBe(200);
    expect([await statusOf(), mock.app.mock.faults.unusedFaults()]).toEqual([401, []]);
  });
});
