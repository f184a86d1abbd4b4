import type { Exchange, OperationId } from '../../spec/exchange.ts';
import type { Fault, FaultKind } from '../../spec/fault.ts';
import type { Circumstance, Conduct } from '../behaviour.ts';
import { requestsOf, submissionsOf } from '../conduct.ts';
import { whatCame } from './traffic.ts';

type StatusFault = Extract<Fault, { kind: 'status' }>;

/**
 * The service answers with these, one after the other, in the place of its own answer. A product that was asked and gave
 * up at the first has met it; in traffic that nobody asked for all of them must be seen, and that it went on.
 */
export function answersWith(text: string, on: OperationId, statuses: readonly StatusFault['status'][]): Circumstance {
  return {
    text,
    faults: () => statuses.map((status) => ({ on, times: 1, fault: { kind: 'status', status } })),
    unmet: (conduct) => {
      const wentOn = attemptsOf(conduct, on).some((tries) => recovered(tries, statuses, statuses.length));
      const isMet = conduct.tasks.length > 0 ? wasAnswered(conduct, on, statuses) : wentOn;
      return isMet ? undefined : whatCame(conduct);
    },
  };
}

/** After so many answers with one of these, one attempt was taken. */
function recovered(tries: readonly Exchange[], statuses: readonly number[], count: number): boolean {
  const refused = tries.filter(({ response }) => statuses.includes(response.status));
  const last = refused[count - 1];
  return last !== undefined && tries.some((each) => each.seq > last.seq && isTaken(each));
}

/** Attempts at the same thing. */
function attemptsOf(conduct: Conduct, on: OperationId): (readonly Exchange[])[] {
  if (on === 'receiveMovement') return submissionsOf(conduct).map(({ tries }) => tries);
  return [requestsOf(conduct, on)];
}

function isTaken({ response }: Exchange): boolean {
  return response.status === 200 || response.status === 201;
}

/** In traffic that nobody asked for: so many refusals of one receipt in a row, and still at it or given up. */
const manyRefusals = 4;

export const alwaysTooManyRequests: Circumstance = {
  text: 'the service refuses every attempt with 429, for as long as the product is at it',
  faults: () => [{ on: 'receiveMovement', times: 'always', fault: { kind: 'status', status: 429 } }],
  unmet: (conduct) => {
    const isMet =
      conduct.tasks.length > 0
        ? wasAnswered(conduct, 'receiveMovement', [429])
        : attemptsOf(conduct, 'receiveMovement').some((tries) => {
            const refused = tries.filter(({ response }) => response.status === 429);
            return refused.length >= manyRefusals && !tries.some(isTaken);
          });
    return isMet ? undefined : whatCame(conduct);
  },
};

/** In traffic that nobody asked for: so many in a row, and a token in the end. */
const fewRefusals = 2;

/** For as long as the product is at it: a plan that ends soon would serve those best who ask without a pause. */
export const theTokenEndpointIsDown: Circumstance = {
  text: 'the token endpoint answers 503, for as long as the product is at it',
  faults: () => [{ on: 'issueToken', times: 'always', fault: { kind: 'status', status: 503 } }],
  unmet: (conduct) => {
    const isMet =
      conduct.tasks.length > 0
        ? wasAnswered(conduct, 'issueToken', [503])
        : attemptsOf(conduct, 'issueToken').some((tries) => recovered(tries, [503], fewRefusals));
    return isMet ? undefined : whatCame(conduct);
  },
};

/** How long the service asks to be left alone, in seconds: longer than most products wait by themselves. */
const retryAfter = 3;

export const tooManyRequestsWithRetryAfter: Circumstance = {
  text: `the service refuses the first attempt with 429 and asks for ${retryAfter} seconds of patience (Retry-After)`,
  faults: () => [{ on: 'receiveMovement', times: 1, fault: { kind: 'status', status: 429, retryAfter } }],
  unmet: (conduct) => {
    const refused = requestsOf(conduct, 'receiveMovement').some(
      ({ response }) => response.status === 429 && response.headers['retry-after'] !== undefined,
    );
    return refused ? undefined : whatCame(conduct);
  },
};

export const theAnswerIsSlow: Circumstance = {
  text: 'the service takes very long over the receipt, and stores it',
  faults: ({ slowAnswerMs }) => [{ on: 'receiveMovement', times: 1, fault: { kind: 'delay', ms: slowAnswerMs } }],
  unmet: (conduct) => (metFault(conduct, 'delay') ? undefined : whatCame(conduct)),
};

/** Something happens to the connection or to the answer of the first receipt, once. */
export function once(text: string, fault: Fault): Circumstance {
  return {
    text,
    faults: () => [{ on: 'receiveMovement', times: 1, fault }],
    unmet: (conduct) => (metFault(conduct, fault.kind) ? undefined : whatCame(conduct)),
  };
}

/**
 * A token is good for so many requests only, though its answer names the usual life. The first two are: requests that
 * start together may ask for one each and keep the second.
 */
export function theTokenExpiresAfter(uses: number): Circumstance {
  return {
    text: 'the token expires half way, sooner than it said',
    faults: () => [{ on: 'issueToken', times: 2, fault: { kind: 'early-expiry', uses } }],
    unmet: (conduct) => (refusedToken(conduct, 'Token expired') ? undefined : whatCame(conduct)),
  };
}

/** After one receipt; the token was good until then. */
export const theKeyIsChanged: Circumstance = {
  text: 'the service changes its signing key, so that it no longer knows the token (401)',
  faults: () => [{ on: 'receiveMovement', after: 1, times: 1, fault: { kind: 'rotate-key' } }],
  unmet: (conduct) => (metFault(conduct, 'rotate-key') ? undefined : whatCame(conduct)),
};

function wasAnswered(conduct: Conduct, on: OperationId, statuses: readonly number[]): boolean {
  return requestsOf(conduct, on).some(({ response }) => statuses.includes(response.status));
}

function metFault({ exchanges }: Conduct, kind: FaultKind): boolean {
  return exchanges.some(({ fault }) => fault === kind);
}

function refusedToken({ exchanges }: Conduct, why: string): boolean {
  return exchanges.some(
    ({ response }) => response.status === 401 && (response.headers['www-authenticate'] ?? '').includes(why),
  );
}
