import type { Faker } from '@faker-js/faker';
import { faker as british } from '@faker-js/faker/locale/en_GB';
import type { Synthetic } from '../../scenarios/approval/types.ts';
import { type CodeLists, newestLists } from '../../spec/contract/reference-data.ts';
import type { WasteItem, Weight } from '../../spec/types/movement.ts';
import { syntheticParties } from './synthetic-parties.ts';

/** A kind of waste: a non-hazardous EWC code with matching words. */
interface WasteStream {
  ewcCode: string;
  physicalForm: WasteItem['physicalForm'];
  materials: readonly string[];
  origins: readonly string[];
}

/** Kinds of load; each fits every stream. */
const loads = ['Mixed', 'Separated', 'Bulk', 'Part load of', 'Full load of', 'Regular load of'] as const;

/** Common operations and containers for these streams. */
const commonOperations = ['R1', 'R3', 'R4', 'R5', 'R12', 'R13', 'D1', 'D5', 'D10', 'D13', 'D14', 'D15'] as const;
const commonContainers = ['SKI', 'ROR', 'WBI', 'CON', 'BAG', 'IBC'] as const;

export const wasteStreams: readonly WasteStream[] = [
  stream(
    '030105',
    'Solid',
    ['timber offcuts', 'sawdust and shavings', 'board trimmings'],
    ['joinery', 'furniture making'],
  ),
  stream('150101', 'Solid', ['cardboard boxes', 'paper packaging'], ['a parcel depot', 'shop deliveries']),
  stream('150102', 'Solid', ['plastic wrap', 'plastic drums and lids'], ['a bottling line', 'warehouse unpacking']),
  stream('150103', 'Solid', ['wooden pallets', 'crate timber'], ['a distribution centre', 'shop deliveries']),
  stream('160103', 'Solid', ['car tyres', 'lorry tyres'], ['a tyre fitter', 'fleet maintenance']),
  stream('170101', 'Solid', ['broken concrete', 'concrete kerbs'], ['road works', 'a demolished garage']),
  stream('170102', 'Solid', ['bricks', 'broken brickwork'], ['a demolished wall', 'house building']),
  stream('170201', 'Solid', ['roof timbers', 'floorboards', 'timber formwork'], ['a refurbishment', 'house building']),
  stream('170202', 'Solid', ['window panes', 'float glass'], ['a refurbishment', 'a glazing workshop']),
  stream('170405', 'Solid', ['steel beams', 'iron railings'], ['a demolition', 'a fabrication workshop']),
  stream('170504', 'Solid', ['topsoil and stones', 'excavated subsoil'], ['landscaping', 'foundation works']),
  stream('190805', 'Sludge', ['sewage sludge', 'digested sludge'], ['a treatment works', 'a package plant']),
  stream('200108', 'Mixed', ['kitchen food waste', 'plate scrapings'], ['a staff canteen', 'a hotel kitchen']),
  stream('200201', 'Solid', ['hedge cuttings', 'grass and leaves'], ['park upkeep', 'garden maintenance']),
];

/** Substances in hazardous waste, as a user would type them. */
const hazardousSubstances = [
  'Lead',
  'Mercury',
  'Cadmium',
  'Arsenic',
  'Nickel sulphate',
  'Chromium trioxide',
  'Benzene',
  'Toluene',
  'Phenol',
  'Zinc chloride',
] as const;

function stream(
  ewcCode: string,
  physicalForm: WasteStream['physicalForm'],
  materials: readonly string[],
  origins: readonly string[],
): WasteStream {
  return { ewcCode, physicalForm, materials, origins };
}

const minute = 60_000;

// Imported by locale: the main entry point loads seventy languages.
const BritishFaker = british.constructor as typeof Faker;

interface Draw {
  seed: number;
  now: Date;
  /** The code lists of the contract in force. Left out: the newest. */
  lists?: CodeLists;
}

/**
 * Generates receipts from reserved and invented data only. The same seed and time give the same receipts in the same
 * order; each differs from the previous one, which exposes a canned payload. Codes are of the given lists.
 */
export function syntheticReceipts({ seed, now, lists = newestLists }: Draw): Synthetic {
  const { referenceData, hazardousEwcCodes } = lists;
  const popCodes = referenceData.popNames.map(({ code }) => code);
  // HP_POP belongs to POPs, which are generated separately.
  const hazCodes = referenceData.hazardousPropertyCodes.map(({ code }) => code).filter((code) => code !== 'HP_POP');
  const faker = new BritishFaker({ locale: british.rawDefinitions, seed });
  const accounts = syntheticParties(faker);
  const pick = <T>(values: readonly T[]): T => faker.helpers.arrayElement(values);
  const number = (min: number, max: number) => faker.number.int({ min, max });
  // Whole minutes: a user may not be able to enter seconds.
  const minutesAgo = (count: number) =>
    new Date(Math.floor(now.getTime() / minute) * minute - count * minute).toISOString();

  const weight = (): Weight =>
    pick([true, false])
      ? { metric: 'Tonnes', amount: number(25, 2400) / 100, isEstimate: pick([true, false]) }
      : { metric: 'Kilograms', amount: number(500, 99_900) / 10, isEstimate: pick([true, false]) };
  const concentration = () => number(100, 500_000) / 100;

  const wasteItem = (): WasteItem => {
    const { ewcCode, physicalForm, materials, origins } = pick(wasteStreams);
    const itemWeight = weight();
    return {
      ewcCodes: [ewcCode],
      wasteDescription: `${pick(loads)} ${pick(materials)} from ${pick(origins)}`,
      physicalForm,
      numberOfContainers: number(1, 24),
      typeOfContainers: pick(commonContainers),
      weight: itemWeight,
      containsPops: false,
      containsHazardous: false,
      disposalOrRecoveryCodes: [{ code: pick(commonOperations), weight: itemWeight }],
    };
  };

  return {
    receipt: () => ({
      apiCode: faker.string.uuid(),
      dateTimeReceived: minutesAgo(number(5, 240)),
      yourUniqueReference: `WB-${number(100_000, 999_999)}-${faker.string.alpha({ length: 3, casing: 'upper' })}`,
      wasteItems: [wasteItem()],
      carrier: accounts.carrierByRoad(),
      receiver: accounts.receiver(),
      receipt: { address: accounts.siteAddress() },
    }),
    wasteItem,
    ewcCodes: (count) => faker.helpers.arrayElements(plainEwcCodes, count),
    hazardousEwcCode: () => pick([...hazardousEwcCodes]),
    disposalOrRecoveryCodes: (count) =>
      faker.helpers.arrayElements(commonOperations, count).map((code) => ({ code, weight: weight() })),
    hazCodes: (count) => faker.helpers.arrayElements(hazCodes, count),
    popsComponents: (count) =>
      faker.helpers.arrayElements(popCodes, count).map((code) => ({ code, concentration: concentration() })),
    hazardousComponents: (count) =>
      faker.helpers.arrayElements(hazardousSubstances, count).map((name) => ({ name, concentration: concentration() })),
    brokerOrDealer: accounts.brokerOrDealer,
    // Six and five characters, as published: valid under the published and the observed rules.
    consignmentCode: () => `${faker.string.alphanumeric({ length: 6, casing: 'upper' })}/Z${number(1000, 9999)}`,
    oneOf: pick,
  };
}

const plainEwcCodes = wasteStreams.map(({ ewcCode }) => ewcCode);
