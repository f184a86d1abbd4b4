/** Messages to the user about the responses of the service. */

export interface Outcome {
  outcome: 'accepted' | 'rejected' | 'failed';
  wasteTrackingId?: string;
  messages: string[];
}

interface Issue {
  key: string;
  errorType: string;
  message: string;
}

/** Every member may be missing: a gateway may answer in another format. */
export interface Json {
  access_token?: string;
  expires_in?: number;
  wasteTrackingId?: string;
  validation?: { errors?: Issue[]; warnings?: Issue[] };
}

export interface Answer {
  status: number;
  /** Undefined if the body is not a JSON object. */
  json: Json | undefined;
  /** The wait that Retry-After asks for. */
  waitMs: number;
}

/** The texts that differ between a new receipt and an update. */
interface Wording {
  unknown: string;
  notFound: string;
}

// The API has no idempotency key: repeating a POST blindly may record the same waste twice.
export const ofReceipt: Wording = {
  unknown:
    'the receipt may or may not have been recorded; do not send it again before the support of the service has said ' +
    'which, by its reference and the time',
  notFound: 'there is nothing at this address; check the API URL',
};
// An update replaces the receipt: repeating it changes nothing.
export const ofUpdate: Wording = {
  unknown: 'the update may or may not have been recorded; it is safe to send it again',
  notFound: 'it has no receipt with this id; check the id that you stored',
};

export function accepted({ json }: Answer, wasteTrackingId: string): Outcome {
  // Show the warnings, although the receipt was accepted.
  return { outcome: 'accepted', wasteTrackingId, messages: messagesOf(json?.validation?.warnings) };
}

export function refused({ status, json }: Answer, wording: Wording): Outcome {
  const says = `The service answered ${status}`;
  if (status === 400) {
    const messages = messagesOf(json?.validation?.errors);
    return { outcome: 'rejected', messages: messages.length > 0 ? messages : [`${says} and gave no reason`] };
  }
  if (status === 402) {
    return { outcome: 'rejected', messages: [`${says}: the service charge of this organisation must be paid`] };
  }
  if (status === 404) return failed(`${says}: ${wording.notFound}`);
  if (status >= 400 && status < 500) return failed(`${says}: nothing was recorded`);
  return failed(`${says}: ${wording.unknown}`);
}

export function unanswered(error: unknown, wording: Wording): Outcome {
  return failed(`No answer from the service (${reason(error)}): ${wording.unknown}`);
}

export function notSent(error: unknown): Outcome {
  return failed(`The receipt was not sent: ${reason(error)}. It is safe to send it again later`);
}

export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Shows all errors, or all warnings: users fix them all at once. */
function messagesOf(issues: Issue[] = []): string[] {
  return issues.map(inOurWords);
}

// What your users call the fields. The API's own texts are for developers: the terms of service keep them out of user
// interfaces.
const labels: Readonly<Record<string, string>> = {
  apiCode: 'API code',
  dateTimeReceived: 'date and time of arrival',
  hazardousWasteConsignmentCode: 'consignment code',
  reasonForNoConsignmentCode: 'reason for having no consignment code',
  wasteItems: 'list of waste items',
  'wasteItems.ewcCodes': 'EWC code',
  'wasteItems.wasteDescription': 'description of the waste',
  'wasteItems.physicalForm': 'physical form',
  'wasteItems.numberOfContainers': 'number of containers',
  'wasteItems.typeOfContainers': 'container type',
  'wasteItems.weight': 'weight',
  'wasteItems.weight.amount': 'weight',
  'wasteItems.disposalOrRecoveryCodes': 'disposal or recovery code',
  'wasteItems.disposalOrRecoveryCodes.code': 'disposal or recovery code',
  'wasteItems.pops.components': 'list of POPs',
  'wasteItems.pops.components.concentration': 'concentration of a POP',
  'wasteItems.hazardous.components': 'list of hazardous components',
  'wasteItems.hazardous.components.concentration': 'concentration of a hazardous component',
  'carrier.registrationNumber': 'carrier registration number',
  'carrier.organisationName': 'name of the carrier',
  'carrier.vehicleRegistration': 'vehicle registration',
  'receiver.siteName': 'name of the site',
  'receiver.authorisationNumber': 'permit number of the site',
  'receipt.address.postcode': 'postcode of the site',
};
const problems: Readonly<Record<string, string>> = {
  NotProvided: 'is missing',
  NotAllowed: 'does not belong here',
  InvalidFormat: 'has the wrong format',
  OutOfRange: 'is out of range',
  BusinessRuleViolation: 'does not fit the rest of the receipt',
};

function inOurWords({ key, errorType, message }: Issue): string {
  const label = labels[key.replace(/\.\d+/g, '')];
  // A field that is missing above: the API's text is better than none.
  if (label === undefined) return `${key}: ${message}`;
  const [, item] = /^wasteItems\.(\d+)/.exec(key) ?? [];
  const start = item === undefined ? 'The' : `Waste item ${Number(item) + 1}: the`;
  return `${start} ${label} ${problems[errorType] ?? 'is not valid'}`;
}

function failed(message: string): Outcome {
  return { outcome: 'failed', messages: [message] };
}
