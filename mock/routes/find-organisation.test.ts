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
  mock = await openMock({ now: () => new Date(`${today}T09:30:00Z`) });
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

describe('an instant that the charge is paid until', () => {
  const code = '0a1b2c3d-1111-4111-8111-000000000005';
  const answerWith = async (serviceChargeExpiry: string) => {
    await mock.store.saveOrganisation({ organisationId: 'instant', serviceChargeExpiry });
    await mock.store.saveApiCode({ code, organisationId: 'instant', isDisabled: false });
    const answer = await mock.send('POST', '/movements/receive', { body: receiptWith({ apiCode: code }) });
    return [answer.statusCode, answer.headers['service-charge-expiry-date']];
  };

  it.each(['2026-10-05T09:30:00.001Z', '2026-10-05T10:30:01+01:00', '2027-03-31T23:59:59.000Z'])(
    'is said as it is stored, and not over at %s',
    async (instant) => {
      expect(await answerWith(instant)).toEqual([201, instant]);
    },
  );

  it.each(['2026-10-05T09:30:00.000Z', '2026-10-05T10:30:00+01:00', '2026-10-05T00:00:00Z'])(
    'is over from then on: %s',
    async (instant) => {
      expect(await answerWith(instant)).toEqual([402, 'not available']);
    },
  );
});

describe('before 31 July 2026', () => {
  it('a lapsed service charge was no matter', async () => {
    const past = await openMock({ asOf: '2026-07-30' });
    const { store } = past;
    await store.saveOrganisation({ organisationId: 'lapsed', serviceChargeExpiry: '2026-01-01' });
    await store.saveApiCode({ code: lapsedCode, organisationId: 'lapsed', isDisabled: false });
    const answer = await past.send('POST', '/movements/receive', { body: receiptWith({ apiCode: lapsedCode }) });
    expect(answer.statusCode).toBe(201);
  });
});

describe('every answer says until when the charge is paid', () => {
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
    [400, 'POST', '/movements/receive', malformed, 'not available'],
    [400, 'PUT', '/movements/%zz/receive', paid, 'not available'],
    [404, 'PUT', '/movements/receive', paid, 'not available'],
    [200, 'GET', '/health', {}, 'not available'],
    [200, 'HEAD', '/health', {}, 'not available'],
    [200, 'GET', '/reference-data/pop-names', {}, 'not available'],
    [401, 'GET', '/reference-data/pop-names', { authorization: null }, 'not available'],
    [404, 'GET', '/nowhere', {}, 'not available'],
    [404, 'OPTIONS', '/movements/receive', {}, 'not available'],
    [400, 'POST', '/production-approval-tests', { body: {} }, 'not available'],
  ])('%i to %s %s', async (status, method, path, sent, expiry) => {
    const answer = await mock.send(method, path, sent);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['service-charge-expiry-date']).toBe(expiry);
    expect(answer.headers).not.toHaveProperty('x-dwt-service-charge-expiry-date');
  });

  it('200 to an update', async () => {
    const answer = await mock.send('PUT', `/movements/${known}/receive`, { body: receiptWith() });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['service-charge-expiry-date']).toBe('not available');
  });

  it('but for a 429, which a gateway gives', async () => {
    const limited = await openMock({ rateLimit: { perSecond: 1, burst: 0 } });
    const answers = [];
    for (let sent = 0; sent < 5; sent += 1) {
      answers.push(await limited.send('POST', '/movements/receive', { body: receiptWith() }));
    }
    const refused = answers.filter(({ statusCode }) => statusCode === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const { headers } of refused) expect(headers).not.toHaveProperty('service-charge-expiry-date');
  });

  it.each([
    ['POST', '/oauth2/token'],
    ['GET', '/.well-known/jwks.json'],
    ['GET', '/_rehearsal/exchanges'],
  ])('and for what is not of the service: %s %s', async (method, path) => {
    const { headers } = await mock.send(method, path);
    expect(headers).not.toHaveProperty('service-charge-expiry-date');
  });

  it.each([
    ['2026-07', '/movements/receive', [true, true]],
    ['2026-07', '/health', [false, false]],
    ['2026-08-05', '/movements/receive', [true, true]],
    ['2026-08-05', '/health', [true, true]],
    ['2026-09', '/movements/receive', [true, false]],
    ['2026-09', '/health', [true, false]],
  ])('as of %s, on %s: under the one name, under the other', async (asOf, path, expected) => {
    const { send } = await openMock({ asOf });
    const { headers } = await send(path === '/health' ? 'GET' : 'POST', path, {});
    const names = ['service-charge-expiry-date', 'x-dwt-service-charge-expiry-date'];
    expect(names.map((name) => name in headers)).toEqual(expected);
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
