import { at, type JsonObject } from '../../../spec/json.ts';
import { formatList, formatValue } from '../../shared/format-text.ts';
import { isBlank } from '../../shared/receipt.ts';
import { describeResponse, errorsOf, trackingIdOf } from '../../shared/response.ts';
import type { ReceiptExpectation } from '../types.ts';

export const receiptIsRefused: ReceiptExpectation = {
  text: 'the service refuses the receipt (status 400)',
  check: ({ exchange, receipt }) => {
    const { status } = exchange.response;
    if (status === 400) return [];
    const accepted = status === 201;
    return [
      {
        text: accepted
          ? `The service accepted the receipt, but should have refused it.${nullReason(receipt)}`
          : `The service did not refuse the receipt because of its content. It answered ${describeResponse(exchange)}.`,
        expected: '400',
        found: String(status),
      },
    ];
  },
};

export const noTrackingIdIsIssued: ReceiptExpectation = {
  text: 'the service issues no waste tracking id',
  check: ({ exchange }) => {
    const id = trackingIdOf(exchange);
    if (id === undefined) return [];
    const text = `The service issued the waste tracking id ${formatValue(id)} for a receipt that it should have refused.`;
    return [{ text, field: 'wasteTrackingId', expected: 'no waste tracking id', found: formatValue(id) }];
  },
};

/** C01: the refusal may name the number or the reason, as either would have fixed it. */
export const refusalConcernsTheRegistration = refusalConcerns(
  'the refusal is about the carrier’s registration number or the missing reason, and nothing else',
  ['carrier.registrationNumber', 'carrier.reasonForNoRegistrationNumber'],
);

/** H02: the refusal may name the code or the reason, as either would have fixed it. */
export const refusalConcernsTheConsignmentCode = refusalConcerns(
  'the refusal is about the hazardous waste consignment code or the missing reason, and nothing else',
  ['hazardousWasteConsignmentCode', 'reasonForNoConsignmentCode'],
);

function refusalConcerns(text: string, keys: readonly [string, ...string[]]): ReceiptExpectation {
  return {
    text,
    check: ({ exchange }) => {
      const named = errorsOf(exchange).map(({ key }) => key);
      const others = named.filter((key) => !keys.includes(key));
      const found = named.length === 0 ? 'no errors' : `errors on ${formatList(named, ', ')}`;
      if (others.length === named.length) {
        const text = `No error in the response is about ${keys.join(' or ')}.`;
        return [{ text, field: keys[0], expected: `an error on ${keys.join(' or ')}`, found }];
      }
      const [field, ...more] = new Set(others);
      if (field === undefined) return [];
      const text = `The receipt was also refused for ${formatList([field, ...more], ', ')}.`;
      return [{ text, field, expected: `errors on ${keys.join(' or ')} only`, found }];
    },
  };
}

/**
 * Describes a reason that is null or empty: the live service checks only that the reason's key is present, and accepts null and
 * '' with a warning.
 */
function nullReason(receipt: JsonObject): string {
  const number = at(receipt, 'carrier', 'registrationNumber');
  const reason = at(receipt, 'carrier', 'reasonForNoRegistrationNumber');
  if (!isBlank(number) || number === undefined || !isBlank(reason) || reason === undefined) return '';
  return (
    ` carrier.reasonForNoRegistrationNumber was sent as ${reason === null ? 'null' : 'an empty string'}: the running` +
    ' service accepts that with a warning. Omit the key: the service then refuses the receipt, as the scenario expects.'
  );
}
