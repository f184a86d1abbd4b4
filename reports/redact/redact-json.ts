import { receiptFields } from '../../spec/contract/fields.ts';
import { isObject, type JsonValue } from '../../spec/json.ts';

/** Replaces a text that was removed. */
export const placeholder = '[redacted]';

/** Closed sets and codes, which identify no person or company. All other text is removed. */
const keptPatterns: Readonly<Record<string, RegExp>> = {
  dateTimeReceived: /^\d{4}-\d\d-\d\d[T ][\d:.,Z+-]{1,25}$/,
  ewcCodes: /^\d\d ?\d\d ?\d\d\*?$/,
  physicalForm: /^(?:Gas|Liquid|Solid|Powder|Sludge|Mixed)$/,
  typeOfContainers: /^[A-Z]{3}$/,
  metric: /^(?:Grams|Kilograms|Tonnes)$/,
  meansOfTransport: /^(?:Road|Rail|Air|Sea|Inland Waterway|Piped|Other)$/,
  sourceOfComponents: /^(?:PROVIDED_WITH_WASTE|GUIDANCE|OWN_TESTING|NOT_PROVIDED)$/,
  reasonForNoRegistrationNumber: /^(?:ON_SITE|HOUSEHOLD|ONE_OFF|MARINE)$/,
  reasonForNoConsignmentCode: /^(?:NON_HAZ_WASTE_TRANSFER|NO_DOC_WITH_WASTE|HWRC_RECEIPT)$/,
  hazCodes: /^HP(?:_\d{1,2}|\d{1,2}|_POP)$/,
  code: /^(?:[DR]\d{1,2}|[A-Z]{3,9}(?:_[A-Z]{3,9})?)$/,
  wasteTrackingId: /^\d\d[A-Z0-9]{6,10}$/,
  errorType:
    /^(?:Not(?:Provided|Allowed)|Invalid(?:Type|Format|Value)|OutOfRange|BusinessRuleViolation|UnexpectedError)$/,
  scenarioId: /^[A-Z]\d\d$/,
  status: /^(?:Pass|Fail)$/,
  submissionId: /^[0-9a-f]{24}$/,
  token_type: /^Bearer$/,
};
const keptNumbers: ReadonlySet<string> = new Set([
  'numberOfContainers',
  'amount',
  'concentration',
  'regulatoryPositionStatements',
  'expires_in',
  'statusCode',
]);
const responseNames = [
  'validation',
  'errors',
  'warnings',
  'key',
  'message',
  'error',
  'access_token',
  'scope',
  'results',
];

let names: ReadonlySet<string> | undefined;

/** True if the contract knows the name: any other name may hold data of the product. */
function isKnownName(name: string): boolean {
  names ??= new Set([
    ...[...receiptFields()].flatMap((field) => field.split('.')),
    ...Object.keys(keptPatterns),
    ...keptNumbers,
    ...responseNames,
  ]);
  return names.has(name);
}

/**
 * Returns a body without its data: objects, lists, known names, booleans, empty texts and codes of closed sets stay.
 * Idempotent.
 */
export function redactJson(value: JsonValue, name = ''): JsonValue {
  if (typeof value === 'string') return redactString(value, name);
  if (typeof value === 'number') return keptNumbers.has(name) ? value : placeholder;
  if (Array.isArray(value)) return value.map((element) => redactJson(element, name));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member], index) => {
      const isKnown = isKnownName(key);
      return [isKnown ? key : `${placeholder} ${index + 1}`, redactJson(member, isKnown ? key : '')];
    }),
  );
}

function redactString(text: string, name: string): string {
  // Masked credentials are already removed.
  if (text === '' || text === '***') return text;
  if (name === 'key') return redactField(text);
  return Object.hasOwn(keptPatterns, name) && keptPatterns[name]?.test(text) === true ? text : placeholder;
}

/** Returns a wire key such as `wasteItems.0.weight` if every step of it is known, otherwise the placeholder. */
export function redactField(field: string): string {
  return field.split('.').every((step) => isKnownName(step) || /^(?:\d{1,4}|\*)$/.test(step)) ? field : placeholder;
}

/** Returns the id if it has the form that the mock issues, otherwise the placeholder. */
export function redactTrackingId(id: string): string {
  return redactString(id, 'wasteTrackingId');
}

/** Returns the placeholder, or an empty text unchanged. */
export function redactText(text: string): string {
  return text === '' ? text : placeholder;
}
