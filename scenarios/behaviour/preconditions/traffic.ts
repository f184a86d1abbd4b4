import { describeExchanges } from '../../shared/response.ts';
import { requestsOf, submissionsOf } from '../traffic.ts';
import type { Observation, TrafficPrecondition } from '../types.ts';

export const aTokenIsAskedFor: TrafficPrecondition = {
  text: 'the product asks for a token',
  findUnmet: (observation) => (requestsOf(observation, 'issueToken').length > 0 ? undefined : whatCame(observation)),
};

export const aReceiptIsSent: TrafficPrecondition = {
  text: 'the product sends a receipt',
  findUnmet: (observation) =>
    requestsOf(observation, 'receiveMovement').length > 0 ? undefined : whatCame(observation),
};

/** In traffic that nobody asked for, so many different receipts must be there; else what was asked for is enough. */
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

/** What came in the place of what should have come, so that a person knows where to look. */
export function whatCame(observation: Observation): string {
  if (observation.exchanges.length === 0) return 'No request of this client reached the service.';
  return `What came: ${describeExchanges(observation.exchanges)}.`;
}
