import { MockAgent } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFakeService } from '../../examples/test-support/fake-service.ts';
import { testBrief } from '../testing/test-brief.ts';
import { referenceDriver } from './reference.ts';

let service: Awaited<ReturnType<typeof startFakeService>>;
beforeEach(async () => {
  service = await startFakeService();
});
afterEach(() => service.close());

const timeoutMs = 5000;
const expired = { status: 401, body: { statusCode: 401, error: 'Unauthorized', message: 'Token expired' } };
const issue = { key: 'wasteItems', errorType: 'NotProvided', message: '"wasteItems" is required' };

function paths(): string[] {
  return service.seen.map(({ url }) => url.slice(1));
}

async function outcomeOf(driver = referenceDriver({ timeoutMs }), connection = {}) {
  const { apiUrl, tokenUrl } = service;
  const driverResult = await driver.drive(testBrief({ apiUrl, tokenUrl, ...connection }));
  return driverResult.kind === 'outcome' ? driverResult.outcome : driverResult;
}

describe('the reference client', () => {
  test('submits the receipt with a token got by client credentials', async () => {
    expect(await outcomeOf()).toEqual({ outcome: 'accepted', wasteTrackingId: '26BHUT6U', messages: [] });
    const basic = Buffer.from('rehearsal-client:rehearsal-secret').toString('base64');
    expect(service.seen[0]).toMatchObject({ authorization: `Basic ${basic}`, body: 'grant_type=client_credentials' });
    expect(JSON.parse(service.seen[1]?.body ?? '')).toEqual(testBrief().movement);
  });

  test('distinguishes warnings from errors', async () => {
    service.next.receipt = [
      { status: 201, body: { wasteTrackingId: '26A', validation: { warnings: [issue] } } },
      { status: 400, body: { validation: { errors: [issue, issue] } } },
    ];
    expect(await outcomeOf()).toEqual({ outcome: 'accepted', wasteTrackingId: '26A', messages: [issue.message] });
    expect(await outcomeOf()).toEqual({ outcome: 'rejected', messages: [issue.message, issue.message] });
  });

  test('keeps one token per client', async () => {
    const driver = referenceDriver({ timeoutMs });
    await outcomeOf(driver);
    await outcomeOf(driver);
    await outcomeOf(driver, { clientId: 'another' });
    const receipt = 'movements/receive';
    expect(paths()).toEqual(['oauth2/token', receipt, receipt, 'oauth2/token', receipt]);
  });

  test('renews a refused token once and repeats once', async () => {
    service.next.receipt = [expired];
    expect(await outcomeOf()).toMatchObject({ outcome: 'accepted' });
    service.next.receipt = [expired, expired];
    service.seen.length = 0;
    expect(await outcomeOf()).toEqual({ outcome: 'failed', messages: ['The service answered 401: Token expired'] });
    expect(paths()).toHaveLength(4);
  });

  test('requests a token again after a failure', async () => {
    const driver = referenceDriver({ timeoutMs });
    service.next.token = [{ status: 400, body: { error: 'invalid_client' } }];
    expect(await outcomeOf(driver)).toEqual({
      outcome: 'failed',
      messages: ['No token: the token endpoint answered 400 invalid_client'],
    });
    expect(paths()).toEqual(['oauth2/token']);
    expect(await outcomeOf(driver)).toMatchObject({ outcome: 'accepted' });
  });

  test.each([
    [402, { message: 'Payment Required' }, 'The service answered 402: Payment Required'],
    [500, '<html>', 'The service answered 500: no message'],
    [201, {}, 'The service answered 201 without a waste tracking id'],
  ])('fails on %i', async (status, body, message) => {
    service.next.receipt = [{ status, body }];
    expect(await outcomeOf()).toEqual({ outcome: 'failed', messages: [message] });
  });

  test('fails, and does not reject, if nothing listens', async () => {
    await service.close();
    expect(await outcomeOf()).toMatchObject({ outcome: 'failed', messages: [expect.stringContaining('No token')] });
  });

  test('uses a given dispatcher', async () => {
    const dispatcher = new MockAgent();
    dispatcher.disableNetConnect();
    const origin = dispatcher.get('https://api.example.com');
    origin.intercept({ path: '/token', method: 'POST' }).reply(200, { access_token: 'a' });
    origin.intercept({ path: '/movements/receive', method: 'POST' }).reply(201, { wasteTrackingId: '26M' });
    const connection = { apiUrl: 'https://api.example.com', tokenUrl: 'https://api.example.com/token' };
    const driver = referenceDriver({ timeoutMs, dispatcher });
    expect(await outcomeOf(driver, connection)).toMatchObject({ wasteTrackingId: '26M' });
  });
});
