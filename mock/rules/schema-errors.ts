import type { SchemaViolation } from '../../spec/contract/compile-schema.ts';
import type { CodeLists } from '../../spec/contract/reference-data.ts';
import { BoundedMap } from '../bounded-map.ts';
import { issueAt, type LocatedIssue } from './located-issue.ts';
import { defaultMessage, dependsOnValue, isFraction, overlayMessage } from './messages.ts';

/** True for a closed list that the service checks before a value's type, so that a wrong type breaks both. */
function isClosedList(violation: SchemaViolation): boolean {
  return (
    violation.keyword === 'enum' ||
    (violation.keyword === 'x-code-list' && overlayMessage(violation, 'x-code-list') === undefined)
  );
}

/**
 * True for a fault after which the service checks nothing but closed lists: the type, an empty string, an unsafe
 * number.
 */
function isBasic(violation: SchemaViolation): boolean {
  const { keyword, value } = violation;
  if (keyword === 'type') return !isFraction(violation);
  return keyword === 'x-safe-number' || keyword === 'x-type' || (keyword === 'minLength' && value === '');
}

/** Returns those violations of one value that the service reports, in its order. */
function violationsToReport(violations: readonly SchemaViolation[]): readonly SchemaViolation[] {
  if (violations.length < 2) return violations;
  const basic = violations.filter(isBasic);
  const lists = violations.filter(isClosedList);
  if (basic.length > 0) return [...lists, ...basic];
  const others = violations.filter((violation) => !isClosedList(violation));
  const wrongFormat = others.filter((violation) => violation.keyword === 'format');
  return [...lists, ...(wrongFormat.length > 0 ? wrongFormat : others)];
}

/** Returns the single issue of a null with its own wording, by the first violation of the value. */
function issueOfNull(violation: SchemaViolation): LocatedIssue | undefined {
  const wording = violation.value === null ? overlayMessage(violation, 'null') : undefined;
  return (
    wording && issueAt(violation.path, wording.errorType, wording.message, { kind: 'schema', violation: violation })
  );
}

/** Returns the issues of one value's violations, all at the same path, in the service's order. */
function issuesOfValue(violations: readonly SchemaViolation[], formatViolation: ViolationFormatter): LocatedIssue[] {
  const ofNull = violations[0] && issueOfNull(violations[0]);
  return ofNull ? [ofNull] : violationsToReport(violations).map(formatViolation);
}

/** Formats the violations of a whole receipt, grouped by field, not yet sorted between fields. */
export function createErrorFormatter(
  codeLists: CodeLists['codeLists'],
): (violations: readonly SchemaViolation[]) => LocatedIssue[] {
  const formatViolation = createViolationFormatter(codeLists);
  return (violations) => {
    const places = new Set(violations.map(({ place }) => place));
    // Usual, and quicker than groups of one.
    if (places.size === violations.length) return violations.map((each) => issueOfNull(each) ?? formatViolation(each));
    const fields = Map.groupBy(violations, ({ place }) => place);
    return [...fields.values()].flatMap((ofValue) => issuesOfValue(ofValue, formatViolation));
  };
}

/** Formats one violation. */
type ViolationFormatter = (violation: SchemaViolation) => LocatedIssue;

/** For each rule of the contract, enough for the items of some receipts: the sender decides how many places a list has. */
export const [maxPlaces, maxPlaceLength] = [20, 200];

/** An issue without its cause, which would keep the receipt in memory. */
type CachedIssue = Omit<LocatedIssue, 'cause'>;

/**
 * Formats schema violations as service errors. Cached by schema path and instance path, since only the value can differ
 * between two violations at the same place.
 */
export function createViolationFormatter(codeLists: CodeLists['codeLists']): ViolationFormatter {
  const formatted = (violation: SchemaViolation): LocatedIssue => {
    const { errorType, message } = overlayMessage(violation, violation.keyword) ?? defaultMessage(violation, codeLists);
    return issueAt(violation.path, errorType, message, { kind: 'schema', violation: violation });
  };
  const byRule = new Map<string, BoundedMap<CachedIssue>>();
  const remember = (rule: string, place: string, { path, key, errorType, message }: LocatedIssue): CachedIssue => {
    const words = { path, key, errorType, message };
    const byPlace = byRule.get(rule) ?? new BoundedMap<CachedIssue>(maxPlaces);
    byPlace.set(place, words);
    byRule.set(rule, byPlace);
    return words;
  };
  return (violation) => {
    const { rule, place } = violation;
    if (rule === null || place.length > maxPlaceLength || dependsOnValue(violation)) return formatted(violation);
    const words = byRule.get(rule)?.get(place) ?? remember(rule, place, formatted(violation));
    const { path, key, errorType, message } = words;
    return { path, key, errorType, message, cause: { kind: 'schema', violation: violation } };
  };
}
