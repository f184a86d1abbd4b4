import { codeOfReasonSentence } from '../../../spec/contract/observed-conditions.ts';
import { at, type JsonObject } from '../../../spec/json.ts';
import { formatList, formatValue } from '../../shared/format-text.ts';
import { itemsOf } from '../../shared/receipt.ts';
import { byNearness, describeResponse, errorsOf, nearness, trackingIdOf, warningsOf } from '../../shared/response.ts';
import type { ReceiptExpectation } from '../types.ts';

export const receiptIsCreated: ReceiptExpectation = {
  text: 'the service creates the receipt (status 201)',
  check: ({ exchange, receipt, concerns }) => {
    const { status } = exchange.response;
    if (status === 201) return [];
    const keys = errorsOf(exchange).map(({ key }) => key);
    const [field] = keys.filter((key) => nearness(key, concerns) > 0).toSorted(byNearness(concerns));
    const elsewhere = keys.length > 0 && field === undefined ? ' The scenario is not about any of these fields.' : '';
    return [
      {
        text: `${sentenceForCode(receipt, keys)}The receipt was not created: the service answered ${describeResponse(exchange, ...concerns)}.${elsewhere}`,
        ...(field === undefined ? {} : { field }),
        expected: '201',
        found: String(status),
      },
    ];
  },
};

export const trackingIdIsIssued: ReceiptExpectation = {
  text: 'the service issues a waste tracking id',
  // If nothing was created, another finding says so.
  check: ({ exchange }) => {
    if (exchange.response.status !== 201) return null;
    const id = trackingIdOf(exchange);
    if (id !== undefined && trackingId.test(id)) return [];
    const text =
      id === undefined
        ? 'The response has no waste tracking id.'
        : 'The waste tracking id in the response is malformed: it should be two digits and six or more capital letters or digits.';
    return [{ text, field: 'wasteTrackingId', expected: 'such as 26BHUT6U', found: formatValue(id) }];
  },
};

export const everyItemIsWarned: ReceiptExpectation = {
  text: 'the service warns of the missing disposal or recovery codes on every item',
  check: ({ exchange, update, receipt }) => {
    const items = itemsOf(receipt);
    if (items.length === 0) return [{ text: 'There was no waste item to warn about.', field: 'wasteItems' }];
    const warned = new Set(warningsOf(update ?? exchange).map(({ key }) => key));
    const [first, ...others] = items.map((_, index) => warningKey(index)).filter((key) => !warned.has(key));
    if (first === undefined) return [];
    return [
      {
        text: `The response lacks the warning on ${formatList([first, ...others], ', ')}.`,
        field: first,
        expected: 'a warning in validation.warnings',
        found: warned.size === 0 ? 'no warnings' : `warnings on ${formatList([...warned], ', ')}`,
      },
    ];
  },
};

const trackingId = /^\d{2}[A-Z0-9]{6,}$/;
const warningKey = (index: number) => `wasteItems.${index}.disposalOrRecoveryCodes`;

/** Describes a sentence in place of its code; in a receipt that is refused for other fields only, it does no harm. */
function sentenceForCode(receipt: JsonObject, refusedFor: readonly string[]): string {
  const reason = at(receipt, 'reasonForNoConsignmentCode');
  if (!refusedFor.includes('reasonForNoConsignmentCode') || typeof reason !== 'string') return '';
  const code = codeOfReasonSentence(reason);
  if (code === undefined) return '';
  return (
    `The sentence “${reason}” was sent in reasonForNoConsignmentCode, where the service takes only the code ${code}. ` +
    'The published OpenAPI document lists the sentences, so the mistake is easy to make. '
  );
}

/** A duplicate or an earlier wrong receipt records waste that does not exist. Not evaluated without a task. */
export const nothingElseIsStored: ReceiptExpectation = {
  text: 'the product stores no other receipt',
  isOwnDemand: true,
  check: ({ brief, alsoStored }) => {
    if (brief === null) return null;
    const [first, ...others] = alsoStored;
    if (first === undefined) return [];
    const count = alsoStored.length === 1 ? '1 other receipt' : `${alsoStored.length} other receipts`;
    return [
      {
        text: `The product also stored ${count}: ${formatList([first, ...others])}.`,
        field: 'wasteTrackingId',
        expected: 'one receipt',
        found: `${alsoStored.length + 1} receipts`,
      },
    ];
  },
};
