import { at } from '../../../spec/json.ts';
import { isBlank, itemsOf, listAt, withFirstItem } from '../../shared/receipt.ts';
import type { Precondition } from '../types.ts';

export const aDisposalOrRecoveryCode: Precondition = {
  text: 'an item has at least one disposal or recovery code',
  field: 'wasteItems.*.disposalOrRecoveryCodes',
  arrange: (receipt, synthetic) =>
    withFirstItem(receipt, (item) => ({ ...item, disposalOrRecoveryCodes: synthetic.disposalOrRecoveryCodes(1) })),
  holds: (receipt) => itemsOf(receipt).some((item) => listAt(item, 'disposalOrRecoveryCodes').length >= 1),
};

export const severalDisposalOrRecoveryCodes: Precondition = {
  text: 'an item has two or more disposal or recovery codes',
  field: 'wasteItems.*.disposalOrRecoveryCodes',
  arrange: (receipt, synthetic) =>
    withFirstItem(receipt, (item) => ({
      ...item,
      disposalOrRecoveryCodes: synthetic.disposalOrRecoveryCodes(synthetic.oneOf([2, 3])),
    })),
  holds: (receipt) => itemsOf(receipt).some((item) => listAt(item, 'disposalOrRecoveryCodes').length >= 2),
};

export const noDisposalOrRecoveryCodes: Precondition = {
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

export const severalEwcCodes: Precondition = {
  text: 'an item has two or more EWC codes',
  field: 'wasteItems.*.ewcCodes',
  arrange: (receipt, synthetic) =>
    withFirstItem(receipt, (item) => ({ ...item, ewcCodes: synthetic.ewcCodes(synthetic.oneOf([2, 3])) })),
  holds: (receipt) => itemsOf(receipt).some((item) => listAt(item, 'ewcCodes').length >= 2),
};
