import { beforeAll, describe, expect, it } from 'vitest';
import { type ControlRequest, control, controlOperations } from '../testing/control-client.ts';
import { type OpenMock, openMock } from '../testing/open-mock.ts';

/** Every operation except the stream, which would stay open. */
const addresses = [
  ...controlOperations()
    .filter(({ id }) => id !== 'followExchanges')
    .map(({ method, path }) => [method, path.replace(/\{\w+\}/g, 'x')] as const),
  ['GET', '/nowhere'],
  ['OPTIONS', '/exchanges'],
  ['DELETE', ''],
] as const;

let mock: OpenMock;
beforeAll(async () => {
  mock = await openMock();
});

const statusOf = async (request: ControlRequest, at = mock) => (await control(at, 'GET', '/clock', request)).statusCode;

describe('without a control token, the control API', () => {
  it.each(['192.0.2.7', '10.0.0.1', '0.0.0.0', '2001:db8::1', '::ffff:192.0.2.7', '::'])(
    'refuses requests from %s',
    async (remoteAddress) => {
      expect(await statusOf({ remoteAddress })).toBe(403);
    },
  );

  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])(
    'responds to requests from %s',
    async (remoteAddress) => {
      expect(await statusOf({ remoteAddress })).toBe(200);
    },
  );

  it.each([
    'localhost',
    'LocalHost',
    'localhost:3001',
    '127.0.0.1',
    '127.0.0.1:3001',
    '127.1.2.3:80',
    '[::1]',
    '[::1]:3001',
  ])('responds to the name %s', async (host) => {
    expect(await statusOf({ headers: { host } })).toBe(200);
  });

  it.each([
    'rebinding.example',
    'rebinding.example:3001',
    'localhost.example',
    '127.0.0.1.example:3001',
    '127.example',
    '192.0.2.7:3001',
    '0.0.0.0:3001',
    '[::]:3001',
    '[2001:db8::1]',
    'localhost@rebinding.example',
    'rebinding.example@localhost',
    'localhost.',
    'localhost:3001:3001',
    '127.0.0.1.',
    '[::1]rebinding.example',
    '[::1%25lo]:3001',
  ])('refuses a request for the name “%s”, which a page could make resolve here', async (host) => {
    expect(await statusOf({ headers: { host } })).toBe(403);
  });

  it.each([
    'http://elsewhere.example',
    'https://localhost:3001',
    'http://localhost:3002',
    'http://127.0.0.1:3001',
    'null',
    '',
  ])('refuses the page of another origin, “%s”', async (origin) => {
    expect(await statusOf({ headers: { host: 'localhost:3001', origin } })).toBe(403);
  });

  it('responds to a page of its own origin', async () => {
    expect(await statusOf({ headers: { host: 'localhost:3001', origin: 'http://localhost:3001' } })).toBe(200);
    expect(await statusOf({ headers: { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' } })).toBe(200);
  });

  it.each([
    ['an image', 'cross-site', 'no-cors', 'image'],
    ['a script', 'cross-site', 'no-cors', 'script'],
    ['a frame', 'cross-site', 'navigate', 'iframe'],
    ['a stream', 'same-site', 'no-cors', 'empty'],
  ])('refuses %s of another page (%s), for which no origin is sent', async (_, site, mode, dest) => {
    const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest };
    expect(await statusOf({ headers: { host: 'localhost:3001', ...headers } })).toBe(403);
  });

  it.each(['none', 'cross-site', 'same-site'])('responds to a followed link or a typed URL (%s)', async (site) => {
    const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(await statusOf({ headers: { host: 'localhost:3001', ...headers } })).toBe(200);
  });

  it.each(addresses)('refuses %s %s from elsewhere, and does nothing', async (method, path) => {
    for (const request of [
      { remoteAddress: '192.0.2.7' },
      { headers: { host: 'rebinding.example' } },
      { headers: { origin: 'http://elsewhere.example' } },
    ]) {
      const answer = await control(mock, method, path, request);
      expect(answer.statusCode).toBe(403);
      expect(answer.json()).toEqual({
        error: 'Forbidden',
        message: expect.stringMatching(/^The control API (accepts|refuses) requests from /),
      });
    }
    expect(await mock.store.client('rehearsal-client')).toBeDefined();
  });

  it('refuses a body from elsewhere before reading it', async () => {
    const answer = await control(mock, 'POST', '/clients', { remoteAddress: '192.0.2.7', text: '{bad' });
    expect(answer.statusCode).toBe(403);
  });

  it('is not opened by a bearer token, as there is none', async () => {
    for (const authorization of ['Bearer ', 'Bearer undefined', mock.authorization]) {
      expect(await statusOf({ remoteAddress: '192.0.2.7', headers: { authorization } })).toBe(403);
    }
  });
});

describe('with a control token, the control API', () => {
  const token = 'a-control-token-of-this-test';
  const bearer = (text: string) => ({ authorization: `Bearer ${text}` });
  let locked: OpenMock;
  beforeAll(async () => {
    locked = await openMock({ controlToken: token });
  });

  it('responds to requests with it, from anywhere and by any name', async () => {
    expect(await statusOf({ headers: bearer(token) }, locked)).toBe(200);
    expect(await statusOf({ headers: { authorization: `bearer  ${token}` } }, locked)).toBe(200);
    const far = { remoteAddress: '192.0.2.7', headers: { ...bearer(token), host: 'mock.example:3001' } };
    expect(await statusOf(far, locked)).toBe(200);
  });

  it.each<[string, Record<string, string>]>([
    ['none', {}],
    ['another one', bearer('wrong-token-of-this-test')],
    ['the beginning of it', bearer(token.slice(0, -1))],
    ['more than it', bearer(`${token}x`)],
    ['an empty one', bearer('')],
    ['it without the word Bearer', { authorization: token }],
    ['it by Basic', { authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` }],
    ['it in other headers', { 'x-control-token': token }],
  ])('refuses who sends %s, also from this machine, and tells no secret', async (_, headers) => {
    for (const [method, path] of addresses) {
      const answer = await control(locked, method, path, { headers });
      expect(answer.statusCode).toBe(403);
      const exposed = JSON.stringify([answer.headers, answer.body]);
      for (const secret of [token.slice(0, -1), 'wrong-token']) expect(exposed).not.toContain(secret);
    }
  });

  it('does not accept the token in the URL', async () => {
    expect((await control(locked, 'GET', `/clock?token=${token}`)).statusCode).toBe(403);
  });

  it('is not opened by a token of the service, nor the service by the control token', async () => {
    expect(await statusOf({ headers: { authorization: locked.authorization } }, locked)).toBe(403);
    const answer = await locked.send('GET', '/reference-data/pop-names', { authorization: `Bearer ${token}` });
    expect(answer.statusCode).toBe(401);
    expect(JSON.stringify(await locked.store.exchanges({}))).not.toContain(token);
  });
});
