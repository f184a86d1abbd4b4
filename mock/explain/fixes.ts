import { fieldName } from '../../spec/contract/fields.ts';
import { at, type JsonValue } from '../../spec/json.ts';
import type { LocatedIssue } from '../rules/located-issue.ts';
import { missingRegistration, noRegistration, ofCondition } from './fixes/condition-fixes.ts';
import type { ContractFields } from './fixes/contract-fields.ts';
import { instant } from './fixes/date-fixes.ts';
import {
  filledIn,
  meant,
  misfit,
  ofAnotherDate,
  renamed,
  sentFlat,
  sentUnderAnotherName,
  unknown,
  unofficial,
  wrapped,
} from './fixes/field-fixes.ts';
import type { FixContext, FixRule } from './fixes/fix-rule.ts';
import {
  eircode,
  exampled,
  misprintedApiCode,
  partOfApiCode,
  partOfEmail,
  partOfNumber,
  tidied,
  valueOfAnotherField,
} from './fixes/format-fixes.ts';
import { codeMeant, codesOfList, listWanted, memberMeant, reasonSentence } from './fixes/list-fixes.ts';
import { bounded, emptied, missing, placeholder, wanted } from './fixes/missing-fixes.ts';
import { retyped } from './fixes/type-fixes.ts';

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

/** The fix rules in the order they are tried, the most specific first. */
const fixRules: readonly FixRule[] = [
  wrapped,
  renamed,
  filledIn,
  ofAnotherDate,
  sentUnderAnotherName,
  sentFlat,
  unofficial,
  meant,
  unknown,
  misprintedApiCode,
  reasonSentence,
  ofCondition,
  missingRegistration,
  noRegistration,
  missing,
  emptied,
  placeholder,
  misfit,
  listWanted,
  memberMeant,
  codeMeant,
  instant,
  tidied,
  eircode,
  valueOfAnotherField,
  codesOfList,
  partOfApiCode,
  partOfEmail,
  partOfNumber,
  exampled,
  bounded,
  retyped,
  wanted,
  general,
];

/** Returns the likely fix of an issue, in a sentence or two. Pure. */
export function suggestFix(issue: LocatedIssue, receipt: JsonValue | undefined, fields: ContractFields): string {
  const parentPath = issue.path.slice(0, -1);
  const context: FixContext = {
    issue,
    name: String(issue.path.at(-1) ?? ''),
    parentName: fieldName(parentPath),
    fieldName: fieldName(issue.path),
    value: at(receipt, ...issue.path),
    parent: at(receipt, ...parentPath),
    receipt,
    fields,
  };
  for (const fix of fixRules) {
    const text = fix(context);
    if (text !== undefined) return text;
  }
  return '';
}
