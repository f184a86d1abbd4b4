import { exchangesInWords } from '../answer.ts';
import type { Circumstance, Conduct } from '../behaviour.ts';
import { requestsOf, submissionsOf } from '../conduct.ts';

export const aTokenIsAskedFor: Circumstance = {
  text: 'the product asks for a token',
  unmet: (conduct) => (requestsOf(conduct, 'issueToken').length > 0 ? undefined : whatCame(conduct)),
};

export const aReceiptIsSent: Circumstance = {
  text: 'the product sends a receipt',
  unmet: (conduct) => (requestsOf(conduct, 'receiveMovement').length > 0 ? undefined : whatCame(conduct)),
};

/** In traffic that nobody asked for, so many different receipts must be there; else what was asked for is enough. */
export function severalReceiptsAreSent(count: number, text: string): Circumstance {
  return {
    text,
    unmet: (conduct) => {
      const sent = submissionsOf(conduct).filter(({ tries }) => tries.length > 0).length;
      const least = conduct.tasks.length > 0 ? 2 : count;
      return sent >= least ? undefined : `${sent === 0 ? 'No' : sent} ${sent === 1 ? 'receipt' : 'receipts'} came.`;
    },
  };
}

/** What came in the place of what should have come, so that a person knows where to look. */
export function whatCame(conduct: Conduct): string {
  if (conduct.exchanges.length === 0) return 'No request of this client reached the service.';
  return `What came: ${exchangesInWords(conduct.exchanges)}.`;
}
