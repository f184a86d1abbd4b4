import type { Faker } from '@faker-js/faker';
import { faker as british } from '@faker-js/faker/locale/en_GB';
import type { Synthetic } from '../../scenarios/approval/types.ts';
import { hazardousEwcCodes, referenceData } from '../../spec/contract/reference-data.ts';
import type { WasteItem, Weight } from '../../spec/types/movement.ts';
import { syntheticParties } from './synthetic-parties.ts';
import { commonContainers, commonOperations, hazardousSubstances, loads, wasteStreams } from './synthetic-waste.ts';

const minute = 60_000;

// One of the package's own, for its name: the front door, where the class stands, fetches seventy languages.
const BritishFaker = british.constructor as typeof Faker;

/**
 * Receipts that never were, with reserved and invented data only. The same seed and instant give the same draws in the
 * same order; every draw differs from the one before, so that a canned payload shows.
 */
export function syntheticReceipts({ seed, now }: { seed: number; now: Date }): Synthetic {
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

const popCodes = referenceData.popNames.map(({ code }) => code);
const plainEwcCodes = wasteStreams.map(({ ewcCode }) => ewcCode);
// HP_POP goes with POPs, which are drawn apart from hazards.
const hazCodes = referenceData.hazardousPropertyCodes.map(({ code }) => code).filter((code) => code !== 'HP_POP');
