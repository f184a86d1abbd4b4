import { formatList } from '../../shared/format-text.ts';
import type { Expectation } from '../types.ts';

/** A receipt sent twice, or a wrong one sent before, is waste that never was. Not judged in traffic that nobody asked for. */
export const nothingElseIsStored: Expectation = {
  text: 'the product stores no other receipt besides',
  check: ({ brief, alsoStored }) => {
    if (brief === null) return null;
    const [first, ...others] = alsoStored;
    if (first === undefined) return undefined;
    const count = alsoStored.length === 1 ? '1 other receipt' : `${alsoStored.length} other receipts`;
    return {
      text: `The product stored ${count} besides: ${formatList([first, ...others])}.`,
      field: 'wasteTrackingId',
      expected: 'one receipt',
      found: `${alsoStored.length + 1} receipts`,
    };
  },
};
