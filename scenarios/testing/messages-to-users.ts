import type { JsonValue } from '../../spec/json.ts';

/**
 * Messages as products show them, and whether a reader could find the fault by them. Written before the code that
 * matches them. Every message of `own`, `wire` and `nothing` is judged by itself; one with several lines is a list.
 */
export interface MessagesAboutFaults {
  /** Every fault of the receipt: its key, the service's own text, and the value as it was sent. */
  faults: readonly Fault[];
  /** Covers every fault, in the product's own words. */
  own: readonly Shown[];
  /** Covers every fault, in the words of the API. */
  wire: readonly Shown[];
  /** Covers no fault. */
  nothing: readonly Shown[];
}

export interface Fault {
  key: string;
  message: string;
  /** Absent: nothing was sent. */
  value?: JsonValue;
}

export type Shown = string | readonly string[];

export const everyLabel =
  'Check the API code, date and time received, consignment code, reference, EWC codes, waste description, physical form, number of containers, container type, weight, POPs, hazardous properties, disposal or recovery codes, carrier, carrier registration, vehicle registration, means of transport, broker, site name, permit number, address and postcode';

/** Asks for each field in a message of its own. */
const oneOfEach = everyLabel
  .replace('Check the ', '')
  .split(/, | and /)
  .map((label) => `Check the ${label}`);

const generic = [
  '',
  '   ',
  'Something went wrong.',
  'There is a problem with this receipt.',
  'The receipt is not valid. Please check every field and try again.',
  'Validation failed',
  'Error 400',
  'Bad Request',
  'InvalidValue',
  everyLabel,
  oneOfEach,
] as const;

const ewc = {
  key: 'wasteItems.0.ewcCodes.0',
  value: '999999',
  message: '"wasteItems[0].ewcCodes[0]" must be a valid EWC code from the official list',
};
const vehicle = {
  key: 'carrier.vehicleRegistration',
  message: 'If carrier.meansOfTransport is "Road" then carrier.vehicleRegistration is required',
};
const container = {
  key: 'wasteItems.0.typeOfContainers',
  value: 'SKIP',
  message: '"wasteItems[0].typeOfContainers" must be a valid container type',
};
const permit = {
  key: 'receiver.authorisationNumber',
  value: 'PERMIT-1',
  message: '"receiver.authorisationNumber" must be in a valid UK format',
};
const treatment = {
  key: 'wasteItems.0.disposalOrRecoveryCodes',
  message: 'wasteItems[0].disposalOrRecoveryCodes is required for proper waste tracking and compliance',
};

/** The receipt as sent, dumped: it names all that could be wrong. */
export const wholeReceipt =
  '{"apiCode":"1f83215e-4b90-4785-9ab2-2614839aa2e9","dateTimeReceived":"2026-06-01T10:00:00.000Z","yourUniqueReference":"WB-104211","wasteItems":[{"ewcCodes":["999999"],"wasteDescription":"Clean timber offcuts from joinery","physicalForm":"Solid","numberOfContainers":1,"typeOfContainers":"SKIP","weight":{"metric":"Tonnes","amount":2.5,"isEstimate":false},"containsPops":false,"containsHazardous":false,"disposalOrRecoveryCodes":[{"code":"R3"}]}],"carrier":{"registrationNumber":"CBDU123456","organisationName":"Thimblewick Haulage Ltd","meansOfTransport":"Road","vehicleRegistration":"ZA12 ABC"},"receiver":{"siteName":"Custardmere Yard","authorisationNumber":"PERMIT-1"},"receipt":{"address":{"fullAddress":"1 Marzipan Lane, Custardmere","postcode":"AX1 1AA"}}}';

export const messagesAboutFaults: readonly MessagesAboutFaults[] = [
  {
    faults: [ewc],
    own: [
      'European Waste Catalogue code 999999 does not exist',
      'EWC code: not on the list',
      'Waste code 999999 is not one we know',
      '999999 is not recognised',
      'Pick a List of Waste code',
      'LoW code invalid',
      'Line 1: the six-digit waste code is wrong. Look it up in the waste catalogue.',
      '<p class="error">The <b>EWC</b> code is not in the catalogue</p>',
      'Ticket WB-104211, lorry ZA12 ABC: EWC unknown',
      'EWC 99 99 99 unknown',
    ],
    wire: [
      '"wasteItems[0].ewcCodes[0]" must be a valid EWC code from the official list',
      'wasteItems[0].ewcCodes[0]: InvalidValue',
      'wasteItems.0.ewcCodes.0',
      '{"validation":{"errors":[{"key":"wasteItems.0.ewcCodes.0","errorType":"InvalidValue","message":"\\"wasteItems[0].ewcCodes[0]\\" must be a valid EWC code from the official list"}]}}',
    ],
    nothing: [
      ...generic,
      'The container code is not on the list',
      'Check the code',
      'Waste item 4: the EWC code is wrong',
      'The permit number is wrong',
      'Disposal code: not on the list',
      '170201 is not a code',
      wholeReceipt,
    ],
  },
  {
    faults: [vehicle],
    own: [
      "Enter the lorry's registration",
      'Vehicle registration is missing',
      'Vehicle reg required',
      'Number plate?',
      'You said the waste came by road. Give the registration of the vehicle.',
      'VRM missing',
      'Please key in the truck reg before saving the ticket',
      'Reg. no. of wagon not entered',
      'The carrier came by road, so the vehicle registration must be filled in',
    ],
    wire: [
      'If carrier.meansOfTransport is "Road" then carrier.vehicleRegistration is required',
      'vehicleRegistration: NotProvided',
    ],
    nothing: [
      'Carrier registration is missing',
      "Enter the waste carrier's licence number",
      'Registration',
      'The broker registration number is missing',
      'Enter the means of transport',
      'A required field was left empty',
      everyLabel,
    ],
  },
  {
    faults: [container],
    own: [
      'Container type "SKIP" is not one of the known ones',
      'Pick what the waste came in: skip, bag, drum …? The type of container is unknown.',
      'Type of containers: choose from the list',
      'Container code not valid',
      'SKIP is not in the list',
    ],
    wire: ['"wasteItems[0].typeOfContainers" must be a valid container type'],
    nothing: [
      'Number of containers is missing',
      'How many containers were there?',
      'The waste type is wrong',
      'The EWC code is wrong',
    ],
  },
  {
    faults: [permit],
    own: [
      'Permit: not in a valid form',
      'Environmental permit number PERMIT-1 is not a permit number of any UK regulator',
      "Check your site's licence number",
      'Authorisation number has the wrong format, e.g. EPR/AB1234CD',
      'PERMIT-1 is wrong',
      'EPR number invalid',
    ],
    wire: [
      '"receiver.authorisationNumber" must be in a valid UK format',
      'The service said: "receiver.authorisationNumber" must be in a valid UK format.',
    ],
    nothing: [
      'The number is wrong',
      'Must be in a valid UK format',
      'You are not permitted to do this',
      "The carrier's licence number is wrong",
      'Not authorised',
    ],
  },
  {
    faults: [treatment],
    own: [
      'No D or R code',
      'Disposal and recovery codes are missing',
      'Add a disposal code',
      'What will be done with the waste? Give its recovery code, such as R3.',
      'R/D code missing on line 1',
      'Recorded, but without a treatment code',
      'Item 1 has no recovery or disposal operation',
    ],
    wire: [
      'wasteItems[0].disposalOrRecoveryCodes is required for proper waste tracking and compliance',
      'Warning: wasteItems[0].disposalOrRecoveryCodes is required for proper waste tracking and compliance (NotProvided)',
    ],
    nothing: [
      'Recorded with warnings',
      'A code is missing',
      'EWC code missing',
      'Recommended information is missing',
      'Some items are missing information needed for compliance',
    ],
  },
  {
    faults: [ewc, vehicle, container, permit],
    own: [
      'Please correct the EWC code, vehicle registration, container type and permit number.',
      [
        'EWC code 999999 does not exist',
        'Vehicle reg is missing',
        'Unknown container type SKIP',
        'Permit number wrong',
      ],
      [
        'Receipt WB-104211 was refused:',
        'Waste code – not in the list',
        'Registration plate – missing',
        'Container – type unknown',
        'Site permit – format',
      ],
      '<ul><li>Waste code</li><li>Number plate</li><li>Type of container</li><li>Permit no.</li></ul>',
      [
        'Custardmere Yard, ticket WB-104211, 2.5 Tonnes, Thimblewick Haulage Ltd, CBDU123456, AX1 1AA',
        '999999 is not a waste code',
        'the plate is missing',
        'SKIP is not a container type',
        'PERMIT-1 is not a permit',
      ],
    ],
    wire: [[ewc.message, vehicle.message, container.message, permit.message]],
    nothing: [
      wholeReceipt,
      everyLabel,
      oneOfEach,
      'Four errors were found.',
      'Errors: NotProvided, InvalidValue, InvalidValue, InvalidFormat',
      ['Something is wrong', 'Something is wrong', 'Something is wrong', 'Something is wrong'],
    ],
  },
  {
    faults: [
      {
        key: 'wasteItems.0.weight.amount',
        value: 0,
        message: '"wasteItems[0].weight.amount" must be a positive number',
      },
    ],
    own: [
      'The weight must be more than 0',
      'Net weight of 0 t: weigh the load again',
      'Enter the tonnage',
      'How much does it weigh?',
      'Quantity must be above zero',
    ],
    wire: ['"wasteItems[0].weight.amount" must be a positive number', 'wasteItems[0].weight.amount'],
    nothing: ['Must be a positive number', 'Number of containers must be above 0', 'Check the unit', '0'],
  },
  {
    faults: [
      {
        key: 'wasteItems.0.weight.metric',
        value: 'Stone',
        message: '"wasteItems[0].weight.metric" must be one of [Grams, Kilograms, Tonnes]',
      },
    ],
    own: [
      'Stone is not a unit',
      'Choose grams, kilograms or tonnes',
      'Unit of measure not known',
      'The weight unit is wrong',
    ],
    wire: ['"wasteItems[0].weight.metric" must be one of [Grams, Kilograms, Tonnes]'],
    nothing: ['Choose from the list', 'The physical form is wrong'],
  },
  {
    faults: [
      {
        key: 'carrier.registrationNumber',
        value: 'CBDU12',
        message: '"carrier.registrationNumber" must be in a valid England, SEPA, NRW or NI format',
      },
    ],
    own: [
      'Carrier registration number is not in the right format',
      "Haulier's waste carrier licence: CBDU12 is too short",
      'The registration of the carrier is wrong',
      'Waste carrier number invalid',
    ],
    wire: ['"carrier.registrationNumber" must be in a valid England, SEPA, NRW or NI format'],
    nothing: ['Vehicle registration is wrong', 'Broker registration is wrong', 'Name of the carrier is missing'],
  },
  {
    faults: [
      { key: 'carrier.reasonForNoRegistrationNumber', message: '"carrier.reasonForNoRegistrationNumber" is required' },
    ],
    own: [
      'Enter the carrier registration number, or say why there is none',
      'Reason for no carrier registration is missing',
      'The carrier has no registration: give a reason',
      'Why is the haulier not registered?',
    ],
    wire: ['"carrier.reasonForNoRegistrationNumber" is required'],
    nothing: ['Enter a reason', 'Reason for no consignment code is missing', 'The vehicle registration is missing'],
  },
  {
    faults: [
      {
        key: 'receipt.address.postcode',
        value: 'AX1',
        message: '"receipt.address.postcode" must be in valid UK format',
      },
    ],
    own: [
      'Postcode is not valid',
      "The site's post code is wrong",
      'AX1 is not a whole postcode',
      'Address: postcode incomplete',
    ],
    wire: ['"receipt.address.postcode" must be in valid UK format'],
    nothing: [
      "The carrier's postcode is wrong",
      'The address is fine but something else is not',
      'EWC code is not valid',
    ],
  },
  {
    faults: [
      {
        key: 'dateTimeReceived',
        value: '2026-06-01',
        message:
          '"dateTimeReceived" must be a valid UTC (2025-09-15T12:12:28Z) or BST (2025-09-15T13:12:28+01:00) ISO datetime',
      },
    ],
    own: [
      'Enter the date and time the waste was received',
      'The date of receipt has no time',
      'When did the load arrive? The time is missing.',
      'Arrival date/time not complete',
    ],
    wire: ['dateTimeReceived must be an ISO datetime'],
    nothing: ['Enter who received the waste', 'It is out of date', 'The receipt was not received'],
  },
  {
    faults: [
      {
        key: 'hazardousWasteConsignmentCode',
        value: 'ABC',
        message: '"hazardousWasteConsignmentCode" must be in one of the valid formats',
      },
    ],
    own: [
      'Consignment note code ABC has the wrong format',
      'Consignment number wrong',
      'Haz waste consignment code: check the slash',
    ],
    wire: ['"hazardousWasteConsignmentCode" must be in one of the valid formats'],
    nothing: ['Hazard code missing', 'Hazardous waste: EWC code is wrong', 'The code has the wrong format'],
  },
  {
    faults: [
      {
        key: 'reasonForNoConsignmentCode',
        message:
          '"reasonForNoConsignmentCode" is required when wasteItems[*].ewcCodes contains a hazardous code and hazardousWasteConsignmentCode is not provided',
      },
    ],
    own: [
      'This is hazardous waste. Enter its consignment code, or why it has none.',
      'Say why there is no consignment note',
      'Consignment code missing',
    ],
    wire: ['reasonForNoConsignmentCode'],
    nothing: ['Say why the carrier has no registration', 'This is hazardous waste.'],
  },
  {
    faults: [
      {
        key: 'wasteItems.0.hazardous',
        value: { sourceOfComponents: 'NOT_PROVIDED' },
        message: '"wasteItems[0].hazardous.hazCodes" is required when containsHazardous is true',
      },
    ],
    own: [
      'Choose the hazardous properties (HP 1 to HP 15)',
      'No hazard code',
      'HP code missing',
      'Haz codes are needed',
    ],
    wire: ['"wasteItems[0].hazardous.hazCodes" is required when containsHazardous is true'],
    nothing: ['Consignment code missing', 'EWC code is hazardous'],
  },
  {
    faults: [
      {
        key: 'wasteItems.0.pops.components',
        message:
          'wasteItems[0].pops.components are recommended when source of components is one of PROVIDED_WITH_WASTE, GUIDANCE, OWN_TESTING',
      },
    ],
    own: [
      'Name the POPs in the waste',
      'Which persistent organic pollutants does it contain?',
      'POP components missing',
    ],
    wire: [
      'wasteItems[0].pops.components are recommended when source of components is one of PROVIDED_WITH_WASTE, GUIDANCE, OWN_TESTING',
    ],
    nothing: ['Name the hazardous components', 'The description is missing', 'A pop-up was blocked'],
  },
  {
    faults: [
      {
        key: 'wasteItems.0.numberOfContainers',
        value: -2,
        message: '"wasteItems[0].numberOfContainers" must be greater than or equal to 0',
      },
    ],
    own: ['Containers: must be 1 or more', 'You entered -2 containers', 'The count of containers is wrong'],
    wire: ['"wasteItems[0].numberOfContainers" must be greater than or equal to 0'],
    nothing: ['Must be greater than or equal to 0', 'Container type not known', 'The weight is wrong'],
  },
  {
    faults: [
      {
        key: 'wasteItems.0.wasteDescription',
        value: '',
        message: '"wasteItems[0].wasteDescription" is not allowed to be empty',
      },
    ],
    own: ['Product name is empty', 'Say what kind of waste it was', 'Describe the waste'],
    wire: ['"wasteItems[0].wasteDescription" is not allowed to be empty'],
    nothing: ['The site name is empty', 'A text is not allowed to be empty', 'Say what kind of lorry it was'],
  },
  {
    faults: [
      {
        key: 'carrier.organisationName',
        value: '',
        message: '"carrier.organisationName" is not allowed to be empty',
      },
    ],
    own: ['Who carried the waste?', 'Select a haulier', 'No haulier on this ticket', 'Carrier name required'],
    wire: ['"carrier.organisationName" is not allowed to be empty'],
    nothing: ["The haulier's licence number is missing", 'No vehicle on this ticket', 'The site name is missing'],
  },
  {
    faults: [{ key: 'receiver.siteName', value: '', message: '"receiver.siteName" is not allowed to be empty' }],
    own: ['Site name is empty', 'Your site has no name in Settings', 'The facility name is missing'],
    wire: ['"receiver.siteName" is not allowed to be empty'],
    nothing: ['The postcode of the receiving site is not valid', "The site's permit number is missing"],
  },
  {
    faults: [
      {
        key: 'wasteItems.0.pops.components.0.concentration',
        message:
          'wasteItems[0].pops.components[0].concentration is recommended when source of components is one of PROVIDED_WITH_WASTE, GUIDANCE, OWN_TESTING',
      },
    ],
    own: [
      'Level of POPs unknown',
      'The strength of the POP was not recorded',
      'How much of each POP is there (mg/kg)?',
    ],
    wire: ['wasteItems[0].pops.components[0].concentration'],
    nothing: ['The level of the tank is unknown', 'Name the POPs', 'How much does it weigh?'],
  },
];

/** Messages about a failure that no field caused. */
export interface MessagesAboutFailures {
  failure: 'charge' | 'unanswered' | 'unknown receipt';
  own: readonly string[];
  wire: readonly string[];
  nothing: readonly string[];
}

export const messagesAboutFailures: readonly MessagesAboutFailures[] = [
  {
    failure: 'charge',
    own: [
      'The service charge must be paid.',
      'Your Digital Waste Tracking subscription has lapsed. Pay it, then send the receipt again.',
      'Refused: annual fee outstanding',
      'This organisation has not paid for the service',
      'The service answered 402: the service charge of this organisation must be paid',
      'The cost of the service for this year has not been settled',
      'Your waste tracking membership has run out',
    ],
    wire: ['Payment Required', 'The service answered 402: Payment Required', 'HTTP 402'],
    nothing: [
      'It did not work.',
      'The receipt was refused',
      'Please check your receipt and contact support',
      'Who was in charge of the load?',
      'The EWC code is not known',
    ],
  },
  {
    failure: 'unanswered',
    own: [
      'The waste tracking service cannot be reached. The receipt is kept and will be sent later.',
      'Could not sign in to the service',
      'No token: the server is down',
      'No answer from the service: the receipt may or may not have been recorded',
      'It is unknown whether the receipt was recorded: check it.',
      'DEFRA is busy, we will try again in a few minutes',
      'The receipt is in the outbox',
      'Timed out',
      'No internet connection',
      'The response could not be read',
      'Too many requests: wait a moment',
      'Sent, but no confirmation came back',
      'Could not confirm whether this was received',
      'It stays in the list of unsent receipts',
      'Status of the receipt unclear',
    ],
    wire: ['503', 'HTTP 503 Service Unavailable', 'Error 429'],
    nothing: [
      'Something went wrong.',
      'Failed',
      'Error',
      'It did not work.',
      'The EWC code is not on the list',
      'Please check your receipt',
      'Contact support',
    ],
  },
  {
    failure: 'unknown receipt',
    own: [
      'There is no such receipt.',
      'The service does not know this tracking id',
      'Receipt 19ZZZZZZ was not found',
      'We have no receipt with this id in our records',
      'That waste tracking number does not exist',
      'Tracking ID not recognised',
      'This receipt is not on the service',
      'That id is wrong: nothing was recorded under it',
      'Nothing to update',
      'There isn’t a receipt with this tracking number',
      'Invalid waste tracking ID',
    ],
    wire: ['404 Not Found', 'Waste input with ID 19ZZZZZZ not found'],
    nothing: [
      'Something went wrong.',
      'The correction failed',
      'Please check your receipt',
      'The reference number is wrong',
      'Nothing was changed in the form',
    ],
  },
];
