import type { Faker } from '@faker-js/faker';
import type { BrokerOrDealer, Carrier, Receiver } from '../../spec/types/movement.ts';

/** Generates invented companies, sites and addresses: no people and no real data. */
export interface SyntheticParties {
  carrierByRoad(): Carrier;
  brokerOrDealer(): BrokerOrDealer;
  receiver(): Receiver;
  siteAddress(): { fullAddress: string; postcode: string };
}

const placeBeginnings = [
  'Thimble',
  'Custard',
  'Pickle',
  'Tuppenny',
  'Marzipan',
  'Crumpet',
  'Wobble',
  'Biscuit',
] as const;
const placeEndings = ['wick', 'mere', 'thorpe', 'combe', 'bury', 'dale', 'stow'] as const;
const streets = [
  'Marzipan Lane',
  'Teacup Row',
  'Gingerbread Way',
  'Left Sock Street',
  'Umbrella Yard',
  'Kettle Hill',
  'Crème Brûlée Row',
] as const;
const haulage = ['Haulage', 'Skip Hire', 'Waste Carriers', 'Transport'] as const;
const broking = ['Waste Brokers', 'Environmental Brokers', 'Waste Dealers'] as const;
const sites = ['Transfer Station', 'Recycling Yard', 'Treatment Works', 'Materials Recovery Facility'] as const;

// Ofcom's fictional numbers ("for drama use"); the last three digits are free. Source: its list for TV and radio.
const dramaNumbers = [
  '020 7946 0###',
  '0161 496 0###',
  '0113 496 0###',
  '01632 960###',
  '07700 900###',
  '0808 157 0###',
] as const;

// Well-formed, so that strict products accept them, but not in use.
const unusedPostcodeAreas = ['AX', 'CX', 'KX', 'MX', 'NX', 'YX', 'ZY'] as const;

export function syntheticParties(faker: Faker): SyntheticParties {
  const pick = <T>(values: readonly T[]): T => faker.helpers.arrayElement(values);
  const digits = (pattern: string) => faker.helpers.replaceSymbols(pattern);
  const capitals = (length: number) => faker.string.fromCharacters('ABCDEFGHJKLMNPRSTUVWXY', length);

  const place = () => `${pick(placeBeginnings)}${pick(placeEndings)}`;
  // An apostrophe ends a text in SQL and in attributes of HTML, if it is not escaped.
  const owner = () => pick([`${place()}'s`, `O'${place()}`]);
  const postcode = () =>
    `${pick(unusedPostcodeAreas)}${faker.number.int({ min: 1, max: 99 })} ${digits('#')}${faker.string.fromCharacters('ABDEFGHJLNPQRSTUWXYZ', 2)}`;
  // Six digits, so that it is valid by the published and the observed rules.
  const registrationNumber = () => `CBDU9${digits('#####')}`;
  const siteAddress = () => ({
    fullAddress: `${faker.number.int({ min: 1, max: 250 })} ${pick(streets)}, ${place()}`,
    postcode: postcode(),
  });
  const contact = (desk: string) => ({
    address: siteAddress(),
    emailAddress: `${desk}.${digits('####')}@example.${pick(['com', 'org', 'net'])}`,
    phoneNumber: digits(pick(dramaNumbers)),
  });

  return {
    siteAddress,
    carrierByRoad: () => ({
      registrationNumber: registrationNumber(),
      organisationName: `${owner()} ${pick(haulage)} Ltd`,
      ...contact('transport'),
      // No current registration of Great Britain begins with Z.
      vehicleRegistration: `Z${capitals(1)}${digits('##')} ${capitals(3)}`,
      meansOfTransport: 'Road',
    }),
    brokerOrDealer: () => ({
      organisationName: `${owner()} ${pick(broking)} Ltd`,
      registrationNumber: registrationNumber(),
      ...contact('broking'),
    }),
    receiver: () => {
      const { emailAddress, phoneNumber } = contact('weighbridge');
      const authorisationNumber = `EPR/ZZ${digits('####')}${capitals(2)}`;
      return { siteName: `${place()} ${pick(sites)}`, emailAddress, phoneNumber, authorisationNumber };
    },
  };
}
