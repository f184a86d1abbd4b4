import { hazardousEwcCodes, referenceData } from '../../../spec/contract/reference-data.ts';
import { at, type JsonValue } from '../../../spec/json.ts';
import type { Movement, SourceOfComponents } from '../../../spec/types/movement.ts';
import { itemsOf, listAt, withFirstItem } from '../../shared/receipt.ts';
import type { ReceiptPrecondition, Synthetic } from '../types.ts';

export const noHazardousWaste: ReceiptPrecondition = {
  text: 'no item is marked as hazardous',
  field: 'wasteItems.*.containsHazardous',
  arrange: (receipt, synthetic) => ({
    ...receipt,
    wasteItems: receipt.wasteItems.map(({ hazardous: _, ...item }) => ({
      ...item,
      ewcCodes: item.ewcCodes.some((code) => hazardousEwcCodes.has(code)) ? synthetic.ewcCodes(1) : item.ewcCodes,
      containsHazardous: false,
    })),
  }),
  holds: (receipt) => itemsOf(receipt).every((item) => at(item, 'containsHazardous') !== true),
};

/**
 * The EWC code decides, not the flag `containsHazardous`: the published rules require a consignment code or a reason if
 * a code is hazardous on the list. A flagged item with plain codes would not exercise those rules.
 */
export const hazardousEwcCode: ReceiptPrecondition = {
  text: 'an item has an EWC code that is hazardous on the official list',
  field: 'wasteItems.*.ewcCodes',
  arrange: (receipt, synthetic) => withHazard(receipt, 1, synthetic),
  holds: (receipt) =>
    itemsOf(receipt).some((item) =>
      listAt(item, 'ewcCodes').some((code) => typeof code === 'string' && hazardousEwcCodes.has(code)),
    ),
};

/** Both kinds belong to one composite item: with each on an item of its own, nothing shows that one can hold both. */
export const hazardousComponentsOnTheSameItem: ReceiptPrecondition = {
  text: 'the same item is marked as hazardous and names a hazardous component',
  field: 'wasteItems.*.hazardous.components',
  arrange: (receipt, synthetic) => withHazard(receipt, 1, synthetic),
  holds: (receipt) => itemsOf(receipt).some((item) => namesPops(item, 1) && namesHazards(item, 1)),
};

export const severalHazardousComponents: ReceiptPrecondition = {
  text: 'an item is marked as hazardous and names two or more hazardous components',
  field: 'wasteItems.*.hazardous.components',
  arrange: (receipt, synthetic) => withHazard(receipt, synthetic.oneOf([2, 3]), synthetic),
  holds: (receipt) => itemsOf(receipt).some((item) => namesHazards(item, 2)),
};

/**
 * Makes the first item hazardous with everything that the service requires: code, flag, hazards, components and a
 * consignment code.
 */
function withHazard(receipt: Movement, count: number, synthetic: Synthetic): Movement {
  const hazardous = {
    sourceOfComponents: synthetic.oneOf<SourceOfComponents>(['PROVIDED_WITH_WASTE', 'GUIDANCE', 'OWN_TESTING']),
    hazCodes: synthetic.hazCodes(synthetic.oneOf([1, 2])),
    components: synthetic.hazardousComponents(count),
  };
  const ewcCode = synthetic.hazardousEwcCode();
  const listed = referenceData.ewcCodes.find(({ code }) => code === ewcCode);
  return {
    ...withFirstItem(receipt, (item) => ({
      ...item,
      ewcCodes: [ewcCode],
      wasteDescription: listed?.description ?? item.wasteDescription,
      containsHazardous: true,
      hazardous,
    })),
    hazardousWasteConsignmentCode: synthetic.consignmentCode(),
  };
}

function namesHazards(item: JsonValue, min: number): boolean {
  return at(item, 'containsHazardous') === true && listAt(item, 'hazardous', 'components').length >= min;
}

export const noPops: ReceiptPrecondition = {
  text: 'no item is marked as containing POPs',
  field: 'wasteItems.*.containsPops',
  arrange: (receipt) => ({
    ...receipt,
    wasteItems: receipt.wasteItems.map(({ pops: _, ...item }) => ({ ...item, containsPops: false })),
  }),
  holds: (receipt) => itemsOf(receipt).every((item) => at(item, 'containsPops') !== true),
};

export const popsComponents: ReceiptPrecondition = {
  text: 'an item is marked as containing POPs and names a POPs component',
  field: 'wasteItems.*.pops.components',
  arrange: (receipt, synthetic) => withPops(receipt, 1, synthetic),
  holds: (receipt) => itemsOf(receipt).some((item) => namesPops(item, 1)),
};

export const severalPopsComponents: ReceiptPrecondition = {
  text: 'an item is marked as containing POPs and names two or more POPs components',
  field: 'wasteItems.*.pops.components',
  arrange: (receipt, synthetic) => withPops(receipt, synthetic.oneOf([2, 3]), synthetic),
  holds: (receipt) => itemsOf(receipt).some((item) => namesPops(item, 2)),
};

function withPops(receipt: Movement, count: number, synthetic: Synthetic): Movement {
  const sourceOfComponents = synthetic.oneOf<SourceOfComponents>(['PROVIDED_WITH_WASTE', 'GUIDANCE', 'OWN_TESTING']);
  const components = synthetic.popsComponents(count);
  return withFirstItem(receipt, (item) => ({ ...item, containsPops: true, pops: { sourceOfComponents, components } }));
}

function namesPops(item: JsonValue, min: number): boolean {
  return at(item, 'containsPops') === true && listAt(item, 'pops', 'components').length >= min;
}
