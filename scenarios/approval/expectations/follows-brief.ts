import type { Outcome } from '../../../spec/types/brief.ts';
import type { Exchange } from '../../../spec/types/exchange.ts';
import type { Finding } from '../../../spec/types/verdict.ts';
import {
  compareReceipts,
  describeMismatch,
  describeNotCarried,
  findNotCarried,
} from '../../shared/compare-receipts.ts';
import { formatList, formatValue } from '../../shared/format-text.ts';
import { asJson, isFilledString } from '../../shared/receipt.ts';
import { describeResponse, trackingIdOf } from '../../shared/response.ts';
import type { ReceiptExpectation } from '../types.ts';

/**
 * Every fact of the receipt in the task is in the receipt sent: this exposes a canned payload or a lost field.
 * `compareReceipts` says what counts as the same fact. Own references and optional contact details are only noted. Not
 * evaluated without a task.
 */
export const theBriefWasFollowed: ReceiptExpectation = {
  text: 'the receipt sent carries every fact of the receipt in the task',
  isOwnDemand: true,
  check: ({ brief, receipt, update }) => {
    if (brief === null) return null;
    const asked = asJson(brief.movement);
    const notes = describeNotCarried(findNotCarried(asked, receipt));
    const [first, ...others] = compareReceipts(asked, receipt);
    if (first === undefined) return notes;
    const which = update === null ? 'The receipt sent' : 'The receipt, as the product last updated it,';
    return [
      {
        text: `${which} is not the receipt in the task: ${formatList([first, ...others].map(describeMismatch))}.`,
        ...first,
      },
      ...notes,
    ];
  },
};

/**
 * The outcome that the product reports is the service's response. Not evaluated if no outcome is known. If the response
 * does not judge the receipt (token refused, limit reached, server error), `failed` is correct too.
 */
export const theProductReportsTheResponse: ReceiptExpectation = {
  text: 'the product reports the service’s response',
  isOwnDemand: true,
  check: ({ exchange, outcome }) => {
    if (outcome === null) return null;
    return exchange.response.status === 201 ? afterCreation(exchange, outcome) : afterRefusal(exchange, outcome);
  },
};

function afterCreation(exchange: Exchange, { outcome, wasteTrackingId }: Outcome): Finding[] {
  const issued = trackingIdOf(exchange);
  if (outcome !== 'accepted') {
    return [
      {
        text: `The service created the receipt, but the product ${claim(outcome)}.`,
        expected: 'accepted',
        found: outcome,
      },
    ];
  }
  if (issued === undefined || wasteTrackingId === issued) return [];
  return [
    {
      text:
        wasteTrackingId === undefined || wasteTrackingId === ''
          ? `The product does not report the waste tracking id ${issued}. Every later correction needs it.`
          : `The product reports the waste tracking id ${formatValue(wasteTrackingId)}, but the service issued ${issued}.` +
            ' Every later correction needs the right one.',
      field: 'wasteTrackingId',
      expected: issued,
      found: formatValue(wasteTrackingId),
    },
  ];
}

function afterRefusal(exchange: Exchange, { outcome, wasteTrackingId }: Outcome): Finding[] {
  const judgedTheReceipt = [400, 402].includes(exchange.response.status);
  if (outcome === 'rejected' || (outcome === 'failed' && !judgedTheReceipt)) return inventedId(wasteTrackingId);
  return [
    {
      text: `The service did not accept the receipt, but the product ${claim(outcome)}. The service answered ${describeResponse(exchange)}.`,
      expected: 'rejected',
      found: outcome,
    },
  ];
}

/** Finds an id that the service did not issue: a user keeps the reported one, and corrects the receipt by it later. */
function inventedId(wasteTrackingId: string | undefined): Finding[] {
  if (!isFilledString(wasteTrackingId)) return [];
  const found = formatValue(wasteTrackingId);
  const text = `The service did not accept the receipt, but the product reports the waste tracking id ${found} for it.`;
  return [{ text, field: 'wasteTrackingId', expected: 'no waste tracking id', found }];
}

function claim(outcome: Outcome['outcome']): string {
  switch (outcome) {
    case 'accepted':
      return 'says that it was accepted';
    case 'rejected':
      return 'says that it was rejected';
    case 'blocked':
      return 'says that it stopped the receipt before it was sent';
    case 'failed':
      return 'says that something else went wrong';
  }
}
