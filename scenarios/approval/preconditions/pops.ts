import { at, type JsonObject } from '../../../spec/json.ts';
import type { Movement, SourceOfComponents } from '../../../spec/types/movement.ts';
import { itemsOf, listAt, withFirstItem } from '../../shared/receipt.ts';
import type { Precondition, Synthetic } from '../types.ts';

export const noPops: Precondition = {
  text: 'no item is marked as containing POPs',
  field: 'wasteItems.*.containsPops',
  arrange: (receipt) => ({
    ...receipt,
    wasteItems: receipt.wasteItems.map(({ pops: _, ...item }) => ({ ...item, containsPops: false })),
  }),
  holds: (receipt) => itemsOf(receipt).every((item) => at(item, 'containsPops') !== true),
};

export const popsComponents: Precondition = {
  text: 'an item is marked as containing POPs and names a POPs component',
  field: 'wasteItems.*.pops.components',
  arrange: (receipt, synthetic) => withPops(receipt, 1, synthetic),
  holds: (receipt) => someItemNames(receipt, 1),
};

export const severalPopsComponents: Precondition = {
  text: 'an item is marked as containing POPs and names two or more POPs components',
  field: 'wasteItems.*.pops.components',
  arrange: (receipt, synthetic) => withPops(receipt, synthetic.oneOf([2, 3]), synthetic),
  holds: (receipt) => someItemNames(receipt, 2),
};

function withPops(receipt: Movement, count: number, synthetic: Synthetic): Movement {
  const sourceOfComponents = synthetic.oneOf<SourceOfComponents>(['PROVIDED_WITH_WASTE', 'GUIDANCE', 'OWN_TESTING']);
  const components = synthetic.popsComponents(count);
  return withFirstItem(receipt, (item) => ({ ...item, containsPops: true, pops: { sourceOfComponents, components } }));
}

function someItemNames(receipt: JsonObject, min: number): boolean {
  return itemsOf(receipt).some(
    (item) => at(item, 'containsPops') === true && listAt(item, 'pops', 'components').length >= min,
  );
}
