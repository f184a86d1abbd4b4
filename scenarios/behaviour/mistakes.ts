import type { Movement, WasteItem } from '../../spec/types/movement.ts';
import { hazardousComponentsOnTheSameItem, popsComponents } from '../approval/preconditions/components.ts';
import type { Synthetic } from '../approval/types.ts';
import { withFirstItem } from '../shared/receipt.ts';

/** One thing that is wrong with a receipt, or missing from it. */
export interface Mistake {
  /** The field that the service names, `*` for every element of a list. */
  field: string;
  make(receipt: Movement, synthetic: Synthetic): Movement;
}

function inItem(field: string, change: (item: WasteItem, synthetic: Synthetic) => Partial<WasteItem>): Mistake {
  return {
    field: `wasteItems.*.${field}`,
    make: (receipt, synthetic) => withFirstItem(receipt, (item) => ({ ...item, ...change(item, synthetic) })),
  };
}

/** Mistakes that users make and forms often accept; the service refuses each of them. */
export const mistakes: readonly Mistake[] = [
  inItem('ewcCodes', (_, { oneOf }) => ({ ewcCodes: [oneOf(['999999', '179999', '209998', '880101', '300401'])] })),
  inItem('typeOfContainers', (_, { oneOf }) => ({
    typeOfContainers: oneOf(['SKIP', 'BIGBAG', '8YD', 'WHEELIE', 'RO40']),
  })),
  inItem('numberOfContainers', (_, { oneOf }) => ({ numberOfContainers: oneOf([-1, -2, -12]) })),
  inItem('wasteDescription', () => ({ wasteDescription: '' })),
  inItem('weight.amount', ({ weight }, { oneOf }) =>
    weight ? { weight: { ...weight, amount: oneOf([0, -1.25]) } } : {},
  ),
  inItem('disposalOrRecoveryCodes.*.code', ({ disposalOrRecoveryCodes = [] }, { oneOf }) => ({
    disposalOrRecoveryCodes: disposalOrRecoveryCodes.map((each) => ({
      ...each,
      code: oneOf(['R99', 'D16', 'R14', 'D00']),
    })),
  })),
  {
    field: 'carrier.vehicleRegistration',
    make: (receipt) => {
      const { vehicleRegistration: _, ...carrier } = receipt.carrier;
      return { ...receipt, carrier };
    },
  },
  {
    field: 'carrier.registrationNumber',
    make: (receipt, { oneOf }) => ({
      ...receipt,
      carrier: { ...receipt.carrier, registrationNumber: oneOf(['CB/UNKNOWN', 'CBDX 1', '12-34-56', 'TIER2']) },
    }),
  },
  {
    field: 'carrier.organisationName',
    make: (receipt) => ({ ...receipt, carrier: { ...receipt.carrier, organisationName: '' } }),
  },
  {
    field: 'receiver.siteName',
    make: (receipt) => ({ ...receipt, receiver: { ...receipt.receiver, siteName: '' } }),
  },
  {
    field: 'receiver.authorisationNumber',
    make: (receipt, { oneOf }) => ({
      ...receipt,
      receiver: { ...receipt.receiver, authorisationNumber: oneOf(['PERMIT-1', 'EPR-12', 'ON FILE', 'WML/?']) },
    }),
  },
  {
    field: 'receipt.address.postcode',
    make: (receipt, { oneOf }) => ({
      ...receipt,
      receipt: { address: { ...receipt.receipt.address, postcode: oneOf(['AX1', 'ZY99', '1 AA', 'KX12345']) } },
    }),
  },
  {
    field: 'hazardousWasteConsignmentCode',
    make: (receipt, { oneOf }) => ({
      ...receipt,
      hazardousWasteConsignmentCode: oneOf(['SEE NOTE', 'ABC-12345', 'NOTE 7']),
    }),
  },
];

/** What the service only warns of when it is missing. */
export const omissions: readonly Mistake[] = [
  {
    field: 'wasteItems.*.disposalOrRecoveryCodes',
    make: (receipt) => withFirstItem(receipt, ({ disposalOrRecoveryCodes: _, ...item }) => item),
  },
  withPops('wasteItems.*.pops.components', () => []),
  withPops('wasteItems.*.pops.components.*.concentration', (components) => components.map(({ code }) => ({ code }))),
  withHazard('wasteItems.*.hazardous.components', () => []),
  withHazard('wasteItems.*.hazardous.components.*.concentration', (components) =>
    components.map(({ name }) => ({ name })),
  ),
];

type Pops = NonNullable<WasteItem['pops']>;
type Hazardous = NonNullable<WasteItem['hazardous']>;

function withPops(
  field: string,
  change: (components: NonNullable<Pops['components']>) => NonNullable<Pops['components']>,
): Mistake {
  return {
    field,
    make: (receipt, synthetic) =>
      withFirstItem(popsComponents.arrange(receipt, synthetic), (item) => ({
        ...item,
        pops: withComponents(change(item.pops?.components ?? [])),
      })),
  };
}

function withHazard(
  field: string,
  change: (components: NonNullable<Hazardous['components']>) => NonNullable<Hazardous['components']>,
): Mistake {
  return {
    field,
    make: (receipt, synthetic) =>
      withFirstItem(hazardousComponentsOnTheSameItem.arrange(receipt, synthetic), (item) => {
        const { hazCodes = [], components = [] } = item.hazardous ?? {};
        return { ...item, hazardous: { hazCodes, ...withComponents(change(components)) } };
      }),
  };
}

/** Adds components, which the service only recommends with this source; an empty list is left out. */
function withComponents<T>(components: T[]) {
  return { sourceOfComponents: 'PROVIDED_WITH_WASTE' as const, ...(components.length > 0 && { components }) };
}

/** Makes some of the mistakes, which the seed of the run decides: a fixed text would fit them by chance at most. */
export function makeMistakes(
  receipt: Movement,
  synthetic: Synthetic,
  { from, count }: { from: readonly Mistake[]; count: number },
): Movement {
  return drawn(from, count, synthetic).reduce((made, { make }) => make(made, synthetic), receipt);
}

/** Draws from different parts of the receipt: POPs with components have none without, and one kind is enough. */
function drawn(from: readonly Mistake[], count: number, { oneOf }: Synthetic): Mistake[] {
  const found: Mistake[] = [];
  let left = from;
  while (found.length < count) {
    const [first, ...others] = left;
    if (first === undefined) break;
    const mistake = oneOf([first, ...others]);
    found.push(mistake);
    left = left.filter(({ field }) => !field.startsWith(mistake.field) && !mistake.field.startsWith(field));
  }
  return found;
}
