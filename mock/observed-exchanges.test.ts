import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonValue } from '../spec/json.ts';
import { createMovement, type OpenMock, openMock } from './testing/open-mock.ts';
import { registerObservedCodes } from './testing/register-observed-codes.ts';

/** The answer as of the newest date, and that of July 2026 where it was another. */
interface ObservedExchange {
  id: number;
  note: string;
  /** `off`: sent while the service required no token, so it is sent with a valid one here. */
  auth: 'on' | 'off';
  method: string;
  path: string;
  headers: Record<string, string>;
  rawBody?: string;
  rawBodyBase64?: string;
  status: number;
  responseBody?: JsonValue;
  status07?: number;
  responseBody07?: JsonValue;
  wwwAuthenticate?: string;
  contentType: string;
  /** The header as sent, as of the newest date. */
  serviceChargeExpiryDate: string;
  /** Not settled: what the service answers may not be meant. */
  doubt?: string;
}

const file = join(import.meta.dirname, 'fixtures', 'observed-exchanges.jsonl');
const lines = readFileSync(file, 'utf8').trim().split('\n');
const exchanges = lines.map((line) => JSON.parse(line) as ObservedExchange);
const settled = exchanges.filter(({ doubt }) => doubt === undefined);

/** Known differences by id: what the service does and the mock does not. */
const knownDifferences: Readonly<Record<number, string>> = {
  66: 'was asked with authentication off, and then has no /auth/test',
  429: 'serves a document of its own at /swagger.json, of which only the length is known',
  430: 'serves a document of its own at /swagger.json, of which only the length is known',
};

const dates = ['2026-07', '2026-10'] as const;
type KnownDate = (typeof dates)[number];

const mocks = new Map<KnownDate, OpenMock>();
function mockOf(date: KnownDate): OpenMock {
  const mock = mocks.get(date);
  if (mock === undefined) throw new Error(`there is no mock as of ${date}`);
  return mock;
}

beforeAll(async () => {
  for (const date of dates) {
    const mock = await openMock({ asOf: date });
    await registerObservedCodes(mock.store);
    mocks.set(date, mock);
  }
});
afterAll(async () => {
  for (const { app } of mocks.values()) await app.close();
});

/** Returns the body that the service accepted first, for exchanges that update it. */
function validReceipt(): JsonValue {
  const valid = exchanges.find((exchange) => exchange.note === 'POST trailing slash (valid)');
  return JSON.parse(valid?.rawBody ?? '');
}

async function answerTo(exchange: ObservedExchange, date: KnownDate) {
  const mock = mockOf(date);
  const { auth, method, path, rawBody, rawBodyBase64 } = exchange;
  const withToken = (text: string) => text.replaceAll('<valid token>', mock.authorization.slice('Bearer '.length));
  const id = path.includes('<ID>') ? await createMovement(mock, validReceipt()) : '';
  const headers = Object.entries(exchange.headers).map(([name, value]) => [name, withToken(value)]);
  const payload = rawBodyBase64 === undefined ? rawBody : Buffer.from(rawBodyBase64, 'base64');
  const answer = await mock.app.inject({
    method: method as 'GET',
    url: withToken(path).replace('<ID>', id),
    headers: { ...(auth === 'off' ? { authorization: mock.authorization } : {}), ...Object.fromEntries(headers) },
    ...(payload === undefined ? {} : { payload }),
  });
  const body = answer.body.replace(/"wasteTrackingId":"[^"]+"/, '"wasteTrackingId":"<ID>"');
  return {
    status: answer.statusCode,
    body: body === '' ? '' : JSON.parse(body),
    contentType: answer.headers['content-type'],
    wwwAuthenticate: answer.headers['www-authenticate'],
    // July's was not observed.
    ...(date === '2026-10' && { expiry: answer.headers['service-charge-expiry-date'] }),
  };
}

function observedAnswer(exchange: ObservedExchange, date: KnownDate) {
  const { status, responseBody, status07, responseBody07, contentType, wwwAuthenticate } = exchange;
  const isPast = date === '2026-07' && status07 !== undefined;
  return {
    status: isPast ? status07 : status,
    body: (isPast ? responseBody07 : responseBody) ?? '',
    contentType,
    wwwAuthenticate,
    ...(date === '2026-10' && { expiry: exchange.serviceChargeExpiryDate }),
  };
}

const alike = settled.filter(({ id }) => !(id in knownDifferences));
const different = settled.filter(({ id }) => id in knownDifferences);

it('all 153 observed exchanges are there, and every known difference is one of them', () => {
  expect([exchanges.length, settled.length]).toEqual([153, 152]);
  expect(different.map(({ id }) => String(id))).toEqual(Object.keys(knownDifferences));
});

describe.each(dates)('as the service answered, as of %s', (date) => {
  it.each(alike)('$id: $note', async (exchange) => {
    expect(await answerTo(exchange, date)).toEqual(observedAnswer(exchange, date));
  });
});

describe.each(dates)('known differences, as of %s: take one off the list once this fails', (date) => {
  it.each(different)('$id: $note', async (exchange) => {
    expect(await answerTo(exchange, date)).not.toEqual(observedAnswer(exchange, date));
  });
});

it('more than fifty exchanges are answered otherwise as of one date than as of the other', () => {
  expect(settled.filter(({ status07 }) => status07 !== undefined).length).toBeGreaterThan(50);
});
