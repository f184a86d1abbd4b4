import { at, type JsonValue } from '../../../spec/json.ts';
import { reasonsForNoRegistrationNumber } from '../../rules/carrier.ts';
import { reasonsForNoConsignmentCode } from '../../rules/consignment.ts';
import { exampleOf, takes } from './examples.ts';
import { conditionOf, either, type FixContext, type FixRule, memberOf, quoted } from './fix-rule.ts';
import { valueMeant } from './list-fixes.ts';

const reasons = either(reasonsForNoRegistrationNumber);
const consignmentReasons = either(reasonsForNoConsignmentCode);

/** What puts right a receipt that breaks a condition between its fields, by the condition's id. */
const fixesOfConditions: Readonly<Record<string, FixRule>> = {
  'body-is-an-object': () => 'Send one receipt as a JSON object. A list of receipts is sent one by one.',
  'api-code-is-known': () =>
    'Send an enabled API code of an organisation in this mock: POST /_rehearsal/organisations creates one.',
  'same-organisation': () =>
    'Send a code of the organisation that the receipt was created for; any of its codes will do.',
  'vehicle-registration': vehicle,
  'reason-for-no-registration-number': noRegistrationNumber,
  'warn-reason-for-no-registration-number': () =>
    `Send the carrier’s registrationNumber, such as CBDU100482; where it has none, send ${reasons} as the reason.`,
  'consignment-code-is-not-null': () =>
    `Send the consignment code, such as CJTILE/A0001; where there is none, send ${consignmentReasons} as reasonForNoConsignmentCode.`,
  'reason-for-no-consignment-code': ({ value, issue }) =>
    issue.errorType === 'BusinessRuleViolation'
      ? `Send hazardousWasteConsignmentCode, such as CJTILE/A0001: an EWC code is hazardous. Where there is none, send ${consignmentReasons} as the reason.`
      : typeof value === 'string'
        ? undefined
        : `Send ${consignmentReasons}, as text.`,
  'consignment-code-stumbles': () =>
    'Put wasteItems right first: every item is an object, and every EWC code a text. Then this code is looked at.',
  'components-are-described': ({ name, fields, fieldName }) =>
    `Add ${name}: ${takes(fieldName, fields)}. Or send ${flagOf(name)}: false, where there are none.`,
  'source-of-components': ({ fieldName, fields }) => `Add sourceOfComponents: ${takes(fieldName, fields)}.`,
  'hazard-codes': ({ fields }) =>
    `Add hazCodes to hazardous: ${takes('wasteItems.*.hazardous.hazCodes', fields)}. Or send containsHazardous: false, where the waste has no hazardous property.`,
  'concentration-with-operator': () =>
    'Send the number that the operator is about; where there is none, leave concentrationOperator out too.',
  'components-by-source': components,
  'warn-disposal-codes': ({ fields, fieldName }) => `Add disposalOrRecoveryCodes: ${takes(fieldName, fields)}.`,
  'warn-components': ({ fields, fieldName }) =>
    `Add components: ${takes(fieldName, fields)}. Or send NOT_PROVIDED as their source, where they are not known.`,
  'warn-concentration': () => 'Add concentration: a number above 0, in milligrams per kilogram.',
};

export const ofCondition: FixRule = (context) => {
  const id = conditionOf(context);
  const fix = id !== undefined && Object.hasOwn(fixesOfConditions, id) ? fixesOfConditions[id] : undefined;
  return fix?.(context);
};

function flagOf(name: string): string {
  return name === 'pops' ? 'containsPops' : 'containsHazardous';
}

/** Suggests a vehicle, or none where the means of transport is what is wrong. */
function vehicle({ issue, parent, value }: FixContext): string | undefined {
  const means = memberOf(parent, 'meansOfTransport');
  if (issue.errorType === 'NotProvided') {
    return 'Add the vehicle’s number plate as vehicleRegistration, such as "AB12 CDE"; where the waste did not come by road, correct meansOfTransport.';
  }
  if (issue.errorType !== 'NotAllowed') {
    return 'Send the vehicle’s number plate as text, such as "AB12 CDE": with Road it is required.';
  }
  const isPlate = typeof value === 'string' && value.trim() !== '';
  const known = ['Road', 'Rail', 'Air', 'Sea', 'Inland Waterway', 'Piped', 'Other'];
  if (means === undefined && isPlate)
    return 'Keep the plate, and add meansOfTransport: "Road". It is not accepted without.';
  const meant = typeof means === 'string' ? valueMeant(means, known) : undefined;
  if (isPlate && meant === 'Road') {
    return `Keep the plate, it is right. Send Road as meansOfTransport, with this spelling: ${quoted(means ?? null)} does not count as Road.`;
  }
  if (typeof means === 'string' && known.includes(means)) {
    return isPlate
      ? `Leave the plate out: the waste came by ${means}. If it came by road, send Road as meansOfTransport and keep it.`
      : `Leave vehicleRegistration out: it is for Road only, and meansOfTransport is ${means}.`;
  }
  return isPlate
    ? 'Put meansOfTransport right first: with Road the plate is kept, with all others it is left out.'
    : 'Put meansOfTransport right, and leave vehicleRegistration out unless it is Road.';
}

/** Suggests a reason that fits the number, for which it stands. */
function noRegistrationNumber(context: FixContext): string | undefined {
  const { issue, parent, value } = context;
  const number = memberOf(parent, 'registrationNumber');
  if (issue.errorType === 'NotProvided') {
    return `Send the carrier’s registrationNumber, such as CBDU100482: it is what is missing. Only where the carrier has none, add the reason: ${reasons}.`;
  }
  if (issue.errorType !== 'NotAllowed') {
    return typeof value === 'string'
      ? undefined
      : `Send ${reasons}, as text; or the registrationNumber, and no reason.`;
  }
  const isReason = typeof value === 'string' && reasonsForNoRegistrationNumber.some((each) => each === value);
  if (number === undefined) {
    return isReason
      ? 'Keep the reason, and add registrationNumber: null. Only null or an empty text means that the carrier has none.'
      : `Add registrationNumber, such as CBDU100482, and leave the reason out. Where the carrier has none, send null, and ${reasons} as the reason.`;
  }
  const isBroken = context.fields.get('carrier.registrationNumber') !== undefined && !isNumber(number);
  return isBroken && isReason
    ? `Keep the reason, and send null as registrationNumber: ${quoted(number)} is taken for a number.`
    : 'Leave the reason out: a registrationNumber is given, and one excludes the other.';
}

/** True for a text that may be meant as a number: it has digits. */
function isNumber(value: JsonValue): boolean {
  return typeof value === 'string' && /\d/.test(value);
}

function components({ issue, parent, fields, fieldName, receipt }: FixContext): string {
  const [, index = 0, kind = 'pops'] = issue.path;
  const flag = flagOf(String(kind));
  if (issue.message.includes('must not be')) {
    return at(receipt, 'wasteItems', index, flag) === false
      ? `Leave components out; or send ${flag}: true, where the item contains them.`
      : 'Leave components out; or name their source, PROVIDED_WITH_WASTE, GUIDANCE or OWN_TESTING.';
  }
  const example = JSON.stringify(exampleOf(fieldName, fields));
  return `Add components, such as ${example}: with ${String(memberOf(parent, 'sourceOfComponents'))} as their source they are known.`;
}

const noNumber =
  /^(?:|n\/?a|none|nil|null|no|unknown|not (?:known|given|provided|applicable|required|registered)|tbc|-+|exempt(?:ed|ion)?)$/i;

/** Fixes a word for “none”, or a reason, in place of a carrier's registration. */
export const noRegistration: FixRule = ({ fieldName, value }) => {
  if (fieldName !== 'carrier.registrationNumber' || typeof value !== 'string' || value.length > 60) return undefined;
  const reason = valueMeant(value, reasonsForNoRegistrationNumber);
  if (reason !== undefined && !/\d/.test(value))
    return `Send null as registrationNumber, and ${reason} as reasonForNoRegistrationNumber.`;
  return noNumber.test(value.trim())
    ? `Send null as registrationNumber, and say why as reasonForNoRegistrationNumber: ${reasons}.`
    : undefined;
};

/** Names what says that there is no registration, where it is missing. */
export const missingRegistration: FixRule = ({ fieldName, issue }) =>
  fieldName === 'carrier.registrationNumber' && issue.errorType === 'NotProvided'
    ? `Add registrationNumber, such as CBDU100482. Where the carrier has none, send null, and ${reasons} as reasonForNoRegistrationNumber.`
    : undefined;
