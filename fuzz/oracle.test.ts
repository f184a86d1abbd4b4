import { describe, expect, test } from 'vitest';
import type { Attack } from './attack.ts';
import { pollution } from './canary.ts';
import { faster } from './growth.ts';
import { type Journal, recordFindings } from './journal.ts';
import { checkOutcome, operationOf } from './oracle.ts';
import type { Answer } from './read-answers.ts';
import type { Outcome } from './wire.ts';

const attack = (request: string, isAlone = false): Attack => {
  return { level: 'http', name: 'a request', text: `${request} HTTP/1.1\r\n\r\n`, isAlone };
};
const json = { 'content-type': 'application/json; charset=utf-8' };
const answered = (status: number, body: unknown, headers: Answer['headers'] = json): Outcome => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'answered', answers: [{ status, headers, body: text }], left: 0, ms: 1 };
};
const notFound = { statusCode: 404, error: 'Not Found', message: 'Not Found' };

describe('a documented response', () => {
  test.each<[string, Outcome]>([
    ['GET /health', answered(200, { message: 'success' })],
    ['GET /health/?a=b', answered(200, { message: 'success' })],
    ['GET http://example.com/he%61lth', answered(200, { message: 'success' })],
    ['HEAD /health', answered(200, '', {})],
    ['POST /movements/receive', answered(201, { wasteTrackingId: '26BHUT6U' })],
    ['DELETE /nowhere', answered(404, notFound)],
    ['POST /_rehearsal/organisations', answered(409, { error: 'Conflict', message: 'There is one.' })],
    ['BREW /', answered(400, '', {})],
  ])('to %s is none to speak of', (request, outcome) => {
    expect(checkOutcome(attack(request), outcome)).toBeUndefined();
  });
});

describe('a response is a finding', () => {
  test.each<[string, string, Outcome]>([
    ['of an undocumented status', 'GET /health', answered(302, { message: 'success' })],
    ['of another route', 'GET /health', answered(201, { wasteTrackingId: '26BHUT6U' })],
    ['with one field more', 'GET /nowhere', answered(404, { ...notFound, stack: 'at …' })],
    ['with another status inside', 'GET /nowhere', answered(404, { ...notFound, statusCode: 400 })],
    ['that is not JSON', 'GET /nowhere', answered(404, '<h1>Not Found</h1>')],
    ['of another media type', 'GET /nowhere', answered(404, notFound, { 'content-type': 'text/html' })],
    [
      'that reveals an internal error',
      'POST /_rehearsal/tokens',
      answered(500, { statusCode: 500, error: 'x', message: 'Maximum call stack' }),
    ],
    ['whose status line is none', 'GET /health', answered(0, '')],
  ])('%s', (_, request, outcome) => {
    expect(checkOutcome(attack(request), outcome)).toMatchObject({ kind: 'undocumented' });
  });

  test('that never comes', () => {
    expect(checkOutcome(attack('GET /health'), { kind: 'silent', answers: [], left: 0, ms: 1 })).toMatchObject({
      kind: 'hang',
    });
  });

  test('that is cut off, unless the request was too large to be read', () => {
    const closed: Outcome = { kind: 'closed', answers: [], left: 7, ms: 1 };
    expect(checkOutcome(attack('GET /health'), closed)).toMatchObject({ kind: 'no-answer' });
    expect(checkOutcome(attack(`GET /${'x'.repeat(1_048_577)}`), closed)).toBeUndefined();
    expect(checkOutcome(attack('GET /health', true), closed)).toBeUndefined();
  });

  test('to a broken request too, if it is not documented', () => {
    expect(checkOutcome(attack('BREW', true), answered(200, { message: 'failure' }))).toMatchObject({
      kind: 'undocumented',
    });
  });
});

test('the operation of a request is its method and its path, as routes see it', () => {
  expect(operationOf('PUT /movements/%2E;a/receive?x=/y#z HTTP/1.1\r\n')).toBe('PUT /movements/.;a/receive');
  expect(operationOf('GET /%zz HTTP/1.1\r\n')).toBe('GET /%zz');
  expect(operationOf('\0')).toBe(' ');
});

describe('the check after a batch', () => {
  const journal: Journal = {
    counts: new Map([
      ['twice', 2],
      ['once', 1],
    ]),
    position: 3,
    findings: [],
  };

  test('a request that a route has seen is recorded once, and one that none has seen is not', () => {
    expect(recordFindings(journal, 'once', true)).toEqual([]);
    expect(recordFindings(journal, 'never', false)).toEqual([]);
    for (const seen of [true, false, undefined]) expect(recordFindings(journal, 'twice', seen)).toHaveLength(1);
    expect(recordFindings(journal, 'never', true)).toHaveLength(1);
    expect(recordFindings(journal, 'once', false)).toHaveLength(1);
    expect(recordFindings(journal, 'once', undefined)).toEqual([]);
  });

  test('known requests get the same responses as before', () => {
    expect(pollution([{ status: 400 }], [{ status: 400 }])).toBeUndefined();
    expect(pollution([{ status: 400 }], [{ status: 400, polluted: true }])).toMatchObject({ kind: 'pollution' });
  });
});

describe('the time for an input that doubles', () => {
  test.each([
    ['doubles as well', [100, 200, 400, 800, 1600]],
    ['is next to nothing', [0, 0, 1, 9, 140]],
    ['jumps once', [10, 10, 90, 90, 100]],
  ])('may be one that %s', (_, times) => {
    expect(faster({ name: '', times })).toEqual([]);
  });

  test.each([
    ['quadruples', [10, 40, 160, 640, 2560]],
    ['has no end', [10, 20, 40, Number.MAX_SAFE_INTEGER]],
  ])('is a finding where it %s', (_, times) => {
    expect(faster({ name: '', times })).not.toEqual([]);
  });
});
