import { expect, test } from 'vitest';
import { UsageError } from '../cli/exit-codes.ts';
import { testBrief } from '../testing/test-brief.ts';
import { type Mock, type MockOptions, startMock } from './start-mock.ts';

const receipt = testBrief().movement;
const unavailable = { on: 'receiveMovement', times: 1, fault: { kind: 'status', status: 503 } } as const;

async function tokenFrom({ connection }: Mock): Promise<string> {
  const { tokenUrl, clientId, clientSecret } = connection;
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  const body = new URLSearchParams({ grant_type: 'client_credentials' });
  const answer = await fetch(tokenUrl, { method: 'POST', headers: { authorization }, body });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function submit({ connection }: Mock, token: string, movement: object = receipt) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ ...movement, apiCode: connection.apiCode });
  const answer = await fetch(`${connection.apiUrl}/movements/receive`, { method: 'POST', headers, body });
  return { status: answer.status, id: String(((await answer.json()) as { wasteTrackingId?: string }).wasteTrackingId) };
}

test('takes receipts with the credentials that it gives, and shows what was sent and stored', async () => {
  await using mock = await startMock();
  const { status, id } = await submit(mock, await tokenFrom(mock));
  expect(status).toBe(201);
  expect((await mock.exchanges()).map(({ operationId }) => operationId)).toEqual(['issueToken', 'receiveMovement']);
  expect(JSON.stringify(await mock.exchanges())).not.toContain(mock.connection.clientSecret);
  expect(await mock.exchanges('updateMovement')).toEqual([]);
  expect(await mock.movement(id)).toEqual({ ...receipt, apiCode: expect.anything() });
  expect(await mock.movement('19ZZZZZZ')).toBeUndefined();
});

test('injects the faults that it was started with, and those that replace them', async () => {
  await using mock = await startMock({ faults: [unavailable] });
  const token = await tokenFrom(mock);
  expect((await submit(mock, token)).status).toBe(503);
  await mock.setFaults([{ ...unavailable, times: 2 }]);
  expect((await submit(mock, token)).status).toBe(503);
  expect(mock.faultsLeft()).toEqual([unavailable]);
  await mock.setFaults([]);
  expect((await submit(mock, token)).status).toBe(201);
});

test('lets tokens expire by its own clock', async () => {
  await using mock = await startMock();
  const token = await tokenFrom(mock);
  await mock.clock.advance(2 * 3_600_000);
  expect((await submit(mock, token)).status).toBe(401);
  await mock.clock.set(new Date('2031-05-01T12:00:00Z'));
  expect(mock.clock.now().getUTCFullYear()).toBe(2031);
});

test('answers as of a date, and by the published rules', async () => {
  const { wasteItems, ...rest } = receipt;
  const withoutWeight = { ...rest, wasteItems: wasteItems.map(({ weight: _, ...item }) => item) };
  await using july = await startMock({ asOf: '2026-07', rateLimit: 0, defects: false });
  expect((await submit(july, await tokenFrom(july), withoutWeight)).status).toBe(201);
  await using now = await startMock({ rules: 'published' });
  expect((await submit(now, await tokenFrom(now), withoutWeight)).status).toBe(400);
});

test('listens no more once it is closed', async () => {
  const mock = await startMock();
  await mock.close();
  await expect(fetch(`${mock.url}/health`)).rejects.toThrow('fetch failed');
});

test.each<{ options: unknown; says: string }>([
  { options: { prot: 1 }, says: 'startMock has no option "prot". It takes port, asOf, rules, ' },
  { options: null, says: 'startMock takes one object with options; found null' },
  { options: { port: 70_000 }, says: 'startMock: "port" must be a whole number from 0 to 65535; found 70000' },
  { options: { rules: 'strict' }, says: 'startMock: "rules" must be one of observed, published; found "strict"' },
  { options: { defects: 'no' }, says: 'startMock: "defects" must be true or false; found "no"' },
  { options: { asOf: '' }, says: 'startMock: "asOf" must be a text that is not empty; found ""' },
  { options: { faults: {} }, says: 'startMock: "faults" must be a list of faults; found {}' },
  {
    options: { faults: [{ ...unavailable, on: 'submit' }] },
    says: 'cannot be used (entries counted from 0): 0.on must be',
  },
])('refuses the options $options', async ({ options, says }) => {
  const refused = startMock(options as MockOptions);
  await expect(refused).rejects.toThrow(UsageError);
  await expect(refused).rejects.toThrow(says);
});

test('refuses an invalid date, and a port that is in use', async () => {
  await using mock = await startMock();
  await expect(startMock({ asOf: 'yesterday' })).rejects.toThrow('yesterday');
  const port = Number(new URL(mock.url).port);
  await expect(startMock({ port })).rejects.toThrow(`port ${port} on 127.0.0.1 is in use`);
});

test('refuses what its methods cannot use', async () => {
  await using mock = await startMock();
  await expect(mock.clock.advance(-1)).rejects.toThrow('clock.advance: the time must be a number of milliseconds');
  await expect(mock.clock.set(new Date('no day'))).rejects.toThrow('clock.set: the time must be a Date');
  await expect(mock.setFaults('503' as never)).rejects.toThrow('faults must be a list of faults; found "503"');
  await expect(mock.exchanges('submit' as never)).rejects.toThrow('the operation must be one of issueToken, ');
});
