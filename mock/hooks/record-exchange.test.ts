import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { issueToken } from '../auth/issue-token.ts';
import { defaultClient } from '../default-data.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { createMovement, type OpenMock, openMock, type Sent, tokenOf } from '../testing/open-mock.ts';
import { receiptWith } from '../testing/receipt-with.ts';

let mock: OpenMock;
beforeAll(async () => {
  mock = await openMock();
});

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const { clientId, clientSecret } = defaultClient;

it('a receipt is deleted with its exchange even if the journal masks it', async () => {
  const other = await openMock();
  const receipts = ['a token: eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln', 'plain'].map((text) =>
    receiptWith({ specialHandlingRequirements: text }),
  );
  const ids = await Promise.all(receipts.map((receipt) => createMovement(other, receipt)));
  await other.store.trim({ count: 0, withReceipts: true });
  expect(await Promise.all(ids.map((id) => other.store.movement(id)))).toEqual([undefined, undefined]);
});

describe('every exchange is recorded', () => {
  it.each<[number, string | null, string, string, Sent]>([
    [200, null, 'GET', '/health', {}],
    [201, 'receiveMovement', 'POST', '/movements/receive', { body: receiptWith() }],
    [400, 'receiveMovement', 'POST', '/movements/receive', { body: {} }],
    [401, 'receiveMovement', 'POST', '/movements/receive', { authorization: null, body: receiptWith() }],
    [413, 'receiveMovement', 'POST', '/movements/receive', { text: ' '.repeat(1_048_577) }],
    [
      415,
      'receiveMovement',
      'POST',
      '/movements/receive',
      { text: '<a/>', headers: { 'content-type': 'application/xml' } },
    ],
    [400, 'receiveMovement', 'POST', '/movements/receive', { text: '{bad' }],
    [404, 'updateMovement', 'PUT', '/movements/26NOBODY/receive', { body: receiptWith() }],
    [200, 'listPopNames', 'GET', '/reference-data/pop-names', {}],
    [200, 'listPopNames', 'HEAD', '/reference-data/pop-names', {}],
    [401, 'listPopNames', 'GET', '/reference-data/pop-names', { authorization: 'Bearer a.b.c' }],
    [400, 'assessProductionApprovalTests', 'POST', '/production-approval-tests', { body: [] }],
    [400, 'issueToken', 'POST', '/oauth2/token', { headers: form, text: 'grant_type=password' }],
    [404, null, 'GET', '/nowhere?a=1', {}],
    [404, null, 'DELETE', '/movements/receive', {}],
    [404, null, 'GET', '/%', {}],
    [400, 'updateMovement', 'PUT', '/movements/%E0%A4%A/receive', { body: receiptWith() }],
  ])('%i %s: %s %s', async (status, operationId, method, url, sent) => {
    const answer = await mock.send(method, url, sent);
    const { seq, ...exchange } = await mock.lastExchange();
    expect(answer.statusCode).toBe(status);
    expect(exchange).toMatchObject({ operationId, request: { method, url }, response: { status } });
    expect((await mock.store.exchanges({})).length).toBe(seq);
  });

  it('with a time that no change of the host’s time moves, beside that time', async () => {
    let shift = 0;
    const jumping = await openMock({ now: () => new Date(Date.now() + shift) });
    for (const jump of [0, 3_600_000, -700]) {
      shift += jump;
      await jumping.send('GET', '/health');
    }
    const [first, second, third] = await jumping.store.exchanges({});
    const between = (a = first, b = second) => ({
      at: Date.parse(b?.at ?? '') - Date.parse(a?.at ?? ''),
      monotonic: (b?.monotonicMs ?? 0) - (a?.monotonicMs ?? 0),
    });
    expect(between().at).toBeGreaterThanOrEqual(3_599_000);
    expect(between(second, third).at).toBeLessThan(0);
    for (const { monotonic } of [between(), between(second, third)]) {
      expect(monotonic).toBeGreaterThan(0);
      expect(monotonic).toBeLessThan(60_000);
    }
  });

  it('with the request and the response', async () => {
    const answer = await mock.send('POST', '/movements/receive', { body: receiptWith({ unknown: 1 }) });
    expect(await mock.lastExchange()).toMatchObject({
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      durationMs: expect.any(Number),
      clientId,
      request: {
        headers: { authorization: 'Bearer ***', 'content-type': 'application/json' },
        body: {
          json: { unknown: 1, apiCode: expect.stringMatching(/^\*{8}-.*a2e9$/), receiver: receiptWith()['receiver'] },
        },
      },
      response: {
        headers: { 'content-type': 'application/json; charset=utf-8', 'service-charge-expiry-date': 'not available' },
        body: { json: answer.json() },
      },
    });
  });

  it('with a body that is not JSON as text', async () => {
    await mock.send('POST', '/movements/receive', { text: '{bad' });
    expect((await mock.lastExchange()).request.body).toEqual({ text: '{bad' });
    const deep = `{"a":${'['.repeat(200)}"client_secret=abc"${']'.repeat(200)}}`;
    await mock.send('POST', '/movements/receive', { text: deep });
    expect((await mock.lastExchange()).request.body).toEqual({ text: expect.stringContaining('[[[[') });
    await mock.send('GET', '/reference-data/pop-names');
    expect((await mock.lastExchange()).request.body).toBe(null);
  });

  it('with the length of a code list instead of the list, and with a refusal unchanged', async () => {
    await mock.send('GET', '/reference-data/pop-names');
    expect((await mock.lastExchange()).response.body).toEqual({
      text: expect.stringMatching(/^\(\d+ characters, the list/),
    });
    const authorization = (await tokenOf(mock, clientId)).slice(0, -4);
    const refused = await mock.send('GET', '/reference-data/pop-names', { authorization });
    expect(refused.statusCode).toBe(401);
    expect(await mock.lastExchange()).toMatchObject({
      clientId: null,
      response: { body: { json: refused.json() } },
    });
  });

  it('under the client that its token was issued to', async () => {
    await mock.send('GET', '/nowhere', { authorization: await tokenOf(mock, 'another-client') });
    expect((await mock.lastExchange()).clientId).toBe('another-client');
    await mock.send('GET', '/nowhere', { authorization: null });
    expect((await mock.lastExchange()).clientId).toBe(null);
    await mock.send('GET', '/reference-data/pop-names', { authorization: await tokenOf(mock, clientId, new Date(0)) });
    expect(await mock.lastExchange()).toMatchObject({ clientId, response: { status: 401 } });
  });

  it.each([
    ['of its client if the secret is right, whatever else is wrong', clientSecret, clientId],
    ['of no client if the secret is wrong', 'wrong-secret', null],
  ])('as a token request %s', async (_, secret, client) => {
    const credentials = { client_id: clientId, client_secret: secret, grant_type: 'password' };
    const text = new URLSearchParams(credentials).toString();
    await mock.send('POST', '/oauth2/token', { headers: form, text, authorization: null });
    expect(await mock.lastExchange()).toMatchObject({ clientId: client, response: { status: 400 } });
  });

  it('under no client if its token is forged, changed or absent, whatever client it claims', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await issueToken({ ...mock.key, privateKey }, clientId, new Date());
    const [head, claims, signature] = (await tokenOf(mock, 'another-client')).split('.');
    const otherClaims = Buffer.from(claims ?? '', 'base64url')
      .toString()
      .replaceAll('another-client', clientId);
    const changed = `${head}.${Buffer.from(otherClaims).toString('base64url')}.${signature}`;
    const unsigned = `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
    for (const authorization of [`Bearer ${forged}`, changed, unsigned, 'Bearer undefined', null]) {
      for (const [method, path] of [
        ['POST', '/movements/receive'],
        ['PUT', '/movements/%zz/receive'],
        ['GET', '/nowhere'],
      ] as const) {
        const answer = await mock.send(method, path, { authorization, body: receiptWith() });
        expect(answer.statusCode).toBeGreaterThanOrEqual(400);
        expect((await mock.lastExchange()).clientId).toBe(null);
      }
    }
  });

  it('before its response is sent', async () => {
    const id = await createMovement(mock, receiptWith());
    expect(JSON.stringify(await mock.lastExchange())).toContain(id);
  });
});

describe('a listener', () => {
  it('is told once the answer is on its way: the notes take longer than the answer', async () => {
    const own = await openMock();
    const busy: boolean[] = [];
    own.app.mock.recordedExchanges.on('exchange', ({ clientId }) => busy.push(own.app.mock.isBusy(clientId ?? '')));
    await own.send('POST', '/movements/receive', { body: receiptWith() });
    expect(busy).toEqual([false]);
  });
});

describe('a listener that throws', () => {
  it('changes no response, and is reported as a fault of the mock', async () => {
    const own = await openMock();
    own.app.mock.recordedExchanges.on('exchange', () => {
      throw new Error('broken listener');
    });
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const answer = await own.send('POST', '/movements/receive', { body: receiptWith() });
    const text = stderr.mock.calls.join('');
    stderr.mockRestore();
    expect(answer.statusCode).toBe(201);
    expect(text).toMatch(/fault in the mock, emitting exchange 1: Error: broken listener/);
    expect(await own.store.movement(answer.json().wasteTrackingId)).toMatchObject({ revision: 1 });
  });
});

describe('hostile headers and URLs', () => {
  it('are recorded, and change no response', async () => {
    const latin1 = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)) });
    const name = fc.constantFrom(
      'authorization',
      'cookie',
      'x-api-key',
      'referer',
      'accept',
      '__proto__',
      'constructor',
    );
    const path = fc.string({ unit: 'binary' }).map((text) => `/nowhere/${encodeURIComponent(text.toWellFormed())}`);
    const rawPath = latin1.map((text) => `/nowhere/?${text.replace(/[^!-~]/g, '%')}`);
    await fc.assert(
      fc.asyncProperty(fc.oneof(path, rawPath), name, latin1, async (url, header, value) => {
        const before = (await mock.lastExchange()).seq;
        const answer = await mock.send('GET', url, { authorization: null, headers: { [header]: value } });
        expect(answer.statusCode).toBe(404);
        expect((await mock.lastExchange()).seq).toBe(before + 1);
      }),
      { numRuns: 80 },
    );
  });
});

describe('a secret or a token', () => {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const wrongSecret = 'wrong-secret-9f8e7d';
  const basic = (secret: string) => `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`;

  it('is nowhere in the data folder, however it was sent', async () => {
    const kept = await openMock({ store: openSqliteStore({ folder }) });
    const ask = (text: string, type: string, authorization: string | null = null) =>
      kept.send('POST', '/oauth2/token', { text, headers: { 'content-type': type }, authorization });
    const asForm = (secret: string) =>
      new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret }).toString();
    const url = 'application/x-www-form-urlencoded';

    const tokens: string[] = [];
    for (const answer of [
      await ask('grant_type=client_credentials', url, basic(clientSecret)),
      await ask(asForm(clientSecret), url),
      await ask(asForm(clientSecret), url, basic(clientSecret)),
    ]) {
      tokens.push(answer.json().access_token);
    }
    for (const secret of [clientSecret, wrongSecret]) {
      await ask(asForm(secret), 'text/plain');
      await ask(JSON.stringify({ client_id: clientId, client_secret: secret }), 'application/json');
      await ask(JSON.stringify({ client_id: clientId, client_secret: secret }), url);
      await ask(`{client_id: '${clientId}', client_secret: '${secret}'}`, 'application/json');
      await ask(`{'client_id': '${clientId}', 'client_secret': '${secret}'}`, url);
      await ask(`<client_secret>${secret}</client_secret>`, 'text/xml');
      await ask(
        `--x\r\ncontent-disposition: form-data; name="client_secret"\r\n\r\n${secret}\r\n--x--`,
        'multipart/form-data; boundary=x',
      );
      await ask(asForm(secret), url, basic(wrongSecret));
      await kept.send('POST', `/oauth2/token?${asForm(secret)}`, { authorization: null });
    }
    for (const token of tokens) {
      await kept.send('GET', `/reference-data/pop-names?access_token=${token}`, { authorization: null });
      await kept.send('GET', `/nowhere/${token}`, { authorization: token });
      await kept.send('POST', '/movements/receive', { authorization: `Bearer ${token}`, body: { note: token } });
      await kept.send('POST', '/movements/receive', { authorization: `Bearer ${token} x`, text: `{${token}` });
    }
    expect((await kept.store.exchanges({})).length).toBe(3 + 18 + 12);
    await kept.store.close();

    const bytes = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'latin1'))
      .join('');
    expect(bytes).toContain('client_credentials');
    const signatures = tokens.map((token) => token.split('.')[2] ?? '');
    const secrets = [clientSecret, wrongSecret];
    const encoded = secrets.flatMap((secret) => [basic(secret).slice('Basic '.length), encodeURIComponent(secret)]);
    for (const hidden of [...tokens, ...signatures, ...secrets, ...encoded]) {
      expect(hidden.length).toBeGreaterThan(8);
      expect(bytes.includes(hidden), hidden).toBe(false);
    }
  });
});
