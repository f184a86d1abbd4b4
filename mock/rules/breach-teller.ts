import type { Breach } from '../../spec/compile.ts';
import type { CodeLists } from '../../spec/reference-data.ts';
import { BoundedMap } from '../bounded-map.ts';
import { issueAt, type LocatedIssue } from './located-issue.ts';
import { generalWording, isWordedByValue, ownWording } from './wording.ts';

/** Words one breach. */
export type BreachTeller = (breach: Breach) => LocatedIssue;

/** For each rule of the contract, enough for the items of some receipts: the sender decides how many places a list has. */
export const [maxPlaces, maxPlaceLength] = [20, 200];

/** An issue without its cause, which holds on to the receipt. */
type Words = Omit<LocatedIssue, 'cause'>;

/**
 * Words the breaches of one contract. Remembers them by rule and place, since only the value can differ between two
 * breaches of one rule at one place, and a product that errs does so again and again.
 */
export function breachTeller(codeLists: CodeLists['codeLists']): BreachTeller {
  const worded = (breach: Breach): LocatedIssue => {
    const { errorType, message } = ownWording(breach, breach.keyword) ?? generalWording(breach, codeLists);
    return issueAt(breach.path, errorType, message, { kind: 'schema', breach });
  };
  const byRule = new Map<string, BoundedMap<Words>>();
  const remember = (rule: string, place: string, { path, key, errorType, message }: LocatedIssue): Words => {
    const words = { path, key, errorType, message };
    const byPlace = byRule.get(rule) ?? new BoundedMap<Words>(maxPlaces);
    byPlace.set(place, words);
    byRule.set(rule, byPlace);
    return words;
  };
  return (breach) => {
    const { rule, place } = breach;
    if (rule === null || place.length > maxPlaceLength || isWordedByValue(breach)) return worded(breach);
    const words = byRule.get(rule)?.get(place) ?? remember(rule, place, worded(breach));
    const { path, key, errorType, message } = words;
    return { path, key, errorType, message, cause: { kind: 'schema', breach } };
  };
}
