import { movementsOf } from '../../../spec/types/brief.ts';
import type { Exchange, Fault, FaultKind, OperationId } from '../../../spec/types/exchange.ts';
import { compareReceipts } from '../../shared/compare-receipts.ts';
import { asJson } from '../../shared/receipt.ts';
import { receiptOf, requestsOf, submissionsOf } from '../traffic.ts';
import type { Observation, TrafficPrecondition } from '../types.ts';
import { describeTraffic } from './traffic.ts';

type StatusFault = Extract<Fault, { kind: 'status' }>;

/**
 * Arranges that the service answers receipts with these statuses in turn instead of its own response. With a task, one
 * of them is enough (a product may give up at the first); without a task, all of them and a later success must be seen.
 */
export function answersWith(text: string, statuses: readonly StatusFault['status'][]): TrafficPrecondition {
  return {
    text,
    faults: () => statuses.map((status) => ({ on: 'receiveMovement', times: 1, fault: { kind: 'status', status } })),
    findUnmet: (observation) => {
      const wentOn = submissionsOf(observation).some(({ tries }) => recovered(tries, statuses, statuses.length));
      const isMet = observation.tasks.length > 0 ? wasAnswered(observation, 'receiveMovement', statuses) : wentOn;
      return isMet ? undefined : describeTraffic(observation);
    },
  };
}

/** True if an attempt was accepted after `count` responses with one of these statuses. */
function recovered(tries: readonly Exchange[], statuses: readonly number[], count: number): boolean {
  const refused = tries.filter(({ response }) => statuses.includes(response.status));
  const last = refused[count - 1];
  return last !== undefined && tries.some((each) => each.seq > last.seq && isTaken(each));
}

function isTaken({ response }: Exchange): boolean {
  return response.status === 200 || response.status === 201;
}

/** Without a task: this many refusals of one receipt in a row, none accepted. */
const manyRefusals = 4;

/** Longer than five attempts take that double their waits from a second. Some products try for hours. */
const longMs = 25_000;

export const alwaysTooManyRequests: TrafficPrecondition = {
  text: `the service refuses every attempt with 429, for ${longMs / 1000} seconds`,
  faultsLastMs: longMs,
  faults: () => [{ on: 'receiveMovement', times: 'always', fault: { kind: 'status', status: 429 } }],
  findUnmet: (observation) => {
    const isMet =
      observation.tasks.length > 0
        ? wasAnswered(observation, 'receiveMovement', [429])
        : submissionsOf(observation).some(({ tries }) => {
            const refused = tries.filter(({ response }) => response.status === 429);
            return refused.length >= manyRefusals && !tries.some(isTaken);
          });
    return isMet ? undefined : describeTraffic(observation);
  },
};

/** Without a task: this many in a row, then a token. */
const fewRefusals = 2;

/** Without an end: a short fault plan would favour products that retry without a pause. */
export const theTokenEndpointIsDown: TrafficPrecondition = {
  text: 'the token endpoint answers every request with 503',
  faults: () => [{ on: 'issueToken', times: 'always', fault: { kind: 'status', status: 503 } }],
  findUnmet: (observation) => {
    const isMet =
      observation.tasks.length > 0
        ? wasAnswered(observation, 'issueToken', [503])
        : recovered(requestsOf(observation, 'issueToken'), [503], fewRefusals);
    return isMet ? undefined : describeTraffic(observation);
  },
};

/** Retry-After in seconds: longer than most products wait by themselves. */
const retryAfter = 3;

export const tooManyRequestsWithRetryAfter: TrafficPrecondition = {
  text: `the service refuses the first attempt with 429 and asks for a wait of ${retryAfter} seconds (Retry-After)`,
  faults: () => [{ on: 'receiveMovement', times: 1, fault: { kind: 'status', status: 429, retryAfter } }],
  findUnmet: (observation) => {
    const refused = requestsOf(observation, 'receiveMovement').some(
      (exchange) =>
        exchange.response.status === 429 &&
        exchange.response.headers['retry-after'] !== undefined &&
        isOfTheReceipt(exchange, observation),
    );
    return refused ? undefined : describeTraffic(observation);
  },
};

export const theResponseIsSlow: TrafficPrecondition = {
  text: 'the service answers very slowly, and stores the receipt',
  faults: ({ slowAnswerMs }) => [{ on: 'receiveMovement', times: 1, fault: { kind: 'delay', ms: slowAnswerMs } }],
  findUnmet: (observation) => (metFault(observation, 'delay') ? undefined : describeTraffic(observation)),
};

/** Plans a fault that happens once, to the first receipt. */
export function once(text: string, fault: Fault): TrafficPrecondition {
  return {
    text,
    faults: () => [{ on: 'receiveMovement', times: 1, fault }],
    findUnmet: (observation) => (metFault(observation, fault.kind) ? undefined : describeTraffic(observation)),
  };
}

/** The token that the third receipt is sent with, so that requests of another kind and other tokens do not matter. */
export const theTokenExpiresEarly: TrafficPrecondition = {
  text: 'the token expires earlier than its response said: the third receipt that is sent is refused with 401 for it',
  faults: () => [{ on: 'receiveMovement', after: 2, times: 1, fault: { kind: 'expire-token' } }],
  findUnmet: (observation) => {
    const isMet =
      observation.tasks.length > 0
        ? metFault(observation, 'expire-token')
        : hasRefusedToken(observation, 'Token expired');
    return isMet ? undefined : noTokenDied(observation, 'third');
  },
};

/** After one receipt: until then the token is valid. */
export const theKeyIsRotated: TrafficPrecondition = {
  text: 'the service changes its signing key: the second receipt that is sent is refused with 401 for its token',
  faults: () => [{ on: 'receiveMovement', after: 1, times: 1, fault: { kind: 'rotate-key' } }],
  findUnmet: (observation) => (metFault(observation, 'rotate-key') ? undefined : noTokenDied(observation, 'second')),
};

function noTokenDied(observation: Observation, which: string): string {
  return `No token was refused: the ${which} receipt that is sent with a valid token would have been. ${describeTraffic(observation)}`;
}

function wasAnswered(observation: Observation, on: OperationId, statuses: readonly number[]): boolean {
  return requestsOf(observation, on).some(
    (exchange) => statuses.includes(exchange.response.status) && isOfTheReceipt(exchange, observation),
  );
}

function metFault(observation: Observation, kind: FaultKind): boolean {
  return observation.exchanges.some((exchange) => exchange.fault === kind && isOfTheReceipt(exchange, observation));
}

/**
 * Returns false for a submission of something other than the task's receipt, and for one that was recorded: a product
 * could use up the faults with it, and then submit the receipt undisturbed.
 */
function isOfTheReceipt(exchange: Exchange, { exchanges, tasks }: Observation): boolean {
  if (tasks.length === 0 || exchange.operationId !== 'receiveMovement') return true;
  const sent = receiptOf(exchange);
  if (sent === undefined) return false;
  const recorded = exchanges
    .filter(({ response }) => response.status === 201)
    .map(receiptOf)
    .filter((receipt) => receipt !== undefined);
  const asked = tasks.flatMap(({ brief }) => movementsOf(brief).map(asJson));
  return (
    recorded.length === 0 || [...asked, ...recorded].some((receipt) => compareReceipts(receipt, sent).length === 0)
  );
}

function hasRefusedToken({ exchanges }: Observation, why: string): boolean {
  return exchanges.some(
    ({ response }) => response.status === 401 && (response.headers['www-authenticate'] ?? '').includes(why),
  );
}
