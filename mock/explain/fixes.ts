import { currentName, fieldName } from '../../spec/contract/fields.ts';
import { isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';
import type { LocatedIssue } from '../rules/located-issue.ts';
import { type FixRule, isNearly, keywordOf, normalizeName } from './fix-rule.ts';
import {
  coded,
  listWanted,
  misprintedApiCode,
  oneOf,
  otherApiCode,
  reasonSentence,
  retyped,
  tidied,
} from './value-fixes.ts';

/** A name from older documents. Tried before anything else: the old field is unknown, and the new one missing. */
const renamed: FixRule = ({ name, parentName, issue }) => {
  const now = issue.errorType === 'NotAllowed' ? currentName(name, parentName) : undefined;
  return now === undefined ? undefined : `The field is from an older document. It is now ${now}.`;
};

/** A missing field whose value was sent under its old name, or nearly under its name. */
const sentUnderAnotherName: FixRule = (context) => {
  const { name, parentName, issue, parent } = context;
  if (issue.errorType !== 'NotProvided' || !isObject(parent)) return undefined;
  const sent = Object.keys(parent).find((key) => {
    return currentName(key, parentName)?.split(/[ ,]/, 1)[0] === name || (key !== name && isNearly(key, name));
  });
  return sent === undefined ? undefined : `It was sent as ${sent}: call it ${name}.`;
};

/** The same name in another case, or a known name at another place: flat bodies. */
const misplaced: FixRule = (context) => {
  const { name, parentName, knownFields } = context;
  if (keywordOf(context) !== 'additionalProperties') return undefined;
  const below = (field: string) => (parentName === '' ? field : `${parentName}.${field}`);
  const similar = (field: string) => isNearly(name, field.slice(field.lastIndexOf('.') + 1));
  const here = knownFields.find((field) => field === below(field.slice(field.lastIndexOf('.') + 1)) && similar(field));
  if (here !== undefined) return `Call it ${here.slice(here.lastIndexOf('.') + 1)}: names are case-sensitive.`;
  const elsewhere = knownFields.filter(similar).slice(0, 2);
  if (elsewhere.length > 0) return `It belongs elsewhere: ${elsewhere.join(' or ')}. A receipt is nested, not flat.`;
  const part = ['carrier', 'brokerOrDealer', 'receiver', 'receipt'].find((each) =>
    normalizeName(name).startsWith(normalizeName(each)),
  );
  if (parentName === '' && part !== undefined)
    return `It belongs inside the object ${part}. A receipt is nested, not flat.`;
  return 'Leave it out. `rehearse scenarios R01` shows a receipt with its fields.';
};

const general: FixRule = ({ issue, name }) => {
  switch (issue.errorType) {
    case 'NotProvided':
      return `Give ${name === '' ? 'it' : name} a value.`;
    case 'NotAllowed':
      return 'Leave it out.';
    default:
      return 'Send a value that follows the rule.';
  }
};

/** Values that the service accepts, by the format or the condition that requires them. Reserved or invented. */
const examples: Readonly<Record<string, string>> = {
  guid: '8fb3c1d2-6a4e-4b7f-9c2d-1e5a7b9c3d4f',
  uuid: '8fb3c1d2-6a4e-4b7f-9c2d-1e5a7b9c3d4f',
  'iso-8601-date': '2026-10-05T09:30:00Z',
  'utc-or-bst-instant': '2026-10-05T09:30:00Z, or 2026-10-05T10:30:00+01:00 in British summer time',
  'date-time': '2026-10-05T09:30:00Z',
  email: 'desk@example.com',
  'email-with-known-domain': 'desk@example.com',
  'carrier-registration': 'CBDU100482',
  'carrier-registration-or-empty': 'CBDU100482',
  'site-authorisation': 'EPR/AB1234CD',
  'site-authorisation-four-digit-deployment': 'EPR/AB1234CD',
  'postcode-uk': 'TC1 2AB',
  'postcode-uk-or-ireland': 'TC1 2AB',
  'six-digits': '170904',
  'consignment-code-format': 'CJTILE/A0001',
};

const isFormat = (keyword: string) => keyword === 'format' || keyword === 'x-format';

const exampled: FixRule = ({ issue }) => {
  const { cause } = issue;
  const asked =
    cause.kind === 'condition' ? cause.id : isFormat(cause.violation.keyword) ? String(cause.violation.limit) : '';
  const example = Object.hasOwn(examples, asked) ? examples[asked] : undefined;
  return example === undefined ? undefined : `Send one like ${example}.`;
};

const oneObject: FixRule = ({ issue }) =>
  issue.cause.kind === 'condition' && issue.cause.id === 'body-is-an-object'
    ? 'Send one receipt as a JSON object. A list of receipts is sent one by one.'
    : undefined;

/** The fix rules in the order they are tried, the most specific first. */
const fixRules: readonly FixRule[] = [
  renamed,
  sentUnderAnotherName,
  misplaced,
  otherApiCode,
  misprintedApiCode,
  reasonSentence,
  listWanted,
  oneOf,
  coded,
  tidied,
  retyped,
  oneObject,
  exampled,
  general,
];

/** Returns the likely fix of an issue, in a sentence or two. Pure. */
export function suggestFix(
  issue: LocatedIssue,
  receipt: JsonValue | undefined,
  knownFields: readonly string[],
): string {
  const name = String(issue.path.at(-1) ?? '');
  const parentName = fieldName(issue.path.slice(0, -1));
  const value = valueAt(receipt, issue.path);
  const parent = valueAt(receipt, issue.path.slice(0, -1));
  for (const fix of fixRules) {
    const text = fix({ issue, name, parentName, value, parent, knownFields });
    if (text !== undefined) return text;
  }
  return '';
}

function valueAt(receipt: JsonValue | undefined, path: readonly (string | number)[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as JsonObject)[step]
        : undefined,
    receipt,
  );
}
