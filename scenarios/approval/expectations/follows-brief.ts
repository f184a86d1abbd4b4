import type { Outcome } from '../../../spec/types/brief.ts';
import type { Exchange } from '../../../spec/types/exchange.ts';
import type { Finding } from '../../../spec/types/verdict.ts';
import { compareReceipts, type FieldMismatch } from '../../shared/compare-receipts.ts';
import { formatList, formatValue } from '../../shared/format-text.ts';
import { asJson } from '../../shared/receipt.ts';
import { describeResponse, trackingIdOf } from '../../shared/response.ts';
import type { Expectation } from '../types.ts';

/**
 * Every fact of the receipt asked for is in the receipt sent, so that a canned payload or a lost field shows. What
 * counts as the same fact: see `differences`. Not judged in traffic that nobody asked for.
 */
export const theBriefWasFollowed: Expectation = {
  text: 'the receipt sent carries every fact of the receipt asked for',
  check: ({ brief, receipt, update }) => {
    if (brief === null) return null;
    const [first, ...others] = compareReceipts(asJson(brief.movement), receipt);
    if (first === undefined) return undefined;
    const which = update === null ? 'The receipt sent' : 'The receipt, as the product last updated it,';
    return {
      text: `${which} is not the receipt asked for: ${formatList([first, ...others].map(differenceInWords))}.`,
      ...first,
    };
  },
};

function differenceInWords({ field, expected, found }: FieldMismatch): string {
  if (found === 'nothing') return `${field} is left out`;
  if (expected === 'nothing') return `${field} was not asked for`;
  return `${field} should be ${expected} and is ${found}`;
}

/**
 * What the product says happened is what the service answered. Not judged where no outcome is known. Where the answer
 * was no judgement of the receipt (a token refused, a limit reached, a fault of the service), `failed` is honest too.
 */
export const theProductReportsTheAnswer: Expectation = {
  text: 'the product reports what the service answered',
  check: ({ exchange, outcome }) => {
    if (outcome === null) return null;
    return exchange.response.status === 201 ? afterCreation(exchange, outcome) : afterRefusal(exchange, outcome);
  },
};

function afterCreation(exchange: Exchange, { outcome, wasteTrackingId }: Outcome): Finding | undefined {
  const issued = trackingIdOf(exchange);
  if (outcome !== 'accepted') {
    return {
      text: `The service created the receipt, and the product ${claim(outcome)}.`,
      expected: 'accepted',
      found: outcome,
    };
  }
  if (issued === undefined || wasteTrackingId === issued) return undefined;
  return {
    text:
      wasteTrackingId === undefined || wasteTrackingId === ''
        ? `The product does not report the waste tracking id ${issued}. It is needed for every later correction.`
        : `The product reports the waste tracking id ${formatValue(wasteTrackingId)}, and the service issued ${issued}.` +
          ' The right one is needed for every later correction.',
    field: 'wasteTrackingId',
    expected: issued,
    found: formatValue(wasteTrackingId),
  };
}

function afterRefusal(exchange: Exchange, { outcome }: Outcome): Finding | undefined {
  const judgedTheReceipt = [400, 402].includes(exchange.response.status);
  if (outcome === 'rejected' || (outcome === 'failed' && !judgedTheReceipt)) return undefined;
  return {
    text: `The service did not take the receipt, and the product ${claim(outcome)}. The service answered ${describeResponse(exchange)}.`,
    expected: 'rejected',
    found: outcome,
  };
}

function claim(outcome: Outcome['outcome']): string {
  switch (outcome) {
    case 'accepted':
      return 'says that it was accepted';
    case 'rejected':
      return 'says that it was rejected';
    case 'blocked':
      return 'says that it stopped the receipt itself, before it was sent';
    case 'failed':
      return 'says that something else went wrong';
  }
}
