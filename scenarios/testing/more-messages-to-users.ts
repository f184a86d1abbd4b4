import type { MessagesAboutFailures, MessagesAboutFaults, Shown } from './messages-to-users.ts';

/**
 * A second list in the form of the first, written after the matching and without regard to its words, to count what it
 * misses. A message that it still judges wrongly stands in `knownMisses`.
 */
export const moreMessagesAboutFaults: readonly MessagesAboutFaults[] = [
  {
    faults: [
      {
        key: 'wasteItems.0.ewcCodes.0',
        value: '998877',
        message: '"wasteItems[0].ewcCodes[0]" must be a valid EWC code from the official list',
      },
    ],
    own: [
      'Waste classification 99 88 77 not found in the LoW',
      'The six-figure code you typed (998877) is not in the European list',
      'ERR 14: EWC BLANK OR UNKNOWN',
      'We could not find that EWC. Did you mean 99 88 99?',
      'Classification code of the waste is unknown',
      'Row 1 > EWC > not a valid entry',
      'No such entry in the List of Wastes (England) Regulations',
    ],
    wire: ['API: wasteItems[0].ewcCodes[0] must be a valid EWC code from the official list (InvalidValue)'],
    nothing: [
      'Row 3: EWC not a valid entry',
      'One of the codes on this ticket is unknown: EWC, container, disposal, hazard, POP or consignment',
      'Save failed. See log.',
      'Code rejected by government',
      'ERR 14',
      'The consignment note code was not accepted',
    ],
  },
  {
    faults: [
      {
        key: 'carrier.vehicleRegistration',
        message: 'If carrier.meansOfTransport is "Road" then carrier.vehicleRegistration is required',
      },
    ],
    own: [
      'VEH REG BLANK',
      'What is the index mark of the lorry?',
      'No reg plate was read at the weighbridge',
      'Which vehicle brought it? Key in its plates.',
      'Loads that come by road need a vehicle reg',
      'Registration number (vehicle) is mandatory',
      'Please supply the VRN of the tractor unit',
    ],
    wire: ['carrier.vehicleRegistration – required'],
    nothing: [
      'Haulier not registered',
      'Gross vehicle weight is missing',
      'Transport details incomplete',
      'Company registration number missing',
      'This ticket cannot be registered',
    ],
  },
  {
    faults: [
      {
        key: 'wasteItems.0.typeOfContainers',
        value: 'BIGBAG',
        message: '"wasteItems[0].typeOfContainers" must be a valid container type',
      },
    ],
    own: [
      'Receptacle type not recognised',
      'We do not know the container “bigbag”',
      'Container: pick skip, bag or drum',
      'Packaging type: unknown value',
      'What kind of skip or bin was it in?',
    ],
    wire: ['wasteItems[0].typeOfContainers must be a valid container type'],
    nothing: [
      'No. of bags is missing',
      'Type not recognised',
      'Vehicle type not recognised',
      'The list has no such entry',
    ],
  },
  {
    faults: [
      {
        key: 'receiver.authorisationNumber',
        value: 'XYZ/99',
        message: '"receiver.authorisationNumber" must be in a valid UK format',
      },
    ],
    own: [
      'Facility permit ref. looks wrong',
      'Your waste management licence (WML) number is not in a form we know',
      'SEPA licence number expected',
      'The EA permit of this yard: XYZ/99 is no permit',
      'Site authorisation is malformed',
    ],
    wire: ['authorisationNumber must be in a valid UK format'],
    nothing: [
      'You do not have permission',
      'The broker’s licence number looks wrong',
      'Wrong format',
      'Login not authorised',
    ],
  },
  {
    faults: [
      {
        key: 'wasteItems.0.disposalOrRecoveryCodes',
        message: 'wasteItems[0].disposalOrRecoveryCodes is required for proper waste tracking and compliance',
      },
    ],
    own: [
      'Select how the waste will be treated (R or D code)',
      'D/R op not stated',
      'Disposal/recovery operation left blank – recorded anyway',
      'Treatment route not chosen',
      'Recorded. Tip: add the recovery code next time.',
      'Fate of waste: no R code, no D code',
    ],
    wire: ['disposalOrRecoveryCodes is required'],
    nothing: [
      'Recorded. One optional field was empty.',
      'Recorded with 1 warning',
      'Compliance information missing',
      'No EWC code',
    ],
  },
  {
    faults: [
      {
        key: 'wasteItems.0.weight.amount',
        value: -3,
        message: '"wasteItems[0].weight.amount" must be a positive number',
      },
    ],
    own: [
      'Nett wt cannot be negative',
      'A load cannot weigh less than nothing',
      'Gross less tare gives a negative weight',
      'Tonnes: enter a number above 0',
    ],
    wire: ['wasteItems.0.weight.amount OutOfRange'],
    nothing: ['Negative numbers are not allowed', 'Container quantity must be above nought'],
  },
  {
    faults: [
      {
        key: 'carrier.registrationNumber',
        value: 'ABC123',
        message: '"carrier.registrationNumber" must be in a valid England, SEPA, NRW or NI format',
      },
    ],
    own: [
      'Waste carriers licence ABC123 is not in the form CBDU…',
      'The haulage contractor’s registration is not recognised',
      'Carrier reg no invalid',
      'Upper tier number has the wrong format',
    ],
    wire: ['registrationNumber must be in a valid England, SEPA, NRW or NI format'],
    nothing: ['Vehicle reg no invalid', 'Carrier phone number missing', 'Licence expired'],
  },
  {
    faults: [
      {
        key: 'wasteItems.0.numberOfContainers',
        value: -1,
        message: '"wasteItems[0].numberOfContainers" must be greater than or equal to 0',
      },
    ],
    own: [
      'Qty of containers must be 0 or more',
      'How many skips?',
      'Container count is negative',
      'No. of containers: enter a whole number',
    ],
    wire: ['numberOfContainers must be greater than or equal to 0'],
    nothing: ['Weight must be 0 or more', 'Container type must be chosen'],
  },
  {
    faults: [
      {
        key: 'dateTimeReceived',
        value: '31/02/2026',
        message: '"dateTimeReceived" must be a valid UTC ISO datetime',
      },
    ],
    own: [
      '31/02/2026 does not exist',
      'Received on: no such day',
      'Check when the waste came in',
      'Date of delivery invalid',
    ],
    wire: ['"dateTimeReceived" must be a valid UTC ISO datetime'],
    nothing: ['Your session timed out', 'Please try again another day', 'Vehicle reg invalid'],
  },
  {
    faults: [
      {
        key: 'receiver.emailAddress',
        value: 'weighbridge@example',
        message: '"receiver.emailAddress" must be a valid email',
      },
    ],
    own: ['E-mail of the site is not valid', 'weighbridge@example is incomplete', 'Contact email: domain missing'],
    wire: ['"receiver.emailAddress" must be a valid email'],
    nothing: ['The carrier’s e-mail is not valid', 'The site address is not valid', 'We sent you an error report'],
  },
  {
    faults: [
      {
        key: 'wasteItems.1.physicalForm',
        value: 'Lumpy',
        message: '"wasteItems[1].physicalForm" must be one of [Gas, Liquid, Solid, Powder, Sludge, Mixed]',
      },
      {
        key: 'wasteItems.1.wasteDescription',
        message: '"wasteItems[1].wasteDescription" is required',
      },
    ],
    own: [
      'Second item: describe the waste, and say whether it is solid, liquid, sludge …',
      ['Line 2: description missing', 'Line 2: physical form “Lumpy” unknown'],
      'Item 2: form (solid, liquid…) and description of the waste are wrong',
    ],
    wire: [
      [
        '"wasteItems[1].physicalForm" must be one of [Gas, Liquid, Solid, Powder, Sludge, Mixed]',
        '"wasteItems[1].wasteDescription" is required',
      ],
    ],
    nothing: [
      'Fill in the form',
      'Item 1: description missing, physical form unknown',
      ['Please fill in the form.', 'A description of the error was sent.'],
    ],
  },
];

export const moreMessagesAboutFailures: readonly MessagesAboutFailures[] = [
  {
    failure: 'charge',
    own: [
      'Your yearly DWT charge is overdue',
      'Account in arrears: settle the invoice with the Environment Agency',
      'Renew your subscription to the waste tracking service',
      'Please ask your manager to pay the government’s fee',
    ],
    wire: ['402', 'Payment required (402)'],
    nothing: [
      'Your account is blocked',
      'Refused. Error code 4021.',
      'Ask your manager',
      'Check the ticket for errors',
    ],
  },
  {
    failure: 'unanswered',
    own: [
      'Waste tracking is offline. Ticket parked.',
      'We could not get hold of DEFRA’s computer',
      'Gave up after 5 attempts: gateway timeout',
      'Login to the government gateway failed',
      'Saved on this PC, not yet sent',
      'Cannot tell whether it went through; ring the helpdesk before sending it again',
      'Authentication server unavailable',
    ],
    wire: ['502 Bad Gateway', 'HTTP 500'],
    nothing: [
      'Oops!',
      'Unexpected error',
      'Ticket not valid',
      'Sorry, that did not work. Please try again.',
      'Vehicle reg missing',
    ],
  },
  {
    failure: 'unknown receipt',
    own: [
      'No receipt 19ZZZZZZ on the government’s system',
      'Cannot correct: that WTID is unknown',
      'The original record could not be found',
    ],
    wire: ['404'],
    nothing: ['Cannot correct the receipt', 'Try again later', 'Save failed'],
  },
];

/** Items count from 0 in one product and from 1 in another, so the number beside the right one is let pass. */
export const knownMisses: readonly Shown[] = ['Item 1: description missing, physical form unknown'];
