import type { Breach } from '../../spec/compile.ts';
import type { CodeLists } from '../../spec/reference-data.ts';
import { type BreachTeller, breachTeller } from './breach-teller.ts';
import { issueAt, type LocatedIssue } from './located-issue.ts';
import { isFraction, ownWording } from './wording.ts';

/** A closed list that the service checks before a value's type, so that a wrong type breaks both. */
function isClosedList(breach: Breach): boolean {
  return (
    breach.keyword === 'enum' || (breach.keyword === 'x-code-list' && ownWording(breach, 'x-code-list') === undefined)
  );
}

/** A fault after which the service looks at nothing but closed lists: the type, an empty string, an unsafe number. */
function isBasic(breach: Breach): boolean {
  const { keyword, value } = breach;
  if (keyword === 'type') return !isFraction(breach);
  return keyword === 'x-safe-number' || keyword === 'x-type' || (keyword === 'minLength' && value === '');
}

/** Those of one value's breaches that the service tells of, in its order. */
function breachesToTell(breaches: readonly Breach[]): readonly Breach[] {
  if (breaches.length < 2) return breaches;
  const basic = breaches.filter(isBasic);
  const lists = breaches.filter(isClosedList);
  if (basic.length > 0) return [...lists, ...basic];
  const others = breaches.filter((breach) => !isClosedList(breach));
  const wrongFormat = others.filter((breach) => breach.keyword === 'format');
  return [...lists, ...(wrongFormat.length > 0 ? wrongFormat : others)];
}

/** The one issue of a null that has a wording of its own, by the first breach of the value. */
function issueOfNull(breach: Breach): LocatedIssue | undefined {
  const wording = breach.value === null ? ownWording(breach, 'null') : undefined;
  return wording && issueAt(breach.path, wording.errorType, wording.message, { kind: 'schema', breach });
}

/** The issues of one value's breaches, all at the same path, in the service's order. */
function issuesOfValue(breaches: readonly Breach[], tell: BreachTeller): LocatedIssue[] {
  const ofNull = breaches[0] && issueOfNull(breaches[0]);
  return ofNull ? [ofNull] : breachesToTell(breaches).map(tell);
}

/** Tells the issues of a whole receipt's breaches, grouped by field, in no order yet between fields. */
export function structureTeller(codeLists: CodeLists['codeLists']): (breaches: readonly Breach[]) => LocatedIssue[] {
  const tell = breachTeller(codeLists);
  return (breaches) => {
    const fields = Map.groupBy(breaches, ({ place }) => place);
    return [...fields.values()].flatMap((ofValue) => issuesOfValue(ofValue, tell));
  };
}
