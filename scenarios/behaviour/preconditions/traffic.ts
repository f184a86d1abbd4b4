import type { JsonValue } from '../../../spec/json.ts';
import { movementsOf } from '../../../spec/types/brief.ts';
import { type Exchange, jsonOf } from '../../../spec/types/exchange.ts';
import { asJson, isBlank } from '../../shared/receipt.ts';
import { describeExchanges, warningsOf } from '../../shared/response.ts';
import { requestsOf, submissionsOf } from '../traffic.ts';
import type { Observation, TrafficPrecondition } from '../types.ts';

export const aTokenIsAskedFor: TrafficPrecondition = {
  text: 'the product asks for a token',
  findUnmet: (observation) =>
    requestsOf(observation, 'issueToken').length > 0 ? undefined : describeTraffic(observation),
};

export const aReceiptIsSent: TrafficPrecondition = {
  text: 'the product sends a receipt',
  findUnmet: (observation) =>
    requestsOf(observation, 'receiveMovement').length > 0 ? undefined : describeTraffic(observation),
};

/** Requires several receipts: `count` different ones without a task; with one, two are enough. */
export function severalReceiptsAreSent(count: number, text: string): TrafficPrecondition {
  return {
    text,
    findUnmet: (observation) => {
      const sent = submissionsOf(observation).filter(({ tries }) => tries.length > 0).length;
      const min = observation.tasks.length > 0 ? 2 : count;
      return sent >= min ? undefined : `${sent === 0 ? 'No' : sent} ${sent === 1 ? 'receipt' : 'receipts'} came.`;
    },
  };
}

/** Describes the recorded traffic, so that a person knows where to look. */
export function describeTraffic(observation: Observation): string {
  if (observation.exchanges.length === 0) return 'No request of this client reached the service.';
  return `Recorded traffic: ${describeExchanges(observation.exchanges)}.`;
}

export const theServiceChargeHasLapsed: TrafficPrecondition = {
  text: 'the service charge of the organisation has lapsed (402)',
  organisation: 'lapsed',
  findUnmet: (observation) => (answered(observation, 402) ? undefined : describeTraffic(observation)),
};

export const theReceiptHasErrors: TrafficPrecondition = {
  text: 'the receipt has errors, and the service refuses it (400)',
  findUnmet: (observation) => (answered(observation, 400) ? undefined : describeTraffic(observation)),
};

export const theReceiptIsWarnedAbout: TrafficPrecondition = {
  text: 'the service accepts the receipt with warnings',
  findUnmet: (observation) => {
    const taken = requestsOf(observation, 'receiveMovement', 'updateMovement').filter((each) =>
      isOfATask(each, observation),
    );
    return taken.some((exchange) => warningsOf(exchange).length > 0) ? undefined : describeTraffic(observation);
  },
};

/** Without a task, only an update shows that there was something to correct. */
export const aStoredReceiptNeedsCorrecting: TrafficPrecondition = {
  text: 'a stored receipt needs a correction',
  findUnmet: (observation) => {
    const isStored = requestsOf(observation, 'receiveMovement').some(({ response }) => response.status === 201);
    if (!isStored) return describeTraffic(observation);
    if (observation.tasks.length === 0) {
      const updated = requestsOf(observation, 'updateMovement').some(({ response }) => response.status === 200);
      return updated ? undefined : 'No receipt was corrected.';
    }
    const isAsked = observation.tasks.some(({ brief }) => brief.action === 'update');
    return isAsked ? undefined : 'The product reported no tracking id, so the correction task could not be given.';
  },
};

/** Also met by a product that records a new receipt instead of sending the update. */
export const theReceiptIsUnknown: TrafficPrecondition = {
  text: 'the service does not know the receipt to correct (404)',
  findUnmet: (observation) => {
    const sent = requestsOf(observation, 'receiveMovement', 'updateMovement');
    const isNew = ({ response }: Exchange) => observation.tasks.length > 0 && response.status === 201;
    return sent.some((each) => isUpdateOfNothing(each) || isNew(each)) ? undefined : describeTraffic(observation);
  },
};

function isUpdateOfNothing({ operationId, response }: Exchange): boolean {
  return operationId === 'updateMovement' && response.status === 404;
}

function answered(observation: Observation, status: number): boolean {
  return requestsOf(observation, 'receiveMovement', 'updateMovement').some(
    (exchange) => exchange.response.status === status && isOfATask(exchange, observation),
  );
}

/**
 * True for a receipt of a task: a stub, such as `{}`, is refused as well, and shows nothing of how a receipt would
 * fare.
 */
function isOfATask({ request }: Exchange, { tasks }: Observation): boolean {
  if (tasks.length === 0) return true;
  const sent = jsonOf(request.body) ?? null;
  return tasks.some(({ brief }) => movementsOf(brief).some((movement) => isMostly(asJson(movement), sent)));
}

/** True if at least half of the facts arrived, so that a receipt that was put right in part still counts. */
function isMostly(asked: JsonValue, sent: JsonValue): boolean {
  const facts = factsOf(asked);
  const arrived = factsOf(sent);
  const found = [...facts].filter(([path, fact]) => arrived.get(path) === fact).length;
  return found >= facts.size / 2;
}

/** Returns the plain values by their paths, alike in any spelling. */
function factsOf(value: JsonValue, path = '', depth = 0): Map<string, string> {
  if (typeof value !== 'object' || value === null) {
    return new Map(
      isBlank(value)
        ? []
        : [
            [
              path,
              String(value)
                .toLowerCase()
                .replace(/[^\p{L}\d]/gu, ''),
            ],
          ],
    );
  }
  if (depth > maxDepth) return new Map();
  const members = Object.entries(value);
  return new Map(members.flatMap(([key, each]) => [...factsOf(each, `${path}.${key}`, depth + 1)]));
}

/** Deeper than a receipt. */
const maxDepth = 8;
