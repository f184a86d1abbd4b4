import { receiptFields } from '../../spec/contract/fields.ts';
import { isObject, type JsonValue } from '../../spec/json.ts';

/** What stands in the place of a text that was taken out. */
export const gone = '[redacted]';

/** Closed sets and codes: these say what was reported, and nothing about whom. All other text goes. */
const kept: Readonly<Record<string, RegExp>> = {
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
const ofAnswers = ['validation', 'errors', 'warnings', 'key', 'message', 'error', 'access_token', 'scope', 'results'];

let names: ReadonlySet<string> | undefined;

/** A name that the contract knows: what a product writes in the place of one may be anything. */
function isKnownName(name: string): boolean {
  names ??= new Set([
    ...[...receiptFields()].flatMap((field) => field.split('.')),
    ...Object.keys(kept),
    ...keptNumbers,
    ...ofAnswers,
  ]);
  return names.has(name);
}

/**
 * A body without its data: objects, lists, known names, truth values and blanks stay, and so do the codes of closed sets.
 * It is the same when it is done twice.
 */
export function redactJson(value: JsonValue, name = ''): JsonValue {
  if (typeof value === 'string') return redactString(value, name);
  if (typeof value === 'number') return keptNumbers.has(name) ? value : gone;
  if (Array.isArray(value)) return value.map((element) => redactJson(element, name));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member], index) => {
      const isKnown = isKnownName(key);
      return [isKnown ? key : `${gone} ${index + 1}`, redactJson(member, isKnown ? key : '')];
    }),
  );
}

function redactString(text: string, name: string): string {
  // A masked credential is gone already.
  if (text === '' || text === '***') return text;
  if (name === 'key') return redactField(text);
  return Object.hasOwn(kept, name) && kept[name]?.test(text) === true ? text : gone;
}

/** A wire key such as `wasteItems.0.weight`, where every step of it is known. */
export function redactField(field: string): string {
  return field.split('.').every((step) => isKnownName(step) || /^(?:\d{1,4}|\*)$/.test(step)) ? field : gone;
}

/** A tracking id of the mock's own making. */
export function redactTrackingId(id: string): string {
  return redactString(id, 'wasteTrackingId');
}

/** A text, where there is one. */
export function redactText(text: string): string {
  return text === '' ? text : gone;
}
