import type { Exchange, Fault, FaultKind, OperationId } from '../../../spec/types/exchange.ts';
import { requestsOf, submissionsOf } from '../traffic.ts';
import type { Observation, TrafficPrecondition } from '../types.ts';
import { whatCame } from './traffic.ts';

type StatusFault = Extract<Fault, { kind: 'status' }>;

/**
 * The service answers with these, one after the other, in the place of its own answer. A product that was asked and gave
 * up at the first has met it; in traffic that nobody asked for all of them must be seen, and that it went on.
 */
export function answersWith(
  text: string,
  on: OperationId,
  statuses: readonly StatusFault['status'][],
): TrafficPrecondition {
  return {
    text,
    faults: () => statuses.map((status) => ({ on, times: 1, fault: { kind: 'status', status } })),
    findUnmet: (observation) => {
      const wentOn = attemptsOf(observation, on).some((tries) => recovered(tries, statuses, statuses.length));
      const isMet = observation.tasks.length > 0 ? wasAnswered(observation, on, statuses) : wentOn;
      return isMet ? undefined : whatCame(observation);
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
function attemptsOf(observation: Observation, on: OperationId): (readonly Exchange[])[] {
  if (on === 'receiveMovement') return submissionsOf(observation).map(({ tries }) => tries);
  return [requestsOf(observation, on)];
}

function isTaken({ response }: Exchange): boolean {
  return response.status === 200 || response.status === 201;
}

/** In traffic that nobody asked for: so many refusals of one receipt in a row, and still at it or given up. */
const manyRefusals = 4;

export const alwaysTooManyRequests: TrafficPrecondition = {
  text: 'the service refuses every attempt with 429, for as long as the product is at it',
  faults: () => [{ on: 'receiveMovement', times: 'always', fault: { kind: 'status', status: 429 } }],
  findUnmet: (observation) => {
    const isMet =
      observation.tasks.length > 0
        ? wasAnswered(observation, 'receiveMovement', [429])
        : attemptsOf(observation, 'receiveMovement').some((tries) => {
            const refused = tries.filter(({ response }) => response.status === 429);
            return refused.length >= manyRefusals && !tries.some(isTaken);
          });
    return isMet ? undefined : whatCame(observation);
  },
};

/** In traffic that nobody asked for: so many in a row, and a token in the end. */
const fewRefusals = 2;

/** For as long as the product is at it: a plan that ends soon would serve those best who ask without a pause. */
export const theTokenEndpointIsDown: TrafficPrecondition = {
  text: 'the token endpoint answers 503, for as long as the product is at it',
  faults: () => [{ on: 'issueToken', times: 'always', fault: { kind: 'status', status: 503 } }],
  findUnmet: (observation) => {
    const isMet =
      observation.tasks.length > 0
        ? wasAnswered(observation, 'issueToken', [503])
        : attemptsOf(observation, 'issueToken').some((tries) => recovered(tries, [503], fewRefusals));
    return isMet ? undefined : whatCame(observation);
  },
};

/** How long the service asks to be left alone, in seconds: longer than most products wait by themselves. */
const retryAfter = 3;

export const tooManyRequestsWithRetryAfter: TrafficPrecondition = {
  text: `the service refuses the first attempt with 429 and asks for ${retryAfter} seconds of patience (Retry-After)`,
  faults: () => [{ on: 'receiveMovement', times: 1, fault: { kind: 'status', status: 429, retryAfter } }],
  findUnmet: (observation) => {
    const refused = requestsOf(observation, 'receiveMovement').some(
      ({ response }) => response.status === 429 && response.headers['retry-after'] !== undefined,
    );
    return refused ? undefined : whatCame(observation);
  },
};

export const theAnswerIsSlow: TrafficPrecondition = {
  text: 'the service takes very long over the receipt, and stores it',
  faults: ({ slowAnswerMs }) => [{ on: 'receiveMovement', times: 1, fault: { kind: 'delay', ms: slowAnswerMs } }],
  findUnmet: (observation) => (metFault(observation, 'delay') ? undefined : whatCame(observation)),
};

/** Something happens to the connection or to the answer of the first receipt, once. */
export function once(text: string, fault: Fault): TrafficPrecondition {
  return {
    text,
    faults: () => [{ on: 'receiveMovement', times: 1, fault }],
    findUnmet: (observation) => (metFault(observation, fault.kind) ? undefined : whatCame(observation)),
  };
}

/**
 * A token is good for so many requests only, though its answer names the usual life. The first two are: requests that
 * start together may ask for one each and keep the second.
 */
export function theTokenExpiresAfter(uses: number): TrafficPrecondition {
  return {
    text: 'the token expires half way, sooner than it said',
    faults: () => [{ on: 'issueToken', times: 2, fault: { kind: 'early-expiry', uses } }],
    findUnmet: (observation) => (refusedToken(observation, 'Token expired') ? undefined : whatCame(observation)),
  };
}

/** After one receipt; the token was good until then. */
export const theKeyIsChanged: TrafficPrecondition = {
  text: 'the service changes its signing key, so that it no longer knows the token (401)',
  faults: () => [{ on: 'receiveMovement', after: 1, times: 1, fault: { kind: 'rotate-key' } }],
  findUnmet: (observation) => (metFault(observation, 'rotate-key') ? undefined : whatCame(observation)),
};

function wasAnswered(observation: Observation, on: OperationId, statuses: readonly number[]): boolean {
  return requestsOf(observation, on).some(({ response }) => statuses.includes(response.status));
}

function metFault({ exchanges }: Observation, kind: FaultKind): boolean {
  return exchanges.some(({ fault }) => fault === kind);
}

function refusedToken({ exchanges }: Observation, why: string): boolean {
  return exchanges.some(
    ({ response }) => response.status === 401 && (response.headers['www-authenticate'] ?? '').includes(why),
  );
}
