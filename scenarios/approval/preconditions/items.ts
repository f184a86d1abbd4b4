import { itemsOf } from '../../shared/receipt.ts';
import type { Precondition } from '../types.ts';

/** The first condition of every scenario, so that nothing passes for want of anything to look at. */
export const aReceipt: Precondition = {
  text: 'a receipt of waste with at least one waste item',
  field: 'wasteItems',
  arrange: (receipt, synthetic) =>
    receipt.wasteItems.length > 0 ? receipt : { ...receipt, wasteItems: [synthetic.wasteItem()] },
  holds: (receipt) => itemsOf(receipt).length > 0,
};

export const exactlyOneItem: Precondition = {
  text: 'it has exactly one waste item',
  field: 'wasteItems',
  arrange: (receipt) => ({ ...receipt, wasteItems: receipt.wasteItems.slice(0, 1) }),
  holds: (receipt) => itemsOf(receipt).length === 1,
};

export const severalItems: Precondition = {
  text: 'it has two or more waste items',
  field: 'wasteItems',
  arrange: (receipt, synthetic) => {
    const further = Array.from({ length: synthetic.oneOf([1, 2]) }, () => synthetic.wasteItem());
    return { ...receipt, wasteItems: [...receipt.wasteItems, ...further] };
  },
  holds: (receipt) => itemsOf(receipt).length >= 2,
};
