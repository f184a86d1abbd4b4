import type { Breach } from '../../spec/contract/compile-schema.ts';
import type { CodeLists } from '../../spec/contract/reference-data.ts';
import { BoundedMap } from '../bounded-map.ts';
import { issueAt, type LocatedIssue } from './located-issue.ts';
import { defaultMessage, dependsOnValue, isFraction, overlayMessage } from './messages.ts';

/** A closed list that the service checks before a value's type, so that a wrong type breaks both. */
function isClosedList(violation: Breach): boolean {
  return (
    violation.keyword === 'enum' ||
    (violation.keyword === 'x-code-list' && overlayMessage(violation, 'x-code-list') === undefined)
  );
}

/** A fault after which the service looks at nothing but closed lists: the type, an empty string, an unsafe number. */
function isBasic(violation: Breach): boolean {
  const { keyword, value } = violation;
  if (keyword === 'type') return !isFraction(violation);
  return keyword === 'x-safe-number' || keyword === 'x-type' || (keyword === 'minLength' && value === '');
}

/** Those of one value's breaches that the service tells of, in its order. */
function breachesToTell(violations: readonly Breach[]): readonly Breach[] {
  if (violations.length < 2) return violations;
  const basic = violations.filter(isBasic);
  const lists = violations.filter(isClosedList);
  if (basic.length > 0) return [...lists, ...basic];
  const others = violations.filter((violation) => !isClosedList(violation));
  const wrongFormat = others.filter((violation) => violation.keyword === 'format');
  return [...lists, ...(wrongFormat.length > 0 ? wrongFormat : others)];
}

/** The one issue of a null that has a wording of its own, by the first breach of the value. */
function issueOfNull(violation: Breach): LocatedIssue | undefined {
  const wording = violation.value === null ? overlayMessage(violation, 'null') : undefined;
  return wording && issueAt(violation.path, wording.errorType, wording.message, { kind: 'schema', breach: violation });
}

/** The issues of one value's breaches, all at the same path, in the service's order. */
function issuesOfValue(violations: readonly Breach[], tell: ViolationFormatter): LocatedIssue[] {
  const ofNull = violations[0] && issueOfNull(violations[0]);
  return ofNull ? [ofNull] : breachesToTell(violations).map(tell);
}

/** Tells the issues of a whole receipt's breaches, grouped by field, in no order yet between fields. */
export function createErrorFormatter(
  codeLists: CodeLists['codeLists'],
): (violations: readonly Breach[]) => LocatedIssue[] {
  const tell = createViolationFormatter(codeLists);
  return (violations) => {
    const places = new Set(violations.map(({ place }) => place));
    // Usual, and quicker than groups of one.
    if (places.size === violations.length) return violations.map((each) => issueOfNull(each) ?? tell(each));
    const fields = Map.groupBy(violations, ({ place }) => place);
    return [...fields.values()].flatMap((ofValue) => issuesOfValue(ofValue, tell));
  };
}

/** Words one breach. */
type ViolationFormatter = (violation: Breach) => LocatedIssue;

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
