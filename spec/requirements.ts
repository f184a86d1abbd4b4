/** What the published guide adds about a production-approval scenario, in our own words. */
export interface Guidance {
  /** Where the regulations ask for it: see `regulations`. */
  paragraphs: string;
  /** What it means if the scenario fails. */
  onFail: string;
  /** Whether a product may leave it out: never, for a reason, or where it blocks such receipts itself, with evidence. */
  outOfScope: { allowed: 'never' | 'for a reason' | 'blocked, with evidence'; text: string };
  /** What a product that leaves it out means for its customers. Null if no product may leave it out. */
  forCustomers: string | null;
}

/** What the paragraphs of the guide are numbered in. The other nations have equivalent provisions. */
export const regulations = 'Digital Waste Tracking (England) Regulations 2026, Schedule 1, Part 2';

/** A requirement of an integration, and its source. */
export interface Requirement {
  /** Such as `pat:R04` or `terms:T02`. */
  id: string;
  /** A short text in our own words. */
  text: string;
  /** A source id of `sources.yaml`. */
  source: 'pat-pages-2026-09' | 'terms-2026-01' | 'terms-2026-04' | 'assumption';
  /** The evidence that can show it: a receipt, behaviour over time, or only the vendor's own declaration. */
  shownBy: 'production approval' | 'behaviour' | 'declaration';
  /** The fields concerned, as wire keys; `*` stands for every index. Empty if it concerns behaviour. */
  fields: readonly string[];
  /** True if readers need to see a timeline. */
  isTimed: boolean;
  /** Null if it is not about a production-approval scenario. */
  guidance: Guidance | null;
}

const never: Guidance['outOfScope'] = { allowed: 'never', text: 'Never. Every product must show it.' };
const withEvidence: Guidance['outOfScope'] = {
  allowed: 'blocked, with evidence',
  text: 'Only if the product stops such a receipt itself, with evidence of that.',
};

/** Every known requirement, in the order of the published page and then of the terms. R06 is withdrawn. */
export const requirements: readonly Requirement[] = [
  pat(
    'R01',
    'One plain waste item with a disposal or recovery code, no POPs and no hazard',
    [
      'wasteItems',
      'wasteItems.*.disposalOrRecoveryCodes',
      'wasteItems.*.containsPops',
      'wasteItems.*.containsHazardous',
    ],
    {
      paragraphs: 'paragraph 14(1)(b), and regulation 4(5)(a)',
      onFail: 'The product lacks something that every receipt needs. Do not ask for production credentials yet.',
      outOfScope: never,
      forCustomers: null,
    },
  ),
  pat('R02', 'Several waste items in one receipt', ['wasteItems', 'wasteItems.*.wasteDescription'], {
    paragraphs: 'paragraphs 13 and 14',
    onFail:
      'The product lacks something that every product needs: a load of several kinds of waste is one receipt. Several receipts for one load are no substitute.',
    outOfScope: never,
    forCustomers: null,
  }),
  pat(
    'R03',
    'Waste transported by road, with a vehicle registration',
    ['carrier.meansOfTransport', 'carrier.vehicleRegistration'],
    {
      paragraphs: 'paragraphs 10 and 11',
      onFail: 'The product has a gap if any of its customers receives waste by road.',
      outOfScope: forAReason('Only if no customer receives waste by road.'),
      forCustomers: 'You cannot report waste that arrived by road.',
    },
  ),
  pat(
    'R04',
    'No disposal or recovery codes, and a warning about them for every item',
    ['wasteItems', 'wasteItems.*.disposalOrRecoveryCodes'],
    {
      paragraphs: 'paragraph 14(1)(b)',
      onFail:
        'The product may be stricter than the service and ask for the codes itself. Then declare it as blocked, and keep the evidence.',
      outOfScope: withEvidence,
      forCustomers: 'You cannot report a waste item before you know its disposal or recovery code.',
    },
  ),
  pat(
    'R05',
    'One waste item with several disposal or recovery codes',
    ['wasteItems', 'wasteItems.*.disposalOrRecoveryCodes'],
    {
      paragraphs: 'paragraph 14(1)',
      onFail: 'The product has a gap if customers treat one waste item in several ways.',
      outOfScope: forAReason('If no customer needs several codes for one waste item.'),
      forCustomers: 'You can report only one disposal or recovery code for each waste item.',
    },
  ),
  pat('R07', 'Several EWC codes on a waste item', ['wasteItems', 'wasteItems.*.ewcCodes'], {
    paragraphs: 'paragraph 13',
    onFail: 'The product has a gap if customers describe one waste item by several EWC codes.',
    outOfScope: forAReason('If no customer needs several EWC codes for one waste item.'),
    forCustomers: 'You can report only one EWC code for each waste item.',
  }),
  pat(
    'C01',
    'No carrier registration number and no reason: the receipt is rejected',
    ['carrier.registrationNumber', 'carrier.reasonForNoRegistrationNumber'],
    {
      paragraphs: 'paragraph 7, and regulations 16(2)(a) and 19(2)(a) with 4(4)',
      onFail:
        'To pass is to be refused: an error and no tracking id. A receipt that is stored, or an error that nobody sees, is a gap. If the product checks this itself, declare it as blocked, and keep the evidence.',
      outOfScope: withEvidence,
      forCustomers:
        'The software asks for the carrier’s registration number, or the reason for having none, before it sends a receipt.',
    },
  ),
  pat(
    'C02',
    'A carrier registration number of null, with a reason',
    ['carrier.registrationNumber', 'carrier.reasonForNoRegistrationNumber'],
    {
      paragraphs: 'paragraph 7',
      onFail: 'The product has a gap if it takes carriers without a registration and has no place for the reason.',
      outOfScope: forAReason('If the product takes no carrier without a registration.'),
      forCustomers: 'You cannot report waste from a carrier that has no registration number.',
    },
  ),
  pat('B01', 'A broker or dealer took part', ['brokerOrDealer.organisationName'], {
    paragraphs: 'paragraph 9',
    onFail: 'The product has a gap if any of its customers deals with brokers or dealers.',
    outOfScope: forAReason('If no customer deals with brokers or dealers.'),
    forCustomers: 'You cannot report a broker or dealer who arranged the movement.',
  }),
  pat('P01', 'Several POPs components', ['wasteItems.*.pops.components'], {
    paragraphs: 'paragraphs 15(1)(b) and 16',
    onFail:
      'The product has a gap if customers handle waste with persistent organic pollutants (POPs). One waste item has to hold several components.',
    outOfScope: forAReason('If no customer handles waste with POPs.'),
    forCustomers: 'You cannot report several persistent organic pollutants (POPs) in one waste item.',
  }),
  pat('H01', 'Several hazardous components', ['wasteItems.*.hazardous.components'], {
    paragraphs: 'paragraph 15',
    onFail: 'The product has a gap, even if its customers handle hazardous waste only now and then.',
    outOfScope: forAReason('If no customer ever handles hazardous waste.'),
    forCustomers: 'You cannot report several hazardous components in one waste item.',
  }),
  pat(
    'H02',
    'Hazardous waste without consignment code or reason: the receipt is rejected',
    ['wasteItems.*.ewcCodes', 'hazardousWasteConsignmentCode', 'reasonForNoConsignmentCode'],
    {
      paragraphs: 'paragraph 8',
      onFail:
        'To pass is to be refused: an error and no tracking id. A receipt that is stored, or an error that nobody sees, is a gap. If the product checks this itself, declare it as blocked, and keep the evidence.',
      outOfScope: withEvidence,
      forCustomers:
        'The software asks for a consignment code, or the reason for having none, before it sends a receipt of hazardous waste.',
    },
  ),
  pat(
    'H03',
    'Hazardous waste without a consignment code, with a reason',
    ['wasteItems.*.ewcCodes', 'hazardousWasteConsignmentCode', 'reasonForNoConsignmentCode'],
    {
      paragraphs: 'paragraph 8',
      onFail: 'The product has a gap if it takes hazardous waste and has no place for the reason.',
      outOfScope: forAReason('If no customer ever handles hazardous waste.'),
      forCustomers: 'You cannot report hazardous waste that came without a consignment code.',
    },
  ),
  pat(
    'X01',
    'Hazardous components and POPs components on one waste item',
    ['wasteItems.*.pops.components', 'wasteItems.*.hazardous.components'],
    {
      paragraphs: 'paragraphs 15 and 16',
      onFail:
        'The product has a gap if customers handle waste that is hazardous and has POPs. One waste item has to hold both.',
      outOfScope: forAReason('If no customer handles waste that is hazardous and has POPs.'),
      forCustomers:
        'You cannot report a waste item that is both hazardous and has persistent organic pollutants (POPs).',
    },
  ),
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
  inApril(observation('T12', 'Show errors and warnings to the user, in the product’s own words')),
  declared('T13', 'Give customers control of their data, and keep data and credentials safe'),
  observation('T14', 'Report within two working days after the day of receipt'),
  observation('T15', 'Keep to the latest version of the specification'),
  declared('T16', 'Claim no endorsement by the department, and do not use its brand'),
  observation('T17', 'One client for all the operators served, an API code for each, in the body only'),
  inApril(declared('T18', 'Keep the service’s descriptions of codes out of the user interface')),
  inApril(declared('T19', 'Tell customers of approval scenarios that are left out, and what that means for them')),
  inApril(declared('T20', 'Review the technical documentation in full before production access')),
  {
    id: 'evidence:own-product',
    text: 'The requests were made by the product itself, not by hand',
    source: 'assumption',
    shownBy: 'behaviour',
    fields: [],
    isTimed: false,
    guidance: null,
  },
];

/** Returns undefined for a requirement that is not in the list. */
export function requirementOf(id: string): Requirement | undefined {
  return requirements.find((requirement) => requirement.id === id);
}

function forAReason(text: string): Guidance['outOfScope'] {
  return { allowed: 'for a reason', text };
}

function pat(id: string, text: string, fields: readonly string[], guidance: Guidance): Requirement {
  return {
    id: `pat:${id}`,
    text,
    source: 'pat-pages-2026-09',
    shownBy: 'production approval',
    fields,
    isTimed: false,
    guidance,
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
    guidance: null,
  };
}

function declared(id: string, text: string): Requirement {
  return { ...observation(id, text), shownBy: 'declaration' };
}

/** Returns a requirement of the terms of April 2026. */
function inApril(requirement: Requirement): Requirement {
  return { ...requirement, source: 'terms-2026-04' };
}
