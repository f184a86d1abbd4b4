import type { Breach } from '../../spec/compile.ts';
import { issueAt, type LocatedIssue } from './located-issue.ts';
import { generalWording, ownWording } from './wording.ts';

/** A closed list that the service checks before a value's type, so that a wrong type breaks both. */
function isClosedList(breach: Breach): boolean {
  return (
    breach.keyword === 'enum' || (breach.keyword === 'x-code-list' && ownWording(breach, 'x-code-list') === undefined)
  );
}

/** A fault after which the service looks at nothing but closed lists: the type, an empty string, an unsafe number. */
function isBasic({ keyword, schema, value }: Breach): boolean {
  if (keyword === 'type') return !(schema['type'] === 'integer' && typeof value === 'number');
  return keyword === 'x-safe-number' || (keyword === 'minLength' && value === '');
}

/** The issues of one value's breaches, all at the same path, in the service's order. */
function issuesOfValue(breaches: readonly Breach[]): LocatedIssue[] {
  const first = breaches[0];
  if (first === undefined) return [];
  const ofNull = first.value === null ? ownWording(first, 'null') : undefined;
  if (ofNull !== undefined)
    return [issueAt(first.path, ofNull.errorType, ofNull.message, { kind: 'schema', breach: first })];

  const basic = breaches.filter(isBasic);
  const lists = breaches.filter(isClosedList);
  const others = breaches.filter((breach) => !isBasic(breach) && !isClosedList(breach));
  const wrongFormat = others.filter((breach) => breach.keyword === 'format');
  const told = basic.length > 0 ? [...lists, ...basic] : [...lists, ...(wrongFormat.length > 0 ? wrongFormat : others)];
  return told.map((breach) => {
    const { errorType, message } = ownWording(breach, breach.keyword) ?? generalWording(breach);
    return issueAt(breach.path, errorType, message, { kind: 'schema', breach });
  });
}

/** The issues of a whole receipt's breaches, grouped by field, in no order yet between fields. */
export function structuralIssues(breaches: readonly Breach[]): LocatedIssue[] {
  const fields = Map.groupBy(breaches, ({ place }) => place);
  return [...fields.values()].flatMap(issuesOfValue);
}
