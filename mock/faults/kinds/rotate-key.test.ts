import { Readable } from 'node:stream';
import { request } from 'undici';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlannedFault } from '../../../spec/types/exchange.ts';
import { defaultClient } from '../../default-data.ts';
import { openSqliteStore } from '../../store/sqlite/sqlite-store.ts';
import { type OpenMock, openMock } from '../../testing/open-mock.ts';
import { receiptWith } from '../../testing/receipt-with.ts';
import { listen } from '../../testing/wire.ts';

const popNames = '/reference-data/pop-names';
const unknownKey = { statusCode: 401, error: 'Unauthorized', message: 'Missing authentication' };

let mock: OpenMock;
beforeEach(async () => {
  mock = await openMock();
});

function plan(...faults: Partial<PlannedFault>[]): void {
  mock.app.mock.faults.plan(
    faults.map((each) => ({ on: 'listPopNames', times: 1, fault: { kind: 'rotate-key' }, ...each })),
  );
}

/** A token that the mock gives out now, as a header: the default client's, or one of another client. */
async function freshToken(clientId: string = defaultClient.clientId, at = mock): Promise<string> {
  const answer = await at.app.inject({ method: 'POST', url: '/_rehearsal/tokens', payload: { clientId } });
  return `Bearer ${answer.json().access_token}`;
}

async function statusOf(authorization: string, at = mock): Promise<number> {
  return (await at.send('GET', popNames, { authorization })).statusCode;
}

async function keyIds(at = mock): Promise<string[]> {
  const { keys } = (await at.send('GET', '/.well-known/jwks.json', { authorization: null })).json();
  return keys.map(({ kid }: { kid: string }) => kid);
}

describe('a change of the signing key', () => {
  it('refuses a good token as one of an unknown key, and takes one that is fetched then', async () => {
    plan({});
    const [before] = await keyIds();
    const refused = await mock.send('GET', popNames);
    expect([refused.statusCode, refused.headers['www-authenticate'], refused.json()]).toEqual([
      401,
      'Bearer',
      unknownKey,
    ]);
    expect(await mock.lastExchange()).toMatchObject({
      clientId: defaultClient.clientId,
      operationId: 'listPopNames',
      response: { status: 401 },
      fault: 'rotate-key',
    });
    expect([await statusOf(mock.authorization), await statusOf(await freshToken())]).toEqual([401, 200]);
    const after = await keyIds();
    expect([after.length, after.includes(before ?? '')]).toEqual([1, false]);
    expect(mock.app.mock.faults.unusedFaults()).toEqual([]);
  });

  it('stores nothing of the request that it meets', async () => {
    plan({ on: 'receiveMovement' });
    const answer = await mock.send('POST', '/movements/receive', { body: receiptWith() });
    expect([answer.statusCode, answer.json()]).toEqual([401, unknownKey]);
    expect((await mock.lastExchange()).response.status).toBe(401);
  });

  it('refuses everybody’s tokens where the plan names no client', async () => {
    const other = await freshToken('other');
    plan({});
    await mock.send('GET', popNames);
    expect(await statusOf(other)).toBe(401);
  });

  it('refuses one client’s tokens only where the plan names it, though it happens again', async () => {
    const [one, other] = [await freshToken('one'), await freshToken('other')];
    plan({ client: 'one', times: 2 }, { client: 'other' });
    const before = await keyIds();
    expect([await statusOf(one), await statusOf(mock.authorization)]).toEqual([401, 200]);
    expect((await keyIds()).slice(1)).toEqual(before);
    const renewed = await freshToken('one');
    expect([await statusOf(renewed), await statusOf(renewed)]).toEqual([401, 401]);
    expect([await statusOf(other), await statusOf(await freshToken('other'))]).toEqual([401, 200]);
    expect([await statusOf(one), await statusOf(renewed)]).toEqual([401, 401]);
    expect([await statusOf(await freshToken('one')), await statusOf(mock.authorization)]).toEqual([200, 200]);
  });

  it('is not spent on a token that is refused anyway', async () => {
    plan({});
    const before = await keyIds();
    expect(await statusOf('Bearer a.b.c')).toBe(401);
    expect([await keyIds(), mock.app.mock.faults.unusedFaults().length]).toEqual([before, 1]);
  });

  it('waits for its turn', async () => {
    plan({ times: 1, fault: { kind: 'status', status: 503 } }, { after: 1 });
    expect([
      await statusOf(mock.authorization),
      await statusOf(mock.authorization),
      await statusOf(mock.authorization),
    ]).toEqual([503, 200, 401]);
  });

  it('comes too late for a request whose token was looked at before, and waits for the next one', async () => {
    plan({ on: 'receiveMovement', after: 1 });
    const { url } = await listen(mock);
    const looked = vi.spyOn(mock.app.mock.faults, 'next');
    const bodies = Promise.withResolvers<void>();
    const text = JSON.stringify(receiptWith());
    async function* late() {
      yield text.slice(0, 1);
      await bodies.promise;
      yield text.slice(1);
    }
    const post = async () => {
      const headers = { authorization: mock.authorization, 'content-type': 'application/json' };
      const answer = await request(`${url}/movements/receive`, {
        method: 'POST',
        headers,
        body: Readable.from(late()),
      });
      await answer.body.dump();
      return answer.statusCode;
    };
    const both = [post(), post()];
    await vi.waitUntil(() => looked.mock.calls.length === 2);
    bodies.resolve();
    expect([...(await Promise.all(both)), await post()]).toEqual([201, 201, 401]);
    expect((await mock.store.exchanges({})).map(({ fault }) => fault)).toEqual([undefined, undefined, 'rotate-key']);
    await mock.app.close();
  });

  it('happens when a token is asked for too: the new one is good, and the former are not', async () => {
    plan({ on: 'issueToken' });
    const form = {
      grant_type: 'client_credentials',
      client_id: defaultClient.clientId,
      client_secret: defaultClient.clientSecret,
    };
    const answer = await mock.send('POST', '/oauth2/token', {
      authorization: null,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      text: new URLSearchParams(form).toString(),
    });
    expect([await statusOf(`Bearer ${answer.json().access_token}`), await statusOf(mock.authorization)]).toEqual([
      200, 401,
    ]);
  });

  it('holds when the mock is started again on the same data', async () => {
    const store = openSqliteStore('memory');
    mock = await openMock({ store });
    const [one, other] = [await freshToken('one'), await freshToken('other')];
    plan({ client: 'one' });
    await statusOf(one);
    const renewed = await freshToken('one');
    const again = await openMock({ store });
    expect([await statusOf(one, again), await statusOf(other, again), await statusOf(renewed, again)]).toEqual([
      401, 200, 200,
    ]);
    expect(await keyIds(again)).toEqual(await keyIds());
  });
});
