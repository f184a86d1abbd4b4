import type { Exchange } from '../../spec/types/exchange.ts';
import { whatCame } from '../behaviour/preconditions/traffic.ts';
import type { Observation, TrafficPrecondition } from '../behaviour/types.ts';
import { receiptsSent } from './group-findings.ts';

/**
 * The requests that a product makes: those of the service's operations, the token endpoint included, what missed them,
 * and a browser's preflights. A person who looks at the mock's own pages sends other ones.
 */
export function requestsOfTheProduct({ exchanges }: Observation): Exchange[] {
  return exchanges.filter(({ operationId, request }) => operationId !== null || !/^(?:GET|HEAD)$/.test(request.method));
}

export const theProductSendsRequests: TrafficPrecondition = {
  text: 'the product sends requests',
  findUnmet: (observation) => (requestsOfTheProduct(observation).length > 0 ? undefined : whatCame(observation)),
};

export const theProductSendsReceipts: TrafficPrecondition = {
  text: 'the product sends receipts',
  findUnmet: (observation) => (receiptsSent(observation).length > 0 ? undefined : whatCame(observation)),
};

/** Fields can be looked at only where a receipt is a JSON object. */
export const theProductSendsReadableReceipts: TrafficPrecondition = {
  text: 'the product sends receipts that are JSON objects',
  findUnmet: (observation) => {
    return receiptsSent(observation).some(({ receipt }) => receipt !== undefined) ? undefined : whatCame(observation);
  },
};
