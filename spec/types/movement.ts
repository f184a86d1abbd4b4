/** A receipt of waste as the published contract describes it, in wire terms. */
export interface Movement {
  apiCode: string;
  /** ISO 8601 instant at which the waste arrived at the site. */
  dateTimeReceived: string;
  hazardousWasteConsignmentCode?: string | null;
  reasonForNoConsignmentCode?: string | null;
  yourUniqueReference?: string;
  otherReferencesForMovement?: { label: string; reference: string }[];
  specialHandlingRequirements?: string;
  wasteItems: WasteItem[];
  carrier: Carrier;
  brokerOrDealer?: BrokerOrDealer;
  receiver: Receiver;
  receipt: { address: { fullAddress: string; postcode: string } };
}

export interface WasteItem {
  /** One to five six-digit codes of the List of Waste. */
  ewcCodes: string[];
  wasteDescription: string;
  physicalForm: 'Gas' | 'Liquid' | 'Solid' | 'Powder' | 'Sludge' | 'Mixed';
  numberOfContainers: number;
  typeOfContainers: string;
  weight?: Weight;
  containsPops: boolean;
  pops?: { sourceOfComponents: SourceOfComponents; components?: PopsComponent[] };
  containsHazardous: boolean;
  hazardous?: { sourceOfComponents: SourceOfComponents; hazCodes?: string[]; components?: HazardousComponent[] };
  disposalOrRecoveryCodes?: DisposalOrRecoveryCode[];
}

export type SourceOfComponents = 'PROVIDED_WITH_WASTE' | 'GUIDANCE' | 'OWN_TESTING' | 'NOT_PROVIDED';

export interface Weight {
  metric: 'Grams' | 'Kilograms' | 'Tonnes';
  amount: number;
  isEstimate: boolean;
}

/** Concentrations are milligrams per kilogram. */
export interface PopsComponent {
  code: string;
  concentration?: number | null;
}

/** Concentrations are milligrams per kilogram. */
export interface HazardousComponent {
  name: string;
  concentration?: number | null;
}

export interface DisposalOrRecoveryCode {
  code: string;
  weight: Weight;
}

export interface Address {
  fullAddress?: string;
  postcode: string;
}

export type MeansOfTransport = 'Road' | 'Rail' | 'Air' | 'Sea' | 'Inland Waterway' | 'Piped' | 'Other';

export interface Carrier {
  registrationNumber?: string | null;
  reasonForNoRegistrationNumber?: 'ON_SITE' | 'HOUSEHOLD' | 'ONE_OFF' | 'MARINE' | null;
  organisationName: string;
  address?: Address;
  emailAddress?: string;
  phoneNumber?: string;
  vehicleRegistration?: string;
  meansOfTransport: MeansOfTransport;
  otherMeansOfTransport?: string;
}

export interface BrokerOrDealer {
  organisationName: string;
  address?: Address;
  registrationNumber?: string;
  phoneNumber?: string;
  emailAddress?: string;
}

export interface Receiver {
  siteName: string;
  emailAddress?: string;
  phoneNumber?: string;
  authorisationNumber: string;
  regulatoryPositionStatements?: number[];
}
