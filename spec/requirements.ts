/** A requirement of an integration, and its source. */
export interface Requirement {
  /** Such as `pat:R04` or `terms:T02`. */
  id: string;
  /** A short text in our own words. */
  text: string;
  /** A source id of `sources.yaml`. */
  source: 'pat-pages-2026-09' | 'terms-2026-01' | 'assumption';
  /** The evidence that can show it: a receipt, behaviour over time, or only the vendor's own declaration. */
  shownBy: 'production approval' | 'behaviour' | 'declaration';
  /** The fields concerned, as wire keys; `*` stands for every index. Empty if it concerns behaviour. */
  fields: readonly string[];
  /** True if readers need to see a timeline. */
  isTimed: boolean;
}

/** Every known requirement, in the order of the published page and then of the terms. R06 is withdrawn. */
export const requirements: readonly Requirement[] = [
  pat('R01', 'One plain waste item with a disposal or recovery code, no POPs and no hazard', [
    'wasteItems',
    'wasteItems.*.disposalOrRecoveryCodes',
    'wasteItems.*.containsPops',
    'wasteItems.*.containsHazardous',
  ]),
  pat('R02', 'Several waste items in one receipt', ['wasteItems', 'wasteItems.*.wasteDescription']),
  pat('R03', 'Waste transported by road, with a vehicle registration', [
    'carrier.meansOfTransport',
    'carrier.vehicleRegistration',
  ]),
  pat('R04', 'No disposal or recovery codes, and a warning about them for every item', [
    'wasteItems',
    'wasteItems.*.disposalOrRecoveryCodes',
  ]),
  pat('R05', 'One waste item with several disposal or recovery codes', [
    'wasteItems',
    'wasteItems.*.disposalOrRecoveryCodes',
  ]),
  pat('R07', 'Several EWC codes on a waste item', ['wasteItems', 'wasteItems.*.ewcCodes']),
  pat('C01', 'No carrier registration number and no reason: the receipt is rejected', [
    'carrier.registrationNumber',
    'carrier.reasonForNoRegistrationNumber',
  ]),
  pat('C02', 'A carrier registration number of null, with a reason', [
    'carrier.registrationNumber',
    'carrier.reasonForNoRegistrationNumber',
  ]),
  pat('B01', 'A broker or dealer took part', ['brokerOrDealer.organisationName']),
  pat('P01', 'Several POPs components', ['wasteItems.*.pops.components']),
  pat('H01', 'Several hazardous components', ['wasteItems.*.hazardous.components']),
  pat('H02', 'Hazardous waste without consignment code or reason: the receipt is rejected', [
    'wasteItems.*.ewcCodes',
    'hazardousWasteConsignmentCode',
    'reasonForNoConsignmentCode',
  ]),
  pat('H03', 'Hazardous waste without a consignment code, with a reason', [
    'wasteItems.*.ewcCodes',
    'hazardousWasteConsignmentCode',
    'reasonForNoConsignmentCode',
  ]),
  pat('X01', 'Hazardous components and POPs components', [
    'wasteItems.*.pops.components',
    'wasteItems.*.hazardous.components',
  ]),
  observation('T01', 'Authenticate by OAuth 2.0 client credentials', 'timed'),
  observation('T02', 'Use a token again until it expires', 'timed'),
  observation('T03', 'Get a new token on expiry or refusal, and repeat the request once', 'timed'),
  observation('T04', 'Back off and try again while the service refuses (429)', 'timed'),
  observation('T05', 'Stay at or under 200 requests a second, sustained', 'timed'),
  observation('T06', 'Create no duplicate record when a response is lost', 'timed'),
  observation('T07', 'Never call from a browser'),
  observation('T08', 'Send personal data to production only'),
  declared('T09', 'Encrypt data in transit'),
  declared('T10', 'Keep the master copy: the service is not a store to read from'),
  observation('T11', 'Correct mistakes by an update of the stored receipt', 'timed'),
  observation('T12', 'Show errors and warnings to the user'),
  declared('T13', 'Give customers control of their data, and keep data and credentials safe'),
  observation('T14', 'Report within two working days after the day of receipt'),
  observation('T15', 'Keep to the latest version of the specification'),
  declared('T16', 'Claim no endorsement by the department, and do not use its brand'),
  observation('T17', 'One client for all the operators served, an API code for each, in the body only'),
  {
    id: 'evidence:own-product',
    text: 'The requests were made by the product itself, not by hand',
    source: 'assumption',
    shownBy: 'behaviour',
    fields: [],
    isTimed: false,
  },
];

/** Returns undefined for a requirement that is not in the list. */
export function requirementOf(id: string): Requirement | undefined {
  return requirements.find((requirement) => requirement.id === id);
}

function pat(id: string, text: string, fields: readonly string[]): Requirement {
  return {
    id: `pat:${id}`,
    text,
    source: 'pat-pages-2026-09',
    shownBy: 'production approval',
    fields,
    isTimed: false,
  };
}

function observation(id: string, text: string, when?: 'timed'): Requirement {
  return {
    id: `terms:${id}`,
    text,
    source: 'terms-2026-01',
    shownBy: 'behaviour',
    fields: [],
    isTimed: when === 'timed',
  };
}

function declared(id: string, text: string): Requirement {
  return { ...observation(id, text), shownBy: 'declaration' };
}
