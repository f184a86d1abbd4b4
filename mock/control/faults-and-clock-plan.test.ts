import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { control } from '../testing/control-client.ts';
import { type OpenMock, openMock } from '../testing/open-mock.ts';

const line = { on: 'listPopNames', times: 1, fault: { kind: 'status', status: 503 } };
const former = [{ ...line, times: 3 }];
const put = (body: JsonValue) => control(mock, 'PUT', '/faults', { body });
const left = async () => (await control(mock, 'GET', '/faults')).json();

let mock: OpenMock;
beforeAll(async () => {
  mock = await openMock();
});
beforeEach(async () => {
  await put(former);
});

describe('a fault plan is accepted', () => {
  it.each<[JsonObject]>([
    [{ kind: 'status', status: 429 }],
    [{ kind: 'status', status: 429, retryAfter: 0, body: { slow: 'down' } }],
    [{ kind: 'status', status: 503, retryAfter: 'Mon, 05 Oct 2026 09:30:00 GMT' }],
    [{ kind: 'delay', ms: 0 }],
    [{ kind: 'reset' }],
    [{ kind: 'lost-answer' }],
    [{ kind: 'truncated' }],
    [{ kind: 'drip', ms: 600_000 }],
    [{ kind: 'malformed-json' }],
    [{ kind: 'early-expiry', seconds: 0 }],
    [{ kind: 'early-expiry', uses: 1 }],
    [{ kind: 'early-expiry', seconds: 60, uses: 1 }],
    [{ kind: 'expire-token' }],
    [{ kind: 'rotate-key' }],
  ])('with %j, and shown again as it is', async (fault) => {
    const plan = [
      { on: 'issueToken', times: 'always', fault },
      { on: 'issueToken', client: 'me', after: 2, times: 0, fault },
    ];
    expect([(await put(plan)).json(), await left()]).toEqual([plan, plan]);
  });
});

describe('a fault plan is refused, and the former one stays', () => {
  const faulty = (fault: JsonObject, on = 'listPopNames') => [{ on, times: 1, fault }];
  const kinds =
    'status, delay, reset, lost-answer, truncated, drip, malformed-json, early-expiry, expire-token, rotate-key';
  const number = '0.times must be integer or 0.times must be equal to one of the allowed values: always';

  it.each<[string, JsonValue, string]>([
    ['that is not a list', line, 'the body must be array'],
    ['of something else', [line, 3], '1 must be object'],
    [
      'for an unknown operation',
      [{ ...line, on: 'explode' }],
      '0.on must be equal to one of the allowed values: issueT',
    ],
    ['with something more', [{ ...line, why: 'x' }], '0 has no field "why"'],
    ['without a number of times', [{ on: line.on, fault: line.fault }], "0 must have required property 'times'"],
    ['with fewer times than none', [{ ...line, times: -1 }], '0.times must be >= 0 or'],
    ['with half a time', [{ ...line, times: 0.5 }], number],
    ['with times in other words', [{ ...line, times: 'often' }], number],
    ['after fewer than none', [{ ...line, after: -1 }], '0.after must be >= 0'],
    ['for a client that is not text', [{ ...line, client: 7 }], '0.client must be string'],
    ['without a fault', [{ on: line.on, times: 1 }], "0 must have required property 'fault'"],
    ['of an unknown kind', faulty({ kind: 'meteor' }), `0.fault.kind must be one of: ${kinds}`],
    ['of no kind', faulty({ ms: 5 }), "0.fault must have required property 'kind'"],
    ['with an unknown status', faulty({ kind: 'status', status: 418 }), '0.fault.status must be equal to one of'],
    ['without a status', faulty({ kind: 'status' }), "0.fault must have required property 'status'"],
    ['with a body that is text', faulty({ ...line.fault, body: 'x' }), '0.fault.body must be object'],
    ['with Retry-After in the past', faulty({ ...line.fault, retryAfter: -1 }), '0.fault.retryAfter must be >= 0 or'],
    ['with Retry-After some day', faulty({ ...line.fault, retryAfter: 'soon' }), 'match format "http-date"'],
    [
      'with Retry-After on no such day',
      faulty({ ...line.fault, retryAfter: 'Tue, 05 Oct 2026 09:30:00 GMT' }),
      'match format "http-date"',
    ],
    ['with a delay below zero', faulty({ kind: 'delay', ms: -1 }), '0.fault.ms must be >= 0'],
    ['with a delay without end', faulty({ kind: 'delay', ms: 1e9 }), '0.fault.ms must be <= 600000'],
    ['with a delay of no length', faulty({ kind: 'delay' }), "0.fault must have required property 'ms'"],
    ['with a drip below zero', faulty({ kind: 'drip', ms: -1 }), '0.fault.ms must be >= 0'],
    ['with a reset of some length', faulty({ kind: 'reset', ms: 5 }), '0.fault has no field "ms"'],
    [
      'with an early expiry that never happens',
      faulty({ kind: 'early-expiry' }, 'issueToken'),
      "0.fault must have required property 'seconds' or 0.fault must have required property 'uses'",
    ],
    [
      'with fewer uses than none',
      faulty({ kind: 'early-expiry', uses: -1 }, 'issueToken'),
      '0.fault.uses must be >= 0',
    ],
    [
      'with an early expiry for an operation that issues no token',
      faulty({ kind: 'early-expiry', uses: 1 }),
      '0.on must be equal to one of the allowed values: issueToken or 0.fault must be another one',
    ],
  ])('%s', async (_, body, message) => {
    const answer = await put(body);
    expect([answer.statusCode, answer.json().error]).toEqual([400, 'Bad Request']);
    expect(answer.json().message).toContain(message);
    expect(await left()).toEqual(former);
  });
});
