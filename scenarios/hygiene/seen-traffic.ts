import type { Exchange } from '../../spec/exchange.ts';
import type { Circumstance, Conduct } from '../behaviour.ts';
import { whatCame } from '../circumstances/traffic.ts';
import { receiptsSent } from './occurrences.ts';

/**
 * The requests that a product makes: those of the service's operations, the token endpoint included, what missed them,
 * and a browser's preflights. A person who looks at the mock's own pages sends other ones.
 */
export function requestsOfTheProduct({ exchanges }: Conduct): Exchange[] {
  return exchanges.filter(({ operationId, request }) => operationId !== null || !/^(?:GET|HEAD)$/.test(request.method));
}

export const theProductSendsRequests: Circumstance = {
  text: 'the product sends requests',
  unmet: (conduct) => (requestsOfTheProduct(conduct).length > 0 ? undefined : whatCame(conduct)),
};

export const theProductSendsReceipts: Circumstance = {
  text: 'the product sends receipts',
  unmet: (conduct) => (receiptsSent(conduct).length > 0 ? undefined : whatCame(conduct)),
};

/** Fields can be looked at only where a receipt is a JSON object. */
export const theProductSendsReadableReceipts: Circumstance = {
  text: 'the product sends receipts that are JSON objects',
  unmet: (conduct) => {
    return receiptsSent(conduct).some(({ receipt }) => receipt !== undefined) ? undefined : whatCame(conduct);
  },
};
