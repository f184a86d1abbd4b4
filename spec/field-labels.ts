/**
 * What people in the waste trade call the fields of a receipt: the labels of forms, and the words of messages about
 * them. A phrase is a row of words that must follow one another, or stand the other way round with "of" or "for"
 * between them; `a|b` is either word. Words are in lower case and the singular.
 */
export interface FieldLabels {
  /** Names of fields, `*` for every element of a list. */
  fields: readonly string[];
  phrases: readonly string[];
  /** Words that name the field in a message that names none by a phrase. */
  hints?: string;
  /** Words that name the field only where they stand alone, as a label before a colon or in a list. */
  alone?: string;
  /** Things to choose from: two of them in one message name the field. */
  choices?: string;
  /** These words in the same part of a sentence speak of another field. */
  notWith?: string;
  /** Fields that are mentioned to explain what is wrong with this one. */
  explainedBy?: readonly string[];
  /** Fields by whose name this one can be found as well: either of the two puts the fault right. */
  foundBy?: readonly string[];
}

const carrier = 'carrier|haulier|haulage|contractor|transporter|driver';
const broker = 'broker|dealer';
const site = 'site|receiver|facility|yard|destination|depot';
const vehicle = 'vehicle|lorry|truck|van|wagon|hgv|tipper|tanker';
const registration = 'registration|reg|registered|registering|licence|license|licensed|plate';
const container = 'container|skip|receptacle|packaging|package|containment';
const containers = `${container}|bag|drum|bin`;
const hazard = 'hazard|hazardous|haz|hp|danger';
const pop = 'pop|persistent organic pollutant';
const code = 'code|number|type';

/** The parties and kinds whose fields have the same names, by the beginning of the field's name. */
export const holders: readonly { within: RegExp; words: string }[] = [
  { within: /^carrier\./, words: carrier },
  { within: /^brokerOrDealer\./, words: broker },
  { within: /^(?:receiver|receipt)\./, words: site },
  { within: /\.pops\b/, words: 'pop|pollutant' },
  { within: /\.hazardous\b/, words: hazard },
];

/** Words that may stand between two words of a phrase. */
export const fillers: ReadonlySet<string> = new Set(
  'waste number no not valid note code unique six digit net gross site company business environmental uk correct'.split(
    ' ',
  ),
);

/** Abbreviations on tickets and forms. */
export const abbreviations: Readonly<Record<string, string>> = {
  auth: 'authorisation',
  conc: 'concentration',
  con: 'consignment',
  cont: 'container',
  desc: 'description',
  lic: 'licence',
  nett: 'net',
  op: 'operation',
  qty: 'quantity',
  regn: 'registration',
  veh: 'vehicle',
  wt: 'weight',
};

export const fieldLabels: readonly FieldLabels[] = [
  { fields: ['apiCode'], phrases: ['api code|key', 'organisation code'] },
  {
    fields: ['submittingOrganisation'],
    phrases: ['submitting organisation', 'other organisation', 'another organisation'],
  },
  {
    fields: ['dateTimeReceived'],
    phrases: [
      'date',
      'received on|at',
      'time received|receipt|arrival|arrived|delivery',
      'arrival|delivery|receipt time',
      'when arrive|arrived|received|delivered',
      'when waste|load arrive|arrived|received|come|came',
      'when load|waste was',
    ],
  },
  {
    fields: ['hazardousWasteConsignmentCode'],
    phrases: ['consignment code|note|number|reference|ref|no', 'hwcn', 'consignment'],
    explainedBy: ['wasteItems.*.ewcCodes', 'wasteItems.*.hazardous', 'wasteItems.*.containsHazardous'],
    foundBy: ['reasonForNoConsignmentCode'],
  },
  {
    fields: ['reasonForNoConsignmentCode'],
    phrases: ['reason no consignment', 'reason consignment', 'why consignment', 'why no consignment'],
    explainedBy: ['wasteItems.*.ewcCodes', 'wasteItems.*.hazardous', 'wasteItems.*.containsHazardous'],
    foundBy: ['hazardousWasteConsignmentCode'],
  },
  {
    fields: ['yourUniqueReference'],
    phrases: ['reference|ref', 'ticket number', 'unique reference|number'],
    notWith: 'consignment|other',
  },
  { fields: ['otherReferencesForMovement'], phrases: ['other|additional|extra|further reference|ref'] },
  { fields: ['specialHandlingRequirements'], phrases: ['handling'] },
  {
    fields: ['wasteItems'],
    phrases: ['waste item|line|stream', 'no|one|any item', 'no|any waste'],
    notWith: 'code|type|description|form|container|carrier|weight',
  },
  {
    fields: ['wasteItems.*.ewcCodes'],
    phrases: ['ewc', 'low code', 'waste code', 'list waste', 'waste catalogue|classification', 'european waste'],
  },
  {
    fields: ['wasteItems.*.wasteDescription'],
    phrases: [
      'description',
      'describe|described|describing',
      'waste|material|product name',
      'in words',
      'what waste',
      'kind|sort waste|material',
    ],
  },
  {
    fields: ['wasteItems.*.physicalForm'],
    phrases: ['physical form|state', 'form|state waste', 'waste form|state', 'consistency'],
    choices: 'gas|liquid|solid|powder|sludge|mixed',
  },
  {
    fields: ['wasteItems.*.numberOfContainers'],
    phrases: [`number ${containers}`, 'how many', `${container} count|quantity|number`, `count|quantity ${container}`],
    hints: containers,
    alone: containers,
  },
  {
    fields: ['wasteItems.*.typeOfContainers'],
    hints: containers,
    phrases: [
      `${container} type|kind|code|size`,
      `kind|sort|type ${container}`,
      `what|which ${container}`,
      'waste|load contained',
    ],
    alone: container,
    choices: 'skip|bag|drum|bin|ibc|roro',
    notWith: 'many|number|quantity|count',
  },
  {
    fields: [
      'wasteItems.*.weight',
      'wasteItems.*.weight.amount',
      'wasteItems.*.disposalOrRecoveryCodes.*.weight',
      'wasteItems.*.disposalOrRecoveryCodes.*.weight.amount',
    ],
    phrases: ['weight|weigh|weighed|weighing|tonnage|mass', 'how much', 'tonne|kilo'],
    hints: 'net|gross|tare|weighbridge',
    notWith: 'unit',
    explainedBy: ['wasteItems.*.weight.metric'],
  },
  {
    fields: [
      'wasteItems.*.weight',
      'wasteItems.*.weight.amount',
      'wasteItems.*.disposalOrRecoveryCodes.*.weight',
      'wasteItems.*.disposalOrRecoveryCodes.*.weight.amount',
    ],
    phrases: ['amount|quantity'],
    notWith: `unit|${container}|bag`,
  },
  {
    fields: ['wasteItems.*.weight.metric', 'wasteItems.*.disposalOrRecoveryCodes.*.weight.metric'],
    phrases: ['unit', 'metric'],
    choices: 'gram|kilogram|tonne|kg',
    explainedBy: ['wasteItems.*.weight.amount'],
  },
  {
    fields: ['wasteItems.*.weight.isEstimate', 'wasteItems.*.disposalOrRecoveryCodes.*.weight.isEstimate'],
    phrases: ['estimate|estimated|estimation'],
    explainedBy: ['wasteItems.*.weight.amount'],
  },
  {
    fields: [
      'wasteItems.*.containsPops',
      'wasteItems.*.pops',
      'wasteItems.*.pops.components',
      'wasteItems.*.pops.components.*.code',
      'wasteItems.*.pops.sourceOfComponents',
    ],
    phrases: [...pop.split('|'), 'pollutant'],
  },
  {
    fields: ['wasteItems.*.containsHazardous'],
    phrases: [`contain ${hazard}`, `whether ${hazard}`, `${hazard} yes|not|flag|indicator`],
    explainedBy: ['wasteItems.*.hazardous'],
  },
  {
    fields: ['wasteItems.*.hazardous', 'wasteItems.*.hazardous.hazCodes'],
    hints: hazard,
    phrases: [`${hazard} ${code}|property`, 'hp', 'hazcode', `${hazard} detail|information`],
    alone: hazard,
    explainedBy: ['wasteItems.*.containsHazardous', 'wasteItems.*.hazardous.components'],
  },
  {
    fields: ['wasteItems.*.hazardous.components', 'wasteItems.*.hazardous.components.*.name'],
    hints: hazard,
    phrases: [
      `${hazard} component|substance|chemical|constituent|composition`,
      'component|substance|chemical|constituent|composition',
    ],
    notWith: pop,
    explainedBy: ['wasteItems.*.containsHazardous', 'wasteItems.*.hazardous'],
  },
  {
    fields: ['wasteItems.*.hazardous.sourceOfComponents', 'wasteItems.*.pops.sourceOfComponents'],
    phrases: ['source', 'component known'],
    explainedBy: ['wasteItems.*.hazardous.components', 'wasteItems.*.pops.components'],
  },
  {
    fields: [
      'wasteItems.*.pops.components.*.concentration',
      'wasteItems.*.hazardous.components.*.concentration',
      'wasteItems.*.pops.components.*.concentrationOperator',
      'wasteItems.*.hazardous.components.*.concentrationOperator',
    ],
    phrases: [
      'concentration|concentrated',
      'mg kg',
      'milligram',
      'ppm',
      'how strong',
      'how much pop|component|substance',
      'level|strength pop|pollutant|component|substance|chemical',
    ],
    explainedBy: ['wasteItems.*.hazardous.components', 'wasteItems.*.pops.components'],
  },
  {
    fields: ['wasteItems.*.disposalOrRecoveryCodes', 'wasteItems.*.disposalOrRecoveryCodes.*.code'],
    phrases: [
      'disposal|recovery|treatment|r|d|rd|dr code|operation|method|route',
      'd r',
      'r d',
      'recovery disposal',
      'disposal recovery',
    ],
    alone: 'disposal|recovery|treatment',
    choices: 'r1|r3|r5|r13|d1|d5|d10|d15',
    hints: 'operation|disposal|recovery|treatment|treated|disposed|recovered|fate',
  },
  {
    fields: ['carrier.registrationNumber'],
    phrases: [`${carrier} ${registration}|permit|number`, 'cbdu|cbdl', 'upper|lower tier'],
    notWith: vehicle,
    explainedBy: ['carrier.reasonForNoRegistrationNumber', 'carrier.organisationName'],
    foundBy: [],
  },
  {
    fields: ['carrier.reasonForNoRegistrationNumber'],
    phrases: [
      `reason no ${registration}`,
      `reason ${registration}`,
      `reason no ${carrier}`,
      `reason ${carrier}`,
      `why ${carrier}`,
    ],
    notWith: `consignment|${vehicle}`,
    explainedBy: ['carrier.organisationName'],
    foundBy: ['carrier.registrationNumber'],
  },
  {
    fields: ['carrier.organisationName'],
    phrases: [
      `${carrier} name|organisation|company`,
      `who|which ${carrier}`,
      'organisation|company|business name',
      'who carried|brought|transported|hauled|collected',
      'carrier',
    ],
    hints: carrier,
    notWith: `${registration}|number|address|postcode|email|phone`,
  },
  {
    fields: ['carrier.meansOfTransport', 'carrier.otherMeansOfTransport'],
    phrases: ['transport|transported', 'by road'],
    choices: 'road|rail|air|sea|piped',
    explainedBy: ['carrier.vehicleRegistration'],
  },
  {
    fields: ['carrier.vehicleRegistration'],
    phrases: [`${vehicle} ${registration}|number|id`, 'number plate', 'plate', 'vrm|vrn', vehicle],
    notWith: 'weight|type|tare',
    explainedBy: ['carrier.meansOfTransport', 'carrier.organisationName'],
  },
  {
    fields: ['brokerOrDealer.registrationNumber'],
    phrases: [`${broker} ${registration}|number`],
    explainedBy: ['brokerOrDealer.organisationName'],
  },
  {
    fields: ['brokerOrDealer', 'brokerOrDealer.organisationName'],
    phrases: [`${broker} name|organisation|company`, broker],
    notWith: `${registration}|address|postcode|email|phone`,
  },
  {
    fields: ['receiver.siteName'],
    phrases: [`${site} name|called`, `which ${site}`, `receiving ${site}`],
    hints: site,
    notWith: 'postcode|address|permit|licence|license|authorisation',
  },
  {
    fields: ['receiver.authorisationNumber'],
    phrases: [
      'permit',
      'authorisation|authorization number|code',
      'epr',
      'licence|license number',
      `${site}|environmental|management licence|license|authorisation`,
    ],
    notWith: `${carrier}|${broker}|${vehicle}`,
    explainedBy: ['receiver.siteName'],
  },
  { fields: ['receiver.regulatoryPositionStatements'], phrases: ['rps', 'position statement', 'regulatory statement'] },
  {
    fields: [
      'receipt.address.fullAddress',
      'carrier.address.fullAddress',
      'brokerOrDealer.address.fullAddress',
      'receipt.address',
      'carrier.address',
      'brokerOrDealer.address',
    ],
    phrases: ['address'],
    notWith: 'email|mail|postcode|web|ip',
  },
  {
    fields: ['receipt.address.postcode', 'carrier.address.postcode', 'brokerOrDealer.address.postcode'],
    phrases: ['postcode', 'post|postal code', 'eircode'],
    explainedBy: [
      'receipt.address.fullAddress',
      'receiver.siteName',
      'carrier.organisationName',
      'brokerOrDealer.organisationName',
    ],
  },
  {
    fields: ['receiver.emailAddress', 'carrier.emailAddress', 'brokerOrDealer.emailAddress'],
    phrases: ['email', 'e mail'],
    explainedBy: ['receiver.siteName', 'carrier.organisationName', 'brokerOrDealer.organisationName'],
  },
  {
    fields: ['receiver.phoneNumber', 'carrier.phoneNumber', 'brokerOrDealer.phoneNumber'],
    phrases: ['phone|telephone|tel|mobile'],
    explainedBy: ['receiver.siteName', 'carrier.organisationName', 'brokerOrDealer.organisationName'],
  },
];
