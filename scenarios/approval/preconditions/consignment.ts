import { at } from '../../../spec/json.ts';
import { isBlank, isFilledString } from '../../shared/receipt.ts';
import type { Precondition } from '../types.ts';

export const noConsignmentCode: Precondition = {
  text: 'the hazardous waste consignment code is left out, null or empty',
  field: 'hazardousWasteConsignmentCode',
  arrange: ({ hazardousWasteConsignmentCode: _, ...receipt }) => receipt,
  holds: (receipt) => isBlank(at(receipt, 'hazardousWasteConsignmentCode')),
};

/** H02's page asks for the null itself, where H03's asks only that there is no code. */
export const consignmentCodeIsNull: Precondition = {
  text: 'the hazardous waste consignment code is sent as null',
  field: 'hazardousWasteConsignmentCode',
  arrange: (receipt) => ({ ...receipt, hazardousWasteConsignmentCode: null }),
  holds: (receipt) => at(receipt, 'hazardousWasteConsignmentCode') === null,
};

export const noReasonForNoConsignmentCode: Precondition = {
  text: 'no reason is given for having no consignment code',
  field: 'reasonForNoConsignmentCode',
  arrange: ({ reasonForNoConsignmentCode: _, ...receipt }) => receipt,
  holds: (receipt) => isBlank(at(receipt, 'reasonForNoConsignmentCode')),
};

/** Any reason counts: a wrong one is for the service to refuse, and then the receipt was not created. */
export const aReasonForNoConsignmentCode: Precondition = {
  text: 'a reason is given for having no consignment code',
  field: 'reasonForNoConsignmentCode',
  // Not NON_HAZ_WASTE_TRANSFER: it is accepted, and it would contradict the hazardous code beside it.
  arrange: (receipt, synthetic) => ({
    ...receipt,
    reasonForNoConsignmentCode: synthetic.oneOf(['NO_DOC_WITH_WASTE', 'HWRC_RECEIPT']),
  }),
  holds: (receipt) => isFilledString(at(receipt, 'reasonForNoConsignmentCode')),
};
