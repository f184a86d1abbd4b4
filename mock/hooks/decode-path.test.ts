import { beforeAll, describe, expect, it } from 'vitest';
import { type OpenMock, openMock } from '../testing/open-mock.ts';
import { receiptWith } from '../testing/receipt-with.ts';
import { readablePath } from './decode-path.ts';

let mock: OpenMock;
beforeAll(async () => {
  mock = await openMock();
});

const badRequest = {
  validation: { errors: [{ key: 'payload', errorType: 'InvalidFormat', message: 'Bad Request' }] },
};

describe('a tracking id that cannot be decoded', () => {
  it.each(['%', '%zz', '%2', '%C3%28', '%E0%A4%A', 'a%'])('is refused before token and body: %s', async (id) => {
    for (const path of [`/movements/${id}/receive`, `/movements/${id}/receive/?a=1`]) {
      for (const authorization of [null, 'Bearer a.b.c', mock.authorization]) {
        const answer = await mock.send('PUT', path, { authorization, text: '{bad' });
        expect([answer.statusCode, answer.json()]).toEqual([400, badRequest]);
        expect(answer.headers['service-charge-expiry-date']).toBe('not available');
      }
    }
    expect((await mock.lastExchange()).clientId).toBe('rehearsal-client');
  });

  it('failed until 20 August 2026', async () => {
    for (const [asOf, status] of [
      ['2026-08-19', 500],
      ['2026-08-20', 400],
    ] as const) {
      const { send } = await openMock({ asOf });
      const answer = await send('PUT', '/movements/%zz/receive', { authorization: null, body: receiptWith() });
      expect([asOf, answer.statusCode]).toEqual([asOf, status]);
    }
  });

  it('may stand in the query', async () => {
    const answer = await mock.send('PUT', '/movements/26NOBODY/receive?a=%zz', { body: receiptWith() });
    expect(answer.json().message).toBe('Waste input with ID 26NOBODY not found');
  });
});

describe('a path for the router', () => {
  it.each([
    ['/movements/26BHUT6U/receive?a=%zz', '/movements/26BHUT6U/receive?a=%zz'],
    ['/movements/a%2Fb/receive', '/movements/a%2Fb/receive'],
    ['/movements/%zz/receive?a?b', '/movements/%25zz/receive?a?b'],
    ['/movements/%2e%2E/receive', '/receive'],
    ['/a/./movements/../../health?x=/..', '/health?x=/..'],
    ['/a/..', '/'],
    ['/movements/a..b/receive', '/movements/a..b/receive'],
    ['//evil.example.com/..', '//evil.example.com/..'],
    ['http://mock.example.com/health', 'http://mock.example.com/health'],
    ['http://[/health', '/unreadable'],
    ['*', '/unreadable'],
  ])('of %s is %s', (url, path) => {
    expect(readablePath(url)).toBe(path);
  });
});
