import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { created, ewcCodes, refused } from './answers.ts';
import { type Started, startServer } from './measure/start-server.ts';
import { type BenchRequest, type Column, columns, requests } from './requests.ts';
import type { Row } from './row.ts';
import { bareFastify, nodeHttp } from './rows/constant-servers.ts';
import { expressOpenapiValidator } from './rows/express-openapi-validator.ts';
import { mockInMemory } from './rows/packaged-mock.ts';

const main = join(import.meta.dirname, '..', 'runner', 'main.ts');

/** The mock run from its sources: building the package takes longer than these tests. */
const mock: Row = {
  ...mockInMemory,
  launch: ({ port }) => ({ file: process.execPath, args: [main, 'mock', '--memory', '--port', String(port)] }),
};

async function send(row: Row, { url }: Started, column: Column) {
  const request: BenchRequest = requests[column];
  const answer = await fetch(`${url}${row.paths?.[column] ?? request.path}`, {
    method: request.method,
    headers: {
      authorization: await row.authorize(url),
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
}

describe('the requests, as the mock validates them', () => {
  let server: Started;
  beforeAll(async () => {
    server = await startServer(mock);
  });
  afterAll(() => server.stop());

  test('a valid receipt of about 800 bytes is stored without a warning', async () => {
    const { status, text } = await send(mock, server, 'valid');
    expect([status, Object.keys(JSON.parse(text))]).toEqual([201, ['wasteTrackingId']]);
    expect(requests.valid.body?.length).toBeGreaterThan(750);
    expect(requests.valid.body?.length).toBeLessThan(850);
    // The constant that others send is as long, and has the same form.
    expect(text.replace(/[0-9A-Z]{8}/, '26BHUT6U')).toBe(created);
  });

  test('a receipt with five errors is refused with five, which the other servers send word for word', async () => {
    const { status, text } = await send(mock, server, 'invalid');
    expect([status, JSON.parse(text).validation.errors.length]).toEqual([400, 5]);
    expect(text).toBe(refused);
  });

  test('the list is the one that the other servers send', async () => {
    const { status, text } = await send(mock, server, 'list');
    expect([status, text === ewcCodes]).toEqual([200, true]);
  });
});

describe.each([bareFastify, nodeHttp, expressOpenapiValidator].map((row) => [row.title, row] as const))(
  '%s',
  (_, row) => {
    let server: Started;
    beforeAll(async () => {
      server = await startServer(row);
    });
    afterAll(() => server.stop());

    test.each(columns)('responds to the %s request with the expected status', async (column) => {
      const { status, type } = await send(row, server, column);
      expect([status, type]).toEqual([requests[column].expect, 'application/json; charset=utf-8']);
    });
  },
);
