import { compareReceipts, type FieldMismatch } from '../../shared/compare-receipts.ts';
import { formatList } from '../../shared/format-text.ts';
import { asJson } from '../../shared/receipt.ts';
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
