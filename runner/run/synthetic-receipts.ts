import type { Faker } from '@faker-js/faker';
import { faker as british } from '@faker-js/faker/locale/en_GB';
import type { Synthetic } from '../../scenarios/approval/types.ts';
import { type CodeLists, newestLists } from '../../spec/contract/reference-data.ts';
import type { WasteItem, Weight } from '../../spec/types/movement.ts';
import { receivedTimes } from './received-times.ts';
import { syntheticParties } from './synthetic-parties.ts';

/** A kind of waste: a non-hazardous EWC code with matching words. */
interface WasteStream {
  ewcCode: string;
  physicalForm: WasteItem['physicalForm'];
  materials: readonly string[];
  origins: readonly string[];
}

/** Where some of it came from, in letters that ASCII and Latin 1 do not have. */
const neighbours = [
  "Tŷ Crempog's café",
  "Tŷ Siocled's crèche",
  "Tŷ Teisen's pâtisserie",
  "Tŷ Cwstard's façade",
] as const;

/** With the words before it, each makes a description of 200 to 255 characters. */
const remarks = [
  'tipped in bay 4, levelled and covered, and then photographed for the file before the next load of the day was tipped there',
  'sorted by hand before loading; nothing else was found in it, and samples were taken from the top and from the middle of it',
  'weighed twice on the same weighbridge; the second weight is the one given, as the first was taken with the trailer attached',
] as const;

/** Kinds of load; each fits every stream. */
const loads = ['Mixed', 'Separated', 'Bulk', 'Part load of', 'Full load of', 'Regular load of'] as const;

/** Common operations and containers for these streams. */
const commonOperations = ['R1', 'R3', 'R4', 'R5', 'R12', 'R13', 'D1', 'D5', 'D10', 'D13', 'D14', 'D15'] as const;
const commonContainers = ['SKI', 'ROR', 'WBI', 'CON', 'BAG', 'IBC'] as const;

export const wasteStreams: readonly WasteStream[] = [
  stream('020104', 'Solid', ['silage wrap', 'cracked plant pots'], ['a nursery', 'a dairy farm']),
  stream('020304', 'Mixed', ['unsold fruit', 'vegetable peelings'], ['a packing shed', 'a jam kitchen']),
  stream('020601', 'Solid', ['stale bread', 'dough scraps'], ['a bakery', 'a pie kitchen']),
  stream('030101', 'Solid', ['bark', 'cork dust'], ['a sawmill', 'a cork workshop']),
  stream(
    '030105',
    'Solid',
    ['timber offcuts', 'sawdust and shavings', 'board trimmings'],
    ['joinery', 'furniture making'],
  ),
  stream('030308', 'Solid', ['office paper', 'card rejects'], ['a sorting line', 'a print shop']),
  stream('040222', 'Solid', ['carpet ends', 'cotton rags'], ['a carpet mill', 'a tailor']),
  stream('070213', 'Solid', ['moulding rejects', 'plastic granules'], ['a moulding shop', 'a toy factory']),
  stream('080318', 'Solid', ['toner cartridges'], ['a print shop', 'office clearances']),
  stream('090108', 'Solid', ['photographic film'], ['a film archive', 'a darkroom']),
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

const streamsFromZero = wasteStreams.filter(({ ewcCode }) => ewcCode.startsWith('0'));
const otherStreams = wasteStreams.filter(({ ewcCode }) => !ewcCode.startsWith('0'));
const marks = ['clean', 'for sorting', 'second grade'] as const;

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

export interface SyntheticOptions {
  seed: number;
  now: Date;
  /** The code lists of the contract in force. Left out: the newest. */
  lists?: CodeLists;
  bothSeasons?: boolean;
}

// Imported by locale: the main entry point loads seventy languages.
const BritishFaker = british.constructor as typeof Faker;

/**
 * Generates receipts from reserved and invented data only. The same seed and time give the same receipts in the same
 * order; each differs from the previous one, which exposes a canned payload. Codes are of the given lists. Every receipt
 * brings common errors to light: a code that begins with 0, a long description with characters that are often lost,
 * names with an apostrophe, and in turn one, two and three decimals. `bothSeasons`: every other receipt, and the first,
 * is months old, so that summer and winter time occur.
 */
export function syntheticReceipts({
  seed,
  now,
  lists = newestLists,
  bothSeasons = false,
}: SyntheticOptions): Synthetic {
  const { referenceData, hazardousEwcCodes } = lists;
  const popCodes = referenceData.popNames.map(({ code }) => code);
  // HP_POP belongs to POPs, which are generated separately.
  const hazCodes = referenceData.hazardousPropertyCodes.map(({ code }) => code).filter((code) => code !== 'HP_POP');
  const faker = new BritishFaker({ locale: british.rawDefinitions, seed });
  const accounts = syntheticParties(faker);
  const times = receivedTimes(faker, now);
  const pick = <T>(values: readonly T[]): T => faker.helpers.arrayElement(values);
  const number = (min: number, max: number) => faker.number.int({ min, max });

  // In turn, not at random: three scenarios in a row have all three, whatever the seed.
  let weights = seed;
  const weight = (): Weight => {
    const places = (weights++ % 3) + 1;
    // No weighbridge weighs grams.
    const metric = places === 3 ? 'Tonnes' : pick(['Tonnes', 'Kilograms'] as const);
    const whole = metric === 'Tonnes' ? number(1, 23) : number(50, 9989);
    // The last digit is not 0, or there would be fewer.
    const amount = Number(`${whole}.${faker.string.numeric(places - 1)}${number(1, 9)}`);
    return { metric, amount, isEstimate: pick([true, false]) };
  };
  const concentration = () => number(100, 500_000) / 100;

  let items = 0;
  const wasteItem = (): WasteItem => {
    const isTelling = items++ % 2 === 0;
    const { ewcCode, physicalForm, materials, origins } = pick(isTelling ? streamsFromZero : otherStreams);
    const itemWeight = weight();
    const load = `${pick(loads)} ${pick(materials)} from ${pick(origins)}`;
    return {
      ewcCodes: [ewcCode],
      wasteDescription: isTelling
        ? `${load} & ${pick(neighbours)}, <${number(50, 90)} mm and >${number(10, 40)} mm, marked "${pick(marks)}": ${pick(remarks)}`
        : load,
      physicalForm,
      numberOfContainers: number(1, 24),
      typeOfContainers: pick(commonContainers),
      weight: itemWeight,
      containsPops: false,
      containsHazardous: false,
      disposalOrRecoveryCodes: [{ code: pick(commonOperations), weight: itemWeight }],
    };
  };

  let receipts = 0;
  return {
    receipt: () => ({
      apiCode: faker.string.uuid(),
      dateTimeReceived: bothSeasons && receipts++ % 2 === 0 ? times.inOtherSeason() : times.recent(),
      yourUniqueReference: `WB-${number(100_000, 999_999)}-${faker.string.alpha({ length: 3, casing: 'upper' })}`,
      wasteItems: [wasteItem()],
      carrier: accounts.carrierByRoad(),
      receiver: accounts.receiver(),
      receipt: { address: accounts.siteAddress() },
    }),
    wasteItem,
    ewcCodes: (count) => {
      const others = faker.helpers.arrayElements(otherStreams, count - 1);
      return faker.helpers.shuffle([pick(streamsFromZero), ...others]).map(({ ewcCode }) => ewcCode);
    },
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
