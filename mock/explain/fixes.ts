import { fieldName } from '../../spec/contract/fields.ts';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import type { LocatedIssue } from '../rules/located-issue.ts';
import type { FixRule } from './fix-rule.ts';
import { misplaced, renamed, sentUnderAnotherName } from './mends-of-names.ts';
import { coded, listWanted, oneOf, otherApiCode, reasonSentence, retyped, tidied } from './value-fixes.ts';

const general: FixRule = ({ issue, name }) => {
  switch (issue.errorType) {
    case 'NotProvided':
      return `Give ${name === '' ? 'it' : name} a value.`;
    case 'NotAllowed':
      return 'Leave it out.';
    default:
      return 'Send a value that keeps to the rule.';
  }
};

/** Values that the service takes, by the format or the condition that asks for them. Reserved and invented ones. */
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
    cause.kind === 'condition' ? cause.id : isFormat(cause.breach.keyword) ? String(cause.breach.limit) : '';
  const example = Object.hasOwn(examples, asked) ? examples[asked] : undefined;
  return example === undefined ? undefined : `Send one like ${example}.`;
};

const oneObject: FixRule = ({ issue }) =>
  issue.cause.kind === 'condition' && issue.cause.id === 'body-is-an-object'
    ? 'Send one receipt as a JSON object. A list of receipts is sent one by one.'
    : undefined;

/** In the order they are tried: the most particular first. */
const mends: readonly FixRule[] = [
  renamed,
  sentUnderAnotherName,
  misplaced,
  otherApiCode,
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

/** What would likely put an issue right, in a sentence or two. Pure. */
export function suggestFix(
  issue: LocatedIssue,
  receipt: JsonValue | undefined,
  knownFields: readonly string[],
): string {
  const name = String(issue.path.at(-1) ?? '');
  const holder = fieldName(issue.path.slice(0, -1));
  const value = valueAt(receipt, issue.path);
  const around = valueAt(receipt, issue.path.slice(0, -1));
  for (const fix of mends) {
    const text = fix({ issue, name, holder, value, around, knownFields });
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
