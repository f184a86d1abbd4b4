import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonValue } from '../spec/json.ts';
import { defaultClient } from './default-data.ts';
import { createMovement, type OpenMock, openMock, tokenOf } from './testing/open-mock.ts';

interface ObservedExchange {
  id: number;
  note: string;
  /** `off`: sent while the service required no token, so it is sent with a valid one here. */
  auth: 'on' | 'off';
  method: string;
  path: string;
  headers: Record<string, string>;
  /** What was done before, to have an id for the path. */
  setup?: string;
  rawBody?: string;
  rawBodyBase64?: string;
  status: number;
  responseBody: JsonValue;
  wwwAuthenticate?: string;
  contentType: string;
}

const file = join(import.meta.dirname, 'fixtures', 'observed-exchanges.jsonl');
const lines = readFileSync(file, 'utf8').trim().split('\n');
const exchanges: ObservedExchange[] = lines.map((line) => JSON.parse(line));

/** Known differences by id: what the service does and the mock does not. */
const knownDifferences: Readonly<Record<number, string>> = {
  66: 'was asked with authentication off, and then has no /auth/test',
  429: 'serves a document of its own at /swagger.json, of which only the length is known',
  430: 'serves a document of its own at /swagger.json, of which only the length is known',
};

let mock: OpenMock;
let token: string;

beforeAll(async () => {
  // Observed in July 2026.
  mock = await openMock({ asOf: '2026-07' });
  token = (await tokenOf(mock, defaultClient.clientId)).replace('Bearer ', '');
});

function bytesOf({ rawBody, rawBodyBase64 }: ObservedExchange): { text?: string | Buffer } {
  if (rawBodyBase64 !== undefined) return { text: Buffer.from(rawBodyBase64, 'base64') };
  return rawBody === undefined ? {} : { text: rawBody };
}

/** Returns the body that the service accepted first, for exchanges that update it. */
function validReceipt(): JsonValue {
  const valid = exchanges.find((exchange) => exchange.note === 'POST trailing slash (valid)');
  return JSON.parse(valid?.rawBody ?? '');
}

async function answerTo(exchange: ObservedExchange) {
  const { auth, method, setup } = exchange;
  const withToken = (text: string) => text.replaceAll('<valid token>', token);
  const id = setup === undefined ? '<ID>' : await createMovement(mock, validReceipt());
  const headers = Object.entries(exchange.headers).map(([name, value]) => [name, withToken(value)]);
  const answer = await mock.app.inject({
    method: method as 'GET',
    url: withToken(exchange.path).replace('<ID>', id),
    headers: { ...(auth === 'off' ? { authorization: `Bearer ${token}` } : {}), ...Object.fromEntries(headers) },
    ...(bytesOf(exchange).text === undefined ? {} : { payload: bytesOf(exchange).text }),
  });
  const body = answer.body.replace(/"wasteTrackingId":"[^"]+"/, '"wasteTrackingId":"<ID>"');
  return {
    status: answer.statusCode,
    body: body === '' ? '' : JSON.parse(body),
    contentType: answer.headers['content-type'],
    wwwAuthenticate: answer.headers['www-authenticate'],
  };
}

function observedAnswer({ status, responseBody, contentType, wwwAuthenticate }: ObservedExchange) {
  return { status, body: responseBody ?? '', contentType, wwwAuthenticate };
}

const alike = exchanges.filter(({ id }) => !(id in knownDifferences));
const different = exchanges.filter(({ id }) => id in knownDifferences);

it('there are 95 observed exchanges, and every known difference is one of them', () => {
  expect(exchanges).toHaveLength(95);
  expect(different.map(({ id }) => String(id))).toEqual(Object.keys(knownDifferences));
});

describe('as the service responded', () => {
  it.each(alike)('$id: $note', async (exchange) => {
    expect(await answerTo(exchange)).toEqual(observedAnswer(exchange));
  });
});

describe('known differences: remove one from the list once this fails', () => {
  it.each(different)('$id: $note', async (exchange) => {
    expect(await answerTo(exchange)).not.toEqual(observedAnswer(exchange));
  });
});
