import type { Breach } from '../../spec/compile.ts';
import type { CodeLists } from '../../spec/reference-data.ts';
import { type FieldOrder, ranksOf } from './field-order.ts';
import { issueAt, type LocatedIssue, type Told, writeIssue } from './located-issue.ts';
import { generalWording, isWordedByValue, ownWording } from './wording.ts';

/** The issue of one breach. */
export type BreachTeller = (breach: Breach) => LocatedIssue;

/** Enough for the fields of some receipts, about a megabyte: who sends a list decides how many places it has. */
export const [mostRemembered, longestPlace] = [1_000, 200];

/**
 * Words the breaches of one contract. A product that errs does so again and again: what the rule and the place decide
 * is remembered, and that is all but the value.
 */
export function breachTeller(order: FieldOrder, codeLists: CodeLists['codeLists']): BreachTeller {
  const worded = (breach: Breach): LocatedIssue => {
    const { errorType, message } = ownWording(breach, breach.keyword) ?? generalWording(breach, codeLists);
    return issueAt(breach.path, errorType, message, { kind: 'schema', breach });
  };
  const remembered = new Map<string, Map<string, Told>>();
  let count = 0;
  const remember = (rule: string, place: string, told: Told) => {
    if (count >= mostRemembered) {
      remembered.clear();
      count = 0;
    }
    const ofRule = remembered.get(rule) ?? new Map<string, Told>();
    remembered.set(rule, ofRule.set(place, told));
    count += 1;
    return told;
  };
  return (breach) => {
    const { rule, place } = breach;
    if (rule === null || place.length > longestPlace || isWordedByValue(breach)) return worded(breach);
    const told = remembered.get(rule)?.get(place) ?? remember(rule, place, toldOf(worded(breach), order));
    const { path, key, errorType, message } = told;
    return { path, key, errorType, message, cause: { kind: 'schema', breach }, told };
  };
}

/** Without the cause, which holds on to the receipt. */
function toldOf(issue: LocatedIssue, order: FieldOrder): Told {
  const { path, key, errorType, message } = issue;
  return { path, key, errorType, message, written: writeIssue(issue), ranks: ranksOf(path, order) };
}
