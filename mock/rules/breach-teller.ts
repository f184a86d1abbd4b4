import type { Breach } from '../../spec/compile.ts';
import { issueAt, type LocatedIssue, toIssue } from './located-issue.ts';
import { generalWording, isWordedByValue, ownWording } from './wording.ts';

/** The issue of one breach. */
export type BreachTeller = (breach: Breach) => LocatedIssue;

/** An issue without its cause, which holds on to the receipt. */
type Told = Omit<LocatedIssue, 'cause'>;

/** Enough for the fields of some receipts, and no more than a megabyte: who sends a list decides how many places it has. */
export const [mostRemembered, longestPlace] = [1_000, 200];

/**
 * Words the breaches of one contract. A product that errs does so again and again: what the rule and the place decide
 * is remembered, and that is all but the value.
 */
export function breachTeller(): BreachTeller {
  const remembered = new Map<string, Map<string, Told>>();
  let count = 0;
  return (breach) => {
    const { rule, place } = breach;
    if (rule === null || isWordedByValue(breach)) return worded(breach);
    const known = remembered.get(rule)?.get(place);
    if (known !== undefined) {
      const { path, key, errorType, message, written } = known;
      return { path, key, errorType, message, cause: { kind: 'schema', breach }, written };
    }
    const issue = worded(breach);
    if (place.length > longestPlace) return issue;
    const { path, key, errorType, message } = issue;
    if (count >= mostRemembered) {
      remembered.clear();
      count = 0;
    }
    const ofRule = remembered.get(rule) ?? new Map<string, Told>();
    ofRule.set(place, { path, key, errorType, message, written: JSON.stringify(toIssue(issue)) });
    remembered.set(rule, ofRule);
    count += 1;
    return issue;
  };
}

function worded(breach: Breach): LocatedIssue {
  const { errorType, message } = ownWording(breach, breach.keyword) ?? generalWording(breach);
  return issueAt(breach.path, errorType, message, { kind: 'schema', breach });
}
