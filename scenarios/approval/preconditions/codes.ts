import { at } from '../../../spec/json.ts';
import { isBlank, isFilledString, itemsOf, listAt, withFirstItem } from '../../shared/receipt.ts';
import type { ReceiptPrecondition } from '../types.ts';

export const aDisposalOrRecoveryCode: ReceiptPrecondition = {
  text: 'an item has at least one disposal or recovery code',
  field: 'wasteItems.*.disposalOrRecoveryCodes',
  // A code that is there already has the weight of its item, which one of our own choice would not.
  arrange: (receipt, synthetic) =>
    withFirstItem(receipt, (item) => ({
      ...item,
      disposalOrRecoveryCodes: item.disposalOrRecoveryCodes ?? synthetic.disposalOrRecoveryCodes(1),
    })),
  holds: (receipt) => itemsOf(receipt).some((item) => listAt(item, 'disposalOrRecoveryCodes').length >= 1),
};

export const severalDisposalOrRecoveryCodes: ReceiptPrecondition = {
  text: 'an item has two or more disposal or recovery codes',
  field: 'wasteItems.*.disposalOrRecoveryCodes',
  arrange: (receipt, synthetic) =>
    withFirstItem(receipt, (item) => ({
      ...item,
      disposalOrRecoveryCodes: synthetic.disposalOrRecoveryCodes(synthetic.oneOf([2, 3])),
    })),
  holds: (receipt) => itemsOf(receipt).some((item) => listAt(item, 'disposalOrRecoveryCodes').length >= 2),
};

export const noDisposalOrRecoveryCodes: ReceiptPrecondition = {
  text: 'no item has a disposal or recovery code',
  field: 'wasteItems.*.disposalOrRecoveryCodes',
  arrange: (receipt) => ({
    ...receipt,
    wasteItems: receipt.wasteItems.map(({ disposalOrRecoveryCodes: _, ...item }) => item),
  }),
  holds: (receipt) =>
    itemsOf(receipt).every((item) => {
      const codes = at(item, 'disposalOrRecoveryCodes');
      return isBlank(codes) || (Array.isArray(codes) && codes.length === 0);
    }),
};

export const severalEwcCodes: ReceiptPrecondition = {
  text: 'an item has two or more EWC codes',
  field: 'wasteItems.*.ewcCodes',
  arrange: (receipt, synthetic) =>
    withFirstItem(receipt, (item) => ({ ...item, ewcCodes: synthetic.ewcCodes(synthetic.oneOf([2, 3])) })),
  holds: (receipt) => itemsOf(receipt).some((item) => listAt(item, 'ewcCodes').length >= 2),
};

export const noConsignmentCode: ReceiptPrecondition = {
  text: 'the hazardous waste consignment code is left out, null or empty',
  field: 'hazardousWasteConsignmentCode',
  arrange: ({ hazardousWasteConsignmentCode: _, ...receipt }) => receipt,
  holds: (receipt) => isBlank(at(receipt, 'hazardousWasteConsignmentCode')),
};

/** H02's page requires null itself, H03's only that there is no code. The service treats all alike. */
export const consignmentCodeIsNull: ReceiptPrecondition = {
  text: 'the hazardous waste consignment code is null, or left out',
  field: 'hazardousWasteConsignmentCode',
  arrange: (receipt) => ({ ...receipt, hazardousWasteConsignmentCode: null }),
  holds: noConsignmentCode.holds,
  remark: (receipt) => {
    const sent = at(receipt, 'hazardousWasteConsignmentCode');
    if (sent === null) return undefined;
    const how = sent === undefined ? 'left out' : 'sent as an empty string';
    return `hazardousWasteConsignmentCode was ${how}. The published page says null; the service treats both alike.`;
  },
};

export const noReasonForNoConsignmentCode: ReceiptPrecondition = {
  text: 'no reason is given for having no consignment code',
  field: 'reasonForNoConsignmentCode',
  arrange: ({ reasonForNoConsignmentCode: _, ...receipt }) => receipt,
  holds: (receipt) => isBlank(at(receipt, 'reasonForNoConsignmentCode')),
};

/** Any reason counts: the service refuses a wrong one, and then the receipt is not created. */
export const aReasonForNoConsignmentCode: ReceiptPrecondition = {
  text: 'a reason is given for having no consignment code',
  field: 'reasonForNoConsignmentCode',
  // Not NON_HAZ_WASTE_TRANSFER: the service accepts it, but it would contradict the hazardous code.
  arrange: (receipt, synthetic) => ({
    ...receipt,
    reasonForNoConsignmentCode: synthetic.oneOf(['NO_DOC_WITH_WASTE', 'HWRC_RECEIPT']),
  }),
  holds: (receipt) => isFilledString(at(receipt, 'reasonForNoConsignmentCode')),
};
