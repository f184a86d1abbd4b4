import { fieldName } from '../../spec/fields.ts';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import type { LocatedIssue } from '../rules/located-issue.ts';
import type { Mend } from './mend.ts';
import { misplaced, renamed, sentUnderAnotherName } from './mends-of-names.ts';
import { coded, listWanted, oneOf, otherApiCode, reasonSentence, retyped, tidied } from './mends-of-values.ts';

const general: Mend = ({ issue, name }) => {
  switch (issue.errorType) {
    case 'NotProvided':
      return `Give ${name === '' ? 'it' : name} a value.`;
    case 'NotAllowed':
      return 'Leave it out.';
    default:
      return 'Send a value that keeps to the rule.';
  }
};

/** In the order they are tried: the most particular first. */
const mends: readonly Mend[] = [
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
  general,
];

/** What would likely put an issue right, in a sentence or two. Pure. */
export function mendFor(issue: LocatedIssue, receipt: JsonValue | undefined, knownFields: readonly string[]): string {
  const name = String(issue.path.at(-1) ?? '');
  const holder = fieldName(issue.path.slice(0, -1));
  const value = valueAt(receipt, issue.path);
  const around = valueAt(receipt, issue.path.slice(0, -1));
  for (const mend of mends) {
    const text = mend({ issue, name, holder, value, around, knownFields });
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
