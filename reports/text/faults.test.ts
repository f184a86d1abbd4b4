import { expect, test } from 'vitest';
import type { Fault, FaultKind, PlannedFault } from '../../spec/types/exchange.ts';
import { describeFault, describeFaultedResponse, describePlannedFault } from './faults.ts';

const response = (status: number) => ({ response: { status, headers: {}, body: null } });

test.each<[FaultKind | undefined, number, string]>([
  [undefined, 201, '201'],
  [undefined, 0, 'no answer'],
  ['status', 503, '503'],
  ['reset', 0, 'no answer (reset)'],
  ['lost-answer', 201, 'no answer (the 201 was lost)'],
  ['lost-answer', 0, 'no answer (lost)'],
  ['truncated', 201, '201, broken off half way'],
  ['malformed-json', 201, '201, not JSON'],
  ['drip', 201, '201, in small pieces'],
  ['delay', 201, '201, delayed'],
  ['early-expiry', 200, '200'],
  ['expire-token', 401, '401'],
  ['rotate-key', 401, '401'],
])('with the fault %s and the status %d the answer reads "%s"', (fault, status, words) => {
  expect(describeFaultedResponse({ ...response(status), ...(fault === undefined ? {} : { fault }) })).toBe(words);
});

test.each<[Fault, string]>([
  [{ kind: 'status', status: 429 }, 'the answer 429'],
  [{ kind: 'status', status: 503, retryAfter: 2 }, 'the answer 503 with Retry-After 2'],
  [{ kind: 'delay', ms: 12_000 }, 'a delay of 12 seconds'],
  [{ kind: 'reset' }, 'a reset before anything is stored'],
  [{ kind: 'lost-answer' }, 'a reset instead of the answer'],
  [{ kind: 'truncated' }, 'an answer that breaks off half way'],
  [{ kind: 'drip', ms: 500 }, 'an answer in small pieces over 500 ms'],
  [{ kind: 'malformed-json' }, 'an answer that is not JSON'],
  [{ kind: 'early-expiry' }, 'a token that expires early'],
  [{ kind: 'early-expiry', seconds: 2 }, 'a token that expires early, after 2 seconds'],
  [{ kind: 'early-expiry', seconds: 2, uses: 1 }, 'a token that expires early, after 2 seconds or one use'],
  [{ kind: 'expire-token' }, 'the expiry of the token that a request is sent with'],
  [{ kind: 'rotate-key' }, 'a change of the signing key'],
])('%j, planned and never met, reads "%s"', (fault, words) => {
  expect(describePlannedFault({ on: 'receiveMovement', times: 1, fault })).toBe(`receiveMovement: ${words}, once`);
});

test('how often and after how many requests without a fault is said too', () => {
  const planned: PlannedFault = { on: 'issueToken', times: 'always', fault: { kind: 'reset' } };
  expect(describePlannedFault(planned)).toMatch(/, every time$/);
  expect(describePlannedFault({ ...planned, times: 3, after: 2 })).toMatch(/, 3 times, after 2 without a fault$/);
  expect(describePlannedFault({ ...planned, after: 0 })).toMatch(/, every time$/);
});

test('no two faults read alike', () => {
  expect(new Set(Object.values(describeFault)).size).toBe(Object.keys(describeFault).length);
});
