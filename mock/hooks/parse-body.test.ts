import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { type OpenMock, openMock, tokenOf } from '../testing/open-mock.ts';
import { receiptWith } from '../testing/receipt-with.ts';

let mock: OpenMock;
let july: OpenMock;
beforeAll(async () => {
  [mock, july] = [await openMock(), await openMock({ asOf: '2026-07' })];
});

const limit = 1_048_576;
const post = (text: string | Buffer, type = 'application/json') =>
  mock.send('POST', '/movements/receive', { text, headers: { 'content-type': type } });

/** Returns a valid receipt of exactly this many bytes. */
function receiptOf(bytes: number): string {
  const written = JSON.stringify(receiptWith());
  return written + ' '.repeat(bytes - written.length);
}

const unreadable = (message: string) => ({
  validation: { errors: [{ key: 'payload', errorType: 'InvalidFormat', message }] },
});

describe('the size of a body', () => {
  it('may be 1,048,576 bytes', async () => {
    expect((await post(receiptOf(limit))).statusCode).toBe(201);
  });

  it('may not be one byte more', async () => {
    const answer = await post(receiptOf(limit + 1));
    expect([answer.statusCode, answer.json()]).toEqual([
      413,
      {
        statusCode: 413,
        error: 'Request Entity Too Large',
        message: 'Payload content length greater than maximum allowed: 1048576',
      },
    ]);
  });

  it('is counted in bytes, not in letters', async () => {
    expect((await post(JSON.stringify('é'.repeat(limit / 2)))).statusCode).toBe(413);
  });
});

describe('a compressed body', () => {
  const compressed = (bytes: Buffer, encoding: string) =>
    mock.send('POST', '/movements/receive', { text: bytes, headers: { 'content-encoding': encoding } });
  const text = JSON.stringify(receiptWith());

  it('is read when it is gzip or deflate', async () => {
    expect((await compressed(gzipSync(text), 'gzip')).statusCode).toBe(201);
    expect((await compressed(deflateSync(text), 'deflate')).statusCode).toBe(201);
  });

  it('may not decompress beyond the size limit', async () => {
    expect((await compressed(gzipSync(' '.repeat(1_048_577)), 'gzip')).statusCode).toBe(413);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'br', 'zstd', 'identity', 'GZIP', 'gzip, gzip'])(
    'is read unchanged when it claims to be %s',
    async (encoding) => {
      expect((await compressed(Buffer.from(text), encoding)).statusCode).toBe(201);
    },
  );

  it.each([
    ['not compressed', Buffer.from(text)],
    ['cut short', gzipSync(text).subarray(0, 60)],
  ])('is not one when it is %s', async (_, bytes) => {
    const answer = await compressed(bytes, 'gzip');
    expect([answer.statusCode, answer.json()]).toEqual([400, unreadable('Invalid compressed payload')]);
  });

  it('may be empty, and then says nothing', async () => {
    const answer = await compressed(Buffer.from(''), 'gzip');
    expect(answer.json().validation.errors[0].key).toBe('ReceiveMovementRequest');
  });
});

describe('the type of a body', () => {
  it.each(['application/xml', 'multipart/form-data; boundary=x', 'image/png', '*/*', 'application/jsonp'])(
    'is not %s',
    async (type) => {
      const answer = await post(receiptOf(2000), type);
      expect([answer.statusCode, answer.json()]).toEqual([
        415,
        { statusCode: 415, error: 'Unsupported Media Type', message: 'Unsupported Media Type' },
      ]);
    },
  );

  it.each([
    ['json', 'Invalid content-type header'],
    ['application/', 'Invalid content-type header'],
    ['application/json, text/plain', 'Invalid content-type header'],
    ['"application/json"', 'Invalid content-type header'],
    ['multipart/form-data', 'Invalid content-type header: multipart missing boundary'],
    ['multipart/mixed; boundary=', 'Invalid content-type header: multipart missing boundary'],
  ])('is refused before its body where it is no type: %s', async (type, message) => {
    const answer = await post('{bad', type);
    expect([answer.statusCode, answer.json()]).toEqual([400, unreadable(message)]);
  });

  it('does not matter where no route is, nor does anything else of the body', async () => {
    for (const [type, text] of [
      ['json', '{}'],
      ['application/xml', '<a/>'],
      ['application/json', '{bad'],
      ['application/json', 'x'.repeat(limit + 1)],
    ] as const) {
      const answer = await mock.send('POST', '/nowhere', { text, headers: { 'content-type': type } });
      expect([answer.statusCode, answer.json().message]).toEqual([404, 'Not Found']);
    }
  });

  it('does not matter for a preflight', async () => {
    for (const type of ['json', 'application/json']) {
      const sent = { text: '{bad', headers: { 'content-type': type } };
      expect((await mock.send('OPTIONS', '/movements/receive', sent)).statusCode).toBe(404);
    }
  });

  it('comes after the size', async () => {
    expect((await post(receiptOf(limit + 1), 'application/xml')).statusCode).toBe(413);
  });

  it.each(['application/json', 'Application/JSON; charset=UTF-8', 'application/vnd.api+json'])(
    'is %s',
    async (type) => {
      expect((await post(receiptOf(2000), type)).statusCode).toBe(201);
    },
  );

  it('is JSON if none is declared', async () => {
    const { app } = mock;
    const authorization = await tokenOf(mock, 'rehearsal-client');
    const answer = await app.inject({
      method: 'POST',
      url: '/movements/receive',
      headers: { authorization },
      payload: '{}',
    });
    expect(answer.statusCode).toBe(400);
  });
});

describe('a body that is not JSON', () => {
  it.each([
    '{bad',
    '{"a":1,}',
    '{}{}',
    "{'a':1}",
    ' ',
    '\u0000',
    '\ufeff{}',
    '{"__proto__":{"a":1}}',
    '{"a":[{"\\u005f_proto__":1}]}',
  ])('is refused, and failed until 20 August 2026: %j', async (text) => {
    const answer = await post(text);
    expect([answer.statusCode, answer.json()]).toEqual([400, unreadable('Invalid request payload JSON format')]);
    expect((await mock.lastExchange()).notes).toMatchObject([{ kind: 'date' }]);
    const past = await july.send('POST', '/movements/receive', { text });
    expect([past.statusCode, past.json()]).toEqual([
      500,
      { statusCode: 500, error: 'Internal Server Error', message: 'An internal server error occurred' },
    ]);
    expect((await july.lastExchange()).notes).toEqual([
      {
        kind: 'defect',
        text: expect.stringContaining('It would be answered with 400'),
        source: 'validation-2026-07',
      },
      { kind: 'date', text: 'Answered in this way until 2026-08-20; otherwise since.', source: 'validation-2026-10' },
    ]);
  });

  it('is a different case from no body at all', async () => {
    expect((await post('')).statusCode).toBe(400);
    expect((await mock.send('POST', '/movements/receive')).statusCode).toBe(400);
  });
});

describe('any JSON at all', () => {
  const fields = Object.keys(receiptWith());
  const anyReceipt = fc
    .dictionary(fc.constantFrom(...fields, 'unknown', '__proto__', 'constructor'), fc.jsonValue())
    .map((changes): JsonObject => ({ ...receiptWith(), ...(changes as JsonObject) }));
  const receiptWithoutCarrier = fc.constant(receiptWith({ carrier: undefined }));
  const anything = fc.oneof(fc.jsonValue(), anyReceipt, receiptWithoutCarrier) as fc.Arbitrary<JsonValue>;

  async function answerTo(body: JsonValue): Promise<string> {
    const answer = await mock.send('POST', '/movements/receive', { body });
    expect([201, 400].includes(answer.statusCode), answer.body).toBe(true);
    return `${answer.statusCode} ${answer.body.replace(/"wasteTrackingId":"[^"]+"/, '')}`;
  }

  it('is stored or refused, and is answered alike the second time', async () => {
    await fc.assert(
      fc.asyncProperty(anything, async (body) => {
        expect(await answerTo(body)).toBe(await answerTo(body));
      }),
      { numRuns: 120 },
    );
  });

  it('never exceeds what the mock can hold, however deep', async () => {
    const deep = `{"unknown":${'['.repeat(limit / 2 - 20)}${']'.repeat(limit / 2 - 20)}}`;
    const answer = await post(deep);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().validation.errors).toContainEqual({
      key: 'unknown',
      errorType: 'NotAllowed',
      message: '"unknown" is not allowed',
    });
    expect((await mock.lastExchange()).response.status).toBe(400);
  });

  it('is not JSON with such a key at the bottom of a megabyte either', async () => {
    const levels = 174_000;
    const nested = (inner: string) => `${'{"a":'.repeat(levels)}${inner}${'}'.repeat(levels)}`;
    expect((await post(nested('{"__proto__":1}'))).json()).toEqual(unreadable('Invalid request payload JSON format'));
    expect((await post(nested('1'))).statusCode).toBe(400);
    expect((await post(`[${'[],{},'.repeat(174_000)}1]`)).statusCode).toBe(400);
  });

  it('is recorded as JSON down to a hundred levels, however many siblings there are, and as text below', async () => {
    const nested = (levels: number) =>
      Array.from({ length: levels }, (_, level) => level % 2).reduce(
        (inner, isList) => (isList ? `[${inner}]` : `{"a":${inner}}`),
        '1',
      );
    const wide = `{"a":[${'{},[],'.repeat(200)}1]}`;
    for (const [text, kind] of [
      [nested(100), 'json'],
      [nested(101), 'text'],
      [`{"a":${'['.repeat(99)}${']'.repeat(99)}}`, 'json'],
      [`{"a":${'['.repeat(100)}${']'.repeat(100)}}`, 'text'],
      [wide, 'json'],
    ] as const) {
      await post(text);
      expect(Object.keys((await mock.lastExchange()).request.body ?? {}), text.slice(0, 20)).toEqual([kind]);
    }
  });

  it('is not JSON with a key that would change every object’s prototype, however it is written', async () => {
    for (const text of ['{"a":{"__proto__":1}}', '{"\\u005f_proto__" : 1}', '{"__pr\\u006Fto__":{}}']) {
      expect((await post(text)).json(), text).toEqual(unreadable('Invalid request payload JSON format'));
    }
    for (const text of ['{"a":"__proto__"}', '{"a":"\\u005f"}', '{"__proto__x":1}']) {
      expect((await post(text)).json().validation.errors[0].key, text).not.toBe('payload');
    }
  });
});
