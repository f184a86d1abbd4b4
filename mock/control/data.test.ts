import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultClient, dummyApiCodes } from '../default-data.ts';
import { control } from '../testing/control-client.ts';
import { createMovement, type OpenMock, openMock } from '../testing/open-mock.ts';
import { firstApiCode, receiptWith, secondApiCode } from '../testing/receipt-with.ts';

const now = new Date('2026-10-05T09:30:00Z');

async function askForToken(mock: OpenMock, clientId: string, clientSecret: string) {
  const answer = await mock.send('POST', '/oauth2/token', {
    authorization: null,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    text: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }).toString(),
  });
  return answer.statusCode === 200
    ? { status: 200, authorization: `Bearer ${answer.json().access_token}` }
    : { status: answer.statusCode, authorization: answer.json().error };
}

describe('a new client', () => {
  let mock: OpenMock;
  beforeAll(async () => {
    mock = await openMock();
  });
  const add = async (body?: Record<string, string>) =>
    (await control(mock, 'POST', '/clients', body === undefined ? {} : { body })).json();

  it('is the requested one, and gets tokens', async () => {
    const asked = { clientId: 'acme', clientSecret: 'acme-secret', name: 'Acme' };
    expect(await add(asked)).toEqual(asked);
    const { status, authorization } = await askForToken(mock, 'acme', 'acme-secret');
    expect(status).toBe(200);
    await mock.send('GET', '/reference-data/pop-names', { authorization });
    expect((await mock.lastExchange()).clientId).toBe('acme');
  });

  it('is generated if nothing is requested, a different one each time, and gets tokens', async () => {
    const [one, other] = [await add(), await add({})];
    expect(one).toEqual({
      clientId: expect.stringMatching(/^client-[0-9a-f]{12}$/),
      clientSecret: expect.stringMatching(/^[\w-]{32}$/),
      name: one.clientId,
    });
    expect(new Set([one.clientId, other.clientId, one.clientSecret, other.clientSecret]).size).toBe(4);
    expect((await askForToken(mock, one.clientId, one.clientSecret)).status).toBe(200);
    expect(await askForToken(mock, one.clientId, other.clientSecret)).toEqual({
      status: 400,
      authorization: 'invalid_client',
    });
  });

  it('replaces the one with its id: the former secret is no longer valid', async () => {
    await add({ clientId: 'twice', clientSecret: 'first-secret' });
    await add({ clientId: 'twice', clientSecret: 'second-secret' });
    expect((await askForToken(mock, 'twice', 'first-secret')).status).toBe(400);
    expect((await askForToken(mock, 'twice', 'second-secret')).status).toBe(200);
  });
});

describe('an organisation', () => {
  let mock: OpenMock;
  beforeEach(async () => {
    mock = await openMock({ now: () => now });
  });

  const add = async (body: Record<string, string | null> = {}) =>
    (await control(mock, 'POST', '/organisations', { body })).json();
  const receive = async (apiCode: string) => {
    const answer = await mock.send('POST', '/movements/receive', { body: receiptWith({ apiCode }) });
    return [answer.statusCode, answer.headers['service-charge-expiry-date']];
  };
  const pay = (id: string, serviceChargeExpiry: string | null) =>
    control(mock, 'PATCH', `/organisations/${id}`, { body: { serviceChargeExpiry } });

  it('is returned with its first API code, and can use it for receipts', async () => {
    const organisation = await add({ organisationId: 'acme', serviceChargeExpiry: '2027-03-31' });
    expect(organisation).toEqual({
      organisationId: 'acme',
      serviceChargeExpiry: '2027-03-31',
      apiCode: expect.stringMatching(/^[0-9a-f-]{36}$/),
      apiCodes: [{ code: expect.stringMatching(/^[0-9a-f-]{36}$/), organisationId: 'acme', disabled: false }],
    });
    expect(await receive(organisation.apiCodes[0].code)).toEqual([201, '2027-03-31']);
  });

  it('has the API code that it is given, and only if nobody else has it', async () => {
    const apiCode = '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d';
    const serviceChargeExpiry = '2027-03-31T23:59:59.000Z';
    const body = { organisationId: 'acme', serviceChargeExpiry, apiCode };
    expect(await add(body)).toMatchObject({ serviceChargeExpiry, apiCode, apiCodes: [{ code: apiCode }] });
    expect(await receive(apiCode)).toEqual([201, serviceChargeExpiry]);
    const second = '0A1B2C3D-4E5F-4A6B-8C7D-9E0F1A2B3C4E';
    const given = await control(mock, 'POST', '/organisations/acme/api-codes', { body: { apiCode: second } });
    expect([given.statusCode, given.json()]).toEqual([201, { code: second, organisationId: 'acme', disabled: false }]);
    for (const [path, taken] of [
      ['/organisations', { apiCode }],
      ['/organisations', { apiCode: firstApiCode }],
      ['/organisations/dummy-organisation-1/api-codes', { apiCode: second }],
    ] as const) {
      const answer = await control(mock, 'POST', path, { body: taken });
      expect([answer.statusCode, answer.json().message]).toEqual([409, expect.stringContaining(taken.apiCode)]);
    }
    const odd = await control(mock, 'POST', '/organisations', { body: { apiCode: 'mine' } });
    expect([odd.statusCode, odd.json().message]).toEqual([400, expect.stringContaining('apiCode')]);
  });

  it('lapses at the instant that it is paid until', async () => {
    const { apiCodes } = await add({ serviceChargeExpiry: new Date(now.getTime() + 60_000).toISOString() });
    expect((await receive(apiCodes[0].code))[0]).toBe(201);
    await control(mock, 'POST', '/clock', { body: { advance: '1m' } });
    expect(await receive(apiCodes[0].code)).toEqual([402, 'not available']);
  });

  it('is made up where nothing is asked for, and has no service charge', async () => {
    const organisation = await add();
    expect(organisation).toMatchObject({
      organisationId: expect.stringMatching(/^organisation-[0-9a-f]{12}$/),
      serviceChargeExpiry: null,
    });
    expect(await receive(organisation.apiCodes[0].code)).toEqual([201, 'not available']);
    expect((await add()).organisationId).not.toBe(organisation.organisationId);
  });

  it('is not created twice, and the first one is unchanged', async () => {
    const first = await add({ organisationId: 'acme' });
    const answer = await control(mock, 'POST', '/organisations', { body: { organisationId: 'acme' } });
    expect([answer.statusCode, answer.json()]).toEqual([
      409,
      { error: 'Conflict', message: 'The organisation acme already exists.' },
    ]);
    expect((await pay('acme', null)).json()).toEqual(first);
  });

  it('gets 402 once its service charge has lapsed, and is accepted again once it is paid', async () => {
    const { organisationId, apiCodes } = await add({ serviceChargeExpiry: '2026-10-04' });
    const { code } = apiCodes[0];
    expect(await receive(code)).toEqual([402, 'not available']);
    expect((await pay(organisationId, '2026-10-05')).json()).toMatchObject({ serviceChargeExpiry: '2026-10-05' });
    expect(await receive(code)).toEqual([201, '2026-10-05']);
    await pay(organisationId, '2026-10-04');
    expect(await receive(code)).toEqual([402, 'not available']);
    await pay(organisationId, null);
    expect(await receive(code)).toEqual([201, 'not available']);
  });

  it.each(['2026-02-30', '2026-13-01', '31/03/2027', '2027-03-31T25:00:00Z', '2027-03-31T10:00', '', 'never'])(
    'is not paid until “%s”, which is not a date or a date-time',
    async (serviceChargeExpiry) => {
      const { organisationId } = await add();
      const answer = await pay(organisationId, serviceChargeExpiry);
      expect([answer.statusCode, answer.json().message]).toEqual([400, expect.stringContaining('serviceChargeExpiry')]);
    },
  );

  it('updates its receipts with any of its own API codes, and with no other', async () => {
    const { organisationId, apiCodes } = await add();
    const id = await createMovement(mock, receiptWith({ apiCode: apiCodes[0].code }));
    const second = (await control(mock, 'POST', `/organisations/${organisationId}/api-codes`)).json();
    expect(second).toEqual({ code: expect.stringMatching(/^[0-9a-f-]{36}$/), organisationId, disabled: false });
    const update = async (apiCode: string) => {
      const answer = await mock.send('PUT', `/movements/${id}/receive`, { body: receiptWith({ apiCode }) });
      return [answer.statusCode, answer.json().validation?.errors[0].key];
    };
    expect(await update(second.code)).toEqual([200, undefined]);
    expect(await update(firstApiCode)).toEqual([400, 'submittingOrganisation']);
    expect((await pay(organisationId, null)).json().apiCodes).toHaveLength(2);
  });

  it('may have a code disabled, which is then treated as unknown, and enabled again', async () => {
    const { organisationId, apiCodes } = await add({ serviceChargeExpiry: '2026-10-04' });
    const { code } = apiCodes[0];
    await pay(organisationId, '2027-03-31');
    const path = `/organisations/${organisationId}/api-codes/${code}`;
    const disable = async (disabled: boolean) => (await control(mock, 'PATCH', path, { body: { disabled } })).json();
    expect(await disable(true)).toEqual({ code, organisationId, disabled: true });
    expect(await receive(code)).toEqual([400, 'not available']);
    expect(await disable(false)).toEqual({ code, organisationId, disabled: false });
    expect(await receive(code)).toEqual([201, '2027-03-31']);
  });

  it('cannot change the codes of another', async () => {
    await add({ organisationId: 'acme' });
    const path = `/organisations/acme/api-codes/${firstApiCode}`;
    const answer = await control(mock, 'PATCH', path, { body: { disabled: true } });
    expect([answer.statusCode, answer.json().message]).toEqual([
      404,
      `The organisation acme has no API code ${firstApiCode}.`,
    ]);
    expect((await receive(firstApiCode))[0]).toBe(201);
  });
});

describe('a reset', () => {
  it('deletes everything, restores the default data, and issues no id or position twice', async () => {
    const mock = await openMock({ now: () => now });
    await control(mock, 'POST', '/clients', { body: { clientId: 'acme', clientSecret: 'acme-secret' } });
    await control(mock, 'POST', '/organisations', { body: { organisationId: 'acme' } });
    await control(mock, 'PATCH', '/organisations/dummy-organisation-1', {
      body: { serviceChargeExpiry: '2020-01-01' },
    });
    await control(mock, 'PATCH', `/organisations/dummy-organisation-2/api-codes/${secondApiCode}`, {
      body: { disabled: true },
    });
    await control(mock, 'POST', '/clients', { body: { ...defaultClient, clientSecret: 'another-secret' } });
    await control(mock, 'POST', '/clock', { body: { advance: '30m' } });
    const fault = { kind: 'status', status: 503 };
    await control(mock, 'PUT', '/faults', { body: [{ on: 'listPopNames', times: 1, fault }] });
    const before = await createMovement(mock, receiptWith({ apiCode: dummyApiCodes[2] }));
    const { seq } = await mock.lastExchange();

    expect((await control(mock, 'POST', '/reset')).statusCode).toBe(204);

    expect((await control(mock, 'GET', '/exchanges')).json()).toEqual({ exchanges: [], next: null });
    expect((await control(mock, 'GET', `/movements/${before}`)).statusCode).toBe(404);
    expect((await control(mock, 'GET', '/faults')).json()).toEqual([]);
    expect((await control(mock, 'GET', '/clock')).json()).toEqual({ now: now.toISOString() });
    expect((await askForToken(mock, 'acme', 'acme-secret')).status).toBe(400);
    expect((await askForToken(mock, defaultClient.clientId, 'another-secret')).status).toBe(400);
    expect((await askForToken(mock, defaultClient.clientId, defaultClient.clientSecret)).status).toBe(200);
    expect((await control(mock, 'POST', '/organisations', { body: { organisationId: 'acme' } })).statusCode).toBe(201);

    // The signing key is a setting, and settings are kept: an earlier token is as valid as it was.
    const after = [await createMovement(mock, receiptWith())];
    after.push(await createMovement(mock, receiptWith({ apiCode: secondApiCode })));
    expect(after).not.toContain(before);
    const positions = (await mock.store.exchanges({})).map((exchange) => exchange.seq);
    expect(Math.min(...positions)).toBeGreaterThan(seq);
  });
});
