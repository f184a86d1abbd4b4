import type { Breach } from '../../spec/contract/compile-schema.ts';
import type { CodeLists } from '../../spec/contract/reference-data.ts';
import { BoundedMap } from '../bounded-map.ts';
import { issueAt, type LocatedIssue } from './located-issue.ts';
import { defaultMessage, dependsOnValue, overlayMessage } from './messages.ts';

/** Words one breach. */
export type ViolationFormatter = (violation: Breach) => LocatedIssue;

/** For each rule of the contract, enough for the items of some receipts: the sender decides how many places a list has. */
export const [maxPlaces, maxPlaceLength] = [20, 200];

/** An issue without its cause, which holds on to the receipt. */
type Words = Omit<LocatedIssue, 'cause'>;

/**
 * Words the breaches of one contract. Remembers them by rule and place, since only the value can differ between two
 * breaches of one rule at one place, and a product that errs does so again and again.
 */
export function createViolationFormatter(codeLists: CodeLists['codeLists']): ViolationFormatter {
  const worded = (violation: Breach): LocatedIssue => {
    const { errorType, message } = overlayMessage(violation, violation.keyword) ?? defaultMessage(violation, codeLists);
    return issueAt(violation.path, errorType, message, { kind: 'schema', breach: violation });
  };
  const byRule = new Map<string, BoundedMap<Words>>();
  const remember = (rule: string, place: string, { path, key, errorType, message }: LocatedIssue): Words => {
    const words = { path, key, errorType, message };
    const byPlace = byRule.get(rule) ?? new BoundedMap<Words>(maxPlaces);
    byPlace.set(place, words);
    byRule.set(rule, byPlace);
    return words;
  };
  return (violation) => {
    const { rule, place } = violation;
    if (rule === null || place.length > maxPlaceLength || dependsOnValue(violation)) return worded(violation);
    const words = byRule.get(rule)?.get(place) ?? remember(rule, place, worded(violation));
    const { path, key, errorType, message } = words;
    return { path, key, errorType, message, cause: { kind: 'schema', breach: violation } };
  };
}
