import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { issuer } from '../auth/issue-token.ts';
import { defaultClient } from '../default-data.ts';
import { control } from '../testing/control-client.ts';
import { type OpenMock, openMock, tokenOf } from '../testing/open-mock.ts';
import { firstApiCode, receiptWith } from '../testing/receipt-with.ts';

const now = new Date('2026-10-05T09:30:00.000Z');
const seconds = now.getTime() / 1000;
const popNames = '/reference-data/pop-names';

let mock: OpenMock;
beforeEach(async () => {
  mock = await openMock({ now: () => now });
});

function askForToken(at = mock, clientId: string = defaultClient.clientId) {
  return at.send('POST', '/oauth2/token', {
    authorization: null,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    text: new URLSearchParams({ grant_type: 'client_credentials', ...defaultClient, client_id: clientId })
      .toString()
      .replace('clientSecret', 'client_secret'),
  });
}

describe('an unusual token', () => {
  const mint = async (asked: JsonObject = {}) => {
    const answer = await control(mock, 'POST', '/tokens', { body: { clientId: 'me', ...asked } });
    expect(answer.headers['cache-control']).toBe('no-store');
    return answer.json();
  };
  const answerTo = async (asked: JsonObject) => {
    const { access_token: token } = await mint(asked);
    const answer = await mock.send('GET', popNames, { authorization: `Bearer ${token}` });
    return { status: answer.statusCode, asks: answer.headers['www-authenticate'], body: answer.json() };
  };

  it.each<[string, string, JsonObject]>([
    ['that has expired', 'Token expired', { expiresIn: -1 }],
    ['that expires now', 'Token expired', { expiresIn: 0 }],
    ['of another scope', 'Invalid credentials', { scope: 'openid' }],
    ['without a scope', 'Invalid credentials', { claims: { scope: null } }],
    ['of another issuer', 'Token payload iss value not allowed', { issuer: 'https://elsewhere.example' }],
    ['without an issuer', 'Token missing payload iss value', { claims: { iss: null } }],
    ['without a client', 'Invalid credentials', { claims: { client_id: null } }],
    ['with an empty client', 'Invalid credentials', { clientId: '' }],
    ['that is an identity token', 'Invalid credentials', { claims: { token_use: 'id' } }],
    ['that is too old', 'Token maximum age exceeded', { claims: { iat: seconds - 4 * 3600 - 1 } }],
    ['without the time it was made', 'Missing or invalid payload iat value', { claims: { iat: null } }],
    ['that begins in an hour', 'Token not yet active', { claims: { nbf: seconds + 3600 } }],
  ])('%s is answered 401, %s', async (_, fault, asked) => {
    expect(await answerTo(asked)).toEqual({
      status: 401,
      asks: `Bearer error="${fault}"`,
      body: { statusCode: 401, error: 'Unauthorized', message: fault, attributes: { error: fault } },
    });
  });

  it.each<[string, JsonObject]>([
    ['of nothing odd', {}],
    ['that lives a second', { expiresIn: 1 }],
    ['that never expires', { claims: { exp: null } }],
    ['of several scopes', { scope: 'openid waste-movement-external-api-resource-srv/access' }],
    ['that will be made in an hour', { claims: { iat: seconds + 3600 } }],
    ['for somebody', { claims: { aud: 'somebody' } }],
  ])('%s is good', async (_, asked) => {
    expect((await answerTo(asked)).status).toBe(200);
  });

  it('belongs to the named client, known or not', async () => {
    await answerTo({ clientId: 'nobody-knows-me' });
    expect((await mock.lastExchange()).clientId).toBe('nobody-knows-me');
  });

  it('states its lifetime, and has the requested claims instead of the usual ones', async () => {
    const { access_token: token, ...rest } = await mint({ expiresIn: 60, claims: { sub: 'x', own: [1, { a: null }] } });
    expect(rest).toEqual({ token_type: 'Bearer', expires_in: 60 });
    expect(JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString())).toMatchObject({
      ...{ sub: 'x', own: [1, { a: null }], client_id: 'me', iss: issuer, iat: seconds, exp: seconds + 60 },
    });
    expect((await mint()).expires_in).toBe(3600);
  });

  it.each<[JsonValue]>([
    [{}],
    [{ clientId: 7 }],
    [{ clientId: 'me', expiresIn: '60' }],
    [{ clientId: 'me', claims: [] }],
    [{ clientId: 'me', alg: 'none' }],
    [[]],
  ])('is not made for %j', async (body) => {
    expect((await control(mock, 'POST', '/tokens', { body })).statusCode).toBe(400);
  });
});

describe('the clock', () => {
  const move = async (change: JsonValue) => {
    const answer = await control(mock, 'POST', '/clock', { body: change });
    return answer.statusCode === 200 ? answer.json().now : answer.statusCode;
  };
  const mockTime = async () => (await control(mock, 'GET', '/clock')).json().now;

  it('begins at the host’s time, and continues from where it was moved to', async () => {
    let host = now;
    mock = await openMock({ now: () => host });
    expect(await mockTime()).toBe('2026-10-05T09:30:00.000Z');
    expect(await move({ advance: '2h' })).toBe('2026-10-05T11:30:00.000Z');
    expect(await move({ advance: '1d' })).toBe('2026-10-06T11:30:00.000Z');
    host = new Date(now.getTime() + 1000);
    expect(await mockTime()).toBe('2026-10-06T11:30:01.000Z');
    expect(await move({ set: '2030-01-01T00:00:00Z' })).toBe('2030-01-01T00:00:00.000Z');
    host = new Date(now.getTime() + 3000);
    expect(await mockTime()).toBe('2030-01-01T00:00:02.000Z');
    expect(await move({ set: '2020-02-29T12:00:00+01:00' })).toBe('2020-02-29T11:00:00.000Z');
  });

  it.each([
    ['250ms', '2026-10-05T09:30:00.250Z'],
    ['90s', '2026-10-05T09:31:30.000Z'],
    ['45m', '2026-10-05T10:15:00.000Z'],
    ['0h', '2026-10-05T09:30:00.000Z'],
    ['365d', '2027-10-05T09:30:00.000Z'],
  ])('is moved on by %s', async (advance, then) => {
    expect(await move({ advance })).toBe(then);
  });

  it.each<[JsonValue]>([
    [{}],
    [{ advance: '2 hours' }],
    [{ advance: '-2h' }],
    [{ advance: '1.5h' }],
    [{ advance: '2' }],
    [{ advance: 2 }],
    [{ advance: '2H' }],
    [{ advance: '2h\n' }],
    [{ advance: '1234567890s' }],
    [{ set: 'tomorrow' }],
    [{ set: '2026-10-05' }],
    [{ set: '2026-02-30T00:00:00Z' }],
    [{ set: 1_791_000_000 }],
    [{ set: '2030-01-01T00:00:00Z', advance: '1h' }],
    [{ rewind: '1h' }],
    [null],
  ])('is not moved by %j', async (change) => {
    expect([await move(change), await mockTime()]).toEqual([400, now.toISOString()]);
  });

  it.each<[string, JsonObject]>([
    ['what JavaScript’s dates can hold', { advance: '999999999d' }],
    ['the year 9999', { advance: '9999999d' }],
    ['the year 0', { set: '0000-01-01T00:00:00+01:00' }],
  ])('is not moved beyond %s, and tells the host’s time then', async (_, change) => {
    await move({ advance: '1h' });
    expect([await move(change), await mockTime()]).toEqual([400, now.toISOString()]);
  });

  it('lets a token expire, and be too old', async () => {
    const authorization = `Bearer ${(await askForToken()).json().access_token}`;
    const fault = async () => (await mock.send('GET', popNames, { authorization })).json().message;
    await move({ advance: '3599s' });
    expect((await mock.send('GET', popNames, { authorization })).statusCode).toBe(200);
    await move({ advance: '1s' });
    expect(await fault()).toBe('Token expired');
    const { access_token: endless } = (
      await control(mock, 'POST', '/tokens', { body: { clientId: 'me', claims: { exp: null } } })
    ).json();
    await move({ advance: '14401s' });
    const old = await mock.send('GET', popNames, { authorization: `Bearer ${endless}` });
    expect(old.json().message).toBe('Token maximum age exceeded');
  });

  it('lets a service charge lapse, the day after it is paid until', async () => {
    await control(mock, 'PATCH', '/organisations/dummy-organisation-1', {
      body: { serviceChargeExpiry: '2026-10-05' },
    });
    const { access_token: endless } = (
      await control(mock, 'POST', '/tokens', { body: { clientId: 'me', claims: { exp: null, iat: seconds + 86_400 } } })
    ).json();
    const status = async () =>
      (
        await mock.send('POST', '/movements/receive', {
          authorization: `Bearer ${endless}`,
          body: receiptWith({ apiCode: firstApiCode }),
        })
      ).statusCode;
    await move({ set: '2026-10-05T12:00:00.000Z' });
    expect(await status()).toBe(201);
    await move({ set: '2026-10-05T12:00:00.000Z' });
    await move({ advance: '12h' });
    expect(await status()).toBe(402);
  });

  it('gives its time to the journal', async () => {
    await move({ set: '2030-01-01T00:00:00Z' });
    await mock.send('GET', '/health');
    expect((await mock.lastExchange()).at).toBe('2030-01-01T00:00:00.000Z');
  });
});

describe('a fault plan', () => {
  const plan = async (...faults: JsonObject[]) => (await control(mock, 'PUT', '/faults', { body: faults })).json();
  const left = async () => (await control(mock, 'GET', '/faults')).json();
  const names = () => mock.send('GET', popNames);
  const statuses = async (count: number, ask = names) => {
    const found: number[] = [];
    for (let turn = 0; turn < count; turn++) found.push((await ask()).statusCode);
    return found;
  };
  const status = (code: number, more: JsonObject = {}) => ({ kind: 'status', status: code, ...more });

  it('is empty at first, and then the last one planned', async () => {
    expect(await left()).toEqual([]);
    const faults = [{ on: 'listPopNames', client: 'me', times: 2, fault: { kind: 'delay', ms: 5 } }];
    expect(await plan(...faults)).toEqual(faults);
    expect(await left()).toEqual(faults);
    expect(await plan()).toEqual([]);
  });

  it('is spent in order, a turn for each request, and reports what is left', async () => {
    await plan(
      { on: 'listPopNames', times: 2, fault: status(503) },
      { on: 'listPopNames', times: 0, fault: status(500) },
      { on: 'listPopNames', times: 1, fault: status(429) },
    );
    expect(await statuses(2)).toEqual([503, 503]);
    expect((await left()).map(({ times }: { times: number }) => times)).toEqual([0, 0, 1]);
    expect(await statuses(2)).toEqual([429, 200]);
    expect((await left()).map(({ times }: { times: number }) => times)).toEqual([0, 0, 0]);
  });

  it('affects the operation that it names, and no other', async () => {
    await plan({ on: 'listPopNames', times: 1, fault: status(502) });
    expect((await mock.send('GET', '/reference-data/container-types')).statusCode).toBe(200);
    expect((await mock.send('GET', '/health')).statusCode).toBe(200);
    expect((await mock.send('GET', '/nowhere')).statusCode).toBe(404);
    expect(await statuses(2)).toEqual([502, 200]);
  });

  it('affects the client that it names, and no other', async () => {
    await plan({ on: 'listPopNames', client: 'one', times: 1, fault: status(504) });
    const of = async (client: string) => {
      const answer = await mock.send('GET', popNames, { authorization: await tokenOf(mock, client, now) });
      return answer.statusCode;
    };
    expect([await of('other'), await of('one'), await of('one')]).toEqual([200, 504, 200]);
  });

  it('is not spent on a request without a valid token', async () => {
    await plan({ on: 'listPopNames', times: 1, fault: status(503) });
    expect((await mock.send('GET', popNames, { authorization: null })).statusCode).toBe(401);
    expect(await statuses(2)).toEqual([503, 200]);
  });

  it.each<[string, JsonObject, string | undefined, JsonObject]>([
    ['429 as it is assumed to be', status(429), undefined, { message: 'Too Many Requests' }],
    ['429 with Retry-After', status(429, { retryAfter: 2 }), '2', { message: 'Too Many Requests' }],
    ['429 with Retry-After 0', status(429, { retryAfter: 0 }), '0', { message: 'Too Many Requests' }],
    ['429 with its own body', status(429, { body: { slow: 'down' } }), undefined, { slow: 'down' }],
    ['500', status(500), undefined, { statusCode: 500, ...named('Internal Server Error') }],
    ['502', status(502), undefined, { statusCode: 502, ...named('Bad Gateway') }],
    ['503', status(503, { retryAfter: 30 }), '30', { statusCode: 503, ...named('Service Unavailable') }],
    ['504', status(504), undefined, { statusCode: 504, ...named('Gateway Timeout') }],
  ])('answers %s', async (_, fault, retryAfter, body) => {
    await plan({ on: 'listPopNames', times: 1, fault });
    const answer = await names();
    expect([answer.statusCode, answer.headers['retry-after'], answer.json()]).toEqual([
      fault['status'],
      retryAfter,
      body,
    ]);
  });

  function named(error: string): JsonObject {
    return { error, message: error };
  }

  it('stores nothing if it responds instead of the service, and notes it in the journal', async () => {
    await plan({ on: 'receiveMovement', times: 1, fault: status(503) });
    const post = () => mock.send('POST', '/movements/receive', { body: receiptWith() });
    expect((await post()).statusCode).toBe(503);
    expect(await mock.lastExchange()).toMatchObject({
      operationId: 'receiveMovement',
      clientId: defaultClient.clientId,
      response: { status: 503 },
      notes: [
        { kind: 'fault', text: 'A planned fault: the answer is 503, and nothing was stored.', source: 'fault-plan' },
      ],
    });
    const { wasteTrackingId } = (await post()).json();
    expect((await mock.lastExchange()).notes).toEqual([]);
    await plan({ on: 'updateMovement', times: 1, fault: status(500) });
    const path = `/movements/${wasteTrackingId}/receive`;
    expect((await mock.send('PUT', path, { body: receiptWith() })).statusCode).toBe(500);
    expect((await control(mock, 'GET', `/movements/${wasteTrackingId}`)).json().revision).toBe(1);
  });

  it('delays a response that is otherwise the real one, and notes it in the journal', async () => {
    await plan({ on: 'receiveMovement', times: 1, fault: { kind: 'delay', ms: 4000 } });
    const finished: string[] = [];
    const post = async (name: string) => {
      const answer = await mock.send('POST', '/movements/receive', { body: receiptWith() });
      finished.push(name);
      return answer;
    };
    const [delayed] = await Promise.all([post('the delayed one'), post('the one after it')]);
    expect(finished).toEqual(['the one after it', 'the delayed one']);
    expect([delayed.statusCode, Object.keys(delayed.json())]).toEqual([201, ['wasteTrackingId']]);
    expect((await mock.lastExchange()).notes).toEqual([
      { kind: 'fault', text: 'A planned fault: the request was taken up 4000 ms late.', source: 'fault-plan' },
    ]);
  });

  it('affects the token endpoint too, by client if one is named', async () => {
    await plan(
      { on: 'issueToken', client: 'other', times: 1, fault: status(503) },
      { on: 'issueToken', client: defaultClient.clientId, times: 1, fault: status(429, { retryAfter: 1 }) },
    );
    const first = await askForToken();
    expect([first.statusCode, first.headers['retry-after']]).toEqual([429, '1']);
    expect(await mock.lastExchange()).toMatchObject({
      operationId: 'issueToken',
      clientId: defaultClient.clientId,
      notes: [{ kind: 'fault' }],
    });
    expect(await statuses(1, () => askForToken())).toEqual([200]);
    // Who does not know the secret of a client neither meets nor spends its faults.
    expect(await statuses(2, () => askForToken(mock, 'other'))).toEqual([400, 400]);
    await control(mock, 'POST', '/clients', { body: { clientId: 'other', clientSecret: defaultClient.clientSecret } });
    expect(await statuses(2, () => askForToken(mock, 'other'))).toEqual([503, 200]);
  });
});
