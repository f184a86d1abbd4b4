import { beforeAll, describe, expect, it } from 'vitest';
import { createMovement, type OpenMock, openMock } from '../testing/open-mock.ts';
import { firstApiCode, receiptWith, secondApiCode } from '../testing/receipt-with.ts';

const today = '2026-10-05';
const paidCode = '0a1b2c3d-1111-4111-8111-000000000001';
const lapsedCode = '0a1b2c3d-1111-4111-8111-000000000002';
const lastDayCode = '0a1b2c3d-1111-4111-8111-000000000003';
const disabledCode = '0a1b2c3d-1111-4111-8111-000000000004';
const unknownCode = '0a1b2c3d-1111-4111-8111-00000000000f';

let mock: OpenMock;
let known: string;

beforeAll(async () => {
  mock = await openMock({ asOf: '2026-07', now: () => new Date(`${today}T09:30:00Z`) });
  const { store } = mock;
  for (const [organisationId, code, serviceChargeExpiry] of [
    ['paid', paidCode, '2027-03-31'],
    ['lapsed', lapsedCode, '2026-10-04'],
    ['last-day', lastDayCode, today],
  ] as const) {
    await store.saveOrganisation({ organisationId, serviceChargeExpiry });
    await store.saveApiCode({ code, organisationId, isDisabled: false });
  }
  await store.saveApiCode({ code: disabledCode, organisationId: 'paid', isDisabled: true });
  known = await createMovement(mock, receiptWith());
});

const paymentRequired = { statusCode: 402, error: 'Payment Required', message: 'Payment Required' };

describe('a lapsed service charge', () => {
  it('gets 402, and nothing is stored', async () => {
    const answer = await mock.send('POST', '/movements/receive', { body: receiptWith({ apiCode: lapsedCode }) });
    expect([answer.statusCode, answer.json()]).toEqual([402, paymentRequired]);
  });

  it('is checked before the receipt is validated', async () => {
    const answer = await mock.send('POST', '/movements/receive', { body: { apiCode: lapsedCode } });
    expect([answer.statusCode, answer.json()]).toEqual([402, paymentRequired]);
  });

  it('is checked before the tracking id', async () => {
    const answer = await mock.send('PUT', '/movements/26NOBODY/receive', {
      body: receiptWith({ apiCode: lapsedCode }),
    });
    expect([answer.statusCode, answer.json()]).toEqual([402, paymentRequired]);
  });

  it('has not lapsed yet on the last day', async () => {
    const answer = await mock.send('POST', '/movements/receive', { body: receiptWith({ apiCode: lastDayCode }) });
    expect(answer.statusCode).toBe(201);
  });

  it('lapses as soon as the organisation’s day is over, and is renewed by a new date', async () => {
    const { store, send } = mock;
    const body = receiptWith({ apiCode: secondApiCode });
    const organisationId = (await store.apiCode(secondApiCode))?.organisationId ?? '';
    const statusWith = async (serviceChargeExpiry: string | null) => {
      await store.saveOrganisation({ organisationId, serviceChargeExpiry });
      return (await send('POST', '/movements/receive', { body })).statusCode;
    };
    expect(await statusWith('2026-01-01')).toBe(402);
    expect(await statusWith('2027-01-01')).toBe(201);
    expect(await statusWith(null)).toBe(201);
  });
});

describe('every response of the two movement endpoints has the date until which the charge is paid', () => {
  const malformed = { text: '{bad' };
  const xml = { text: '<a/>', headers: { 'content-type': 'application/xml' } };
  const tooLarge = { text: 'x'.repeat(1_048_577) };
  const paid = { body: receiptWith({ apiCode: paidCode }) };
  const unknownId = '/movements/26NOBODY/receive';

  it.each<[number, string, string, object, string]>([
    [201, 'POST', '/movements/receive', paid, '2027-03-31'],
    [201, 'POST', '/movements/receive', { body: receiptWith() }, 'not available'],
    [400, 'POST', '/movements/receive', { body: { apiCode: paidCode } }, '2027-03-31'],
    [400, 'POST', '/movements/receive', { body: {} }, 'not available'],
    [400, 'POST', '/movements/receive', { body: receiptWith({ apiCode: unknownCode }) }, 'not available'],
    [400, 'POST', '/movements/receive', { body: receiptWith({ apiCode: disabledCode }) }, 'not available'],
    [402, 'POST', '/movements/receive', { body: receiptWith({ apiCode: lapsedCode }) }, 'not available'],
    [404, 'PUT', unknownId, paid, '2027-03-31'],
    [404, 'PUT', unknownId, { body: receiptWith() }, 'not available'],
    [401, 'POST', '/movements/receive', { ...paid, authorization: null }, 'not available'],
    [401, 'PUT', unknownId, { ...paid, authorization: 'Bearer a.b.c' }, 'not available'],
    [413, 'POST', '/movements/receive', tooLarge, 'not available'],
    [415, 'PUT', unknownId, xml, 'not available'],
    [500, 'POST', '/movements/receive', malformed, 'not available'],
    [500, 'POST', '/movements/receive', { body: receiptWith({ apiCode: paidCode, carrier: undefined }) }, '2027-03-31'],
  ])('%i to %s %s', async (status, method, path, sent, expiry) => {
    const answer = await mock.send(method, path, sent);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['service-charge-expiry-date']).toBe(expiry);
    expect(answer.headers['x-dwt-service-charge-expiry-date']).toBe(expiry);
  });

  it('200 to an update', async () => {
    const answer = await mock.send('PUT', `/movements/${known}/receive`, { body: receiptWith() });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['service-charge-expiry-date']).toBe('not available');
  });

  it.each([
    ['GET', '/health'],
    ['GET', '/reference-data/pop-names'],
    ['GET', '/nowhere'],
    ['POST', '/production-approval-tests'],
  ])('and no answer to %s %s does', async (method, path) => {
    const { headers } = await mock.send(method, path);
    expect(headers).not.toHaveProperty('service-charge-expiry-date');
    expect(headers).not.toHaveProperty('x-dwt-service-charge-expiry-date');
  });
});

describe('an API code', () => {
  const invalid = {
    validation: {
      errors: [{ key: 'apiCode', errorType: 'InvalidValue', message: 'the API Code supplied is invalid' }],
    },
  };

  it.each([
    ['that is unknown', unknownCode],
    ['that is disabled', disabledCode],
    ['in capitals', paidCode.toUpperCase()],
    ['in braces', `{${firstApiCode}}`],
    ['without its dashes', firstApiCode.replaceAll('-', '')],
  ])('%s is refused', async (_, apiCode) => {
    const answer = await mock.send('POST', '/movements/receive', { body: receiptWith({ apiCode }) });
    expect([answer.statusCode, answer.json()]).toEqual([400, invalid]);
    const update = await mock.send('PUT', `/movements/${known}/receive`, { body: receiptWith({ apiCode }) });
    expect([update.statusCode, update.json()]).toEqual([400, invalid]);
  });

  it('is checked only once the rest of the receipt is valid', async () => {
    const body = receiptWith({ apiCode: unknownCode, 'receiver.siteName': '' });
    const answer = await mock.send('POST', '/movements/receive', { body });
    expect(answer.json().validation.errors.map(({ key }: { key: string }) => key)).toEqual(['receiver.siteName']);
  });

  it('that is unknown does not matter if the tracking id is unknown too', async () => {
    const answer = await mock.send('PUT', '/movements/26NOBODY/receive', {
      body: receiptWith({ apiCode: unknownCode }),
    });
    expect(answer.statusCode).toBe(404);
  });
});
