import type { JsonValue } from '../../spec/json.ts';
import type { LocatedIssue } from '../rules/located-issue.ts';

/** What a fix rule may look at. */
export interface FixContext {
  issue: LocatedIssue;
  /** The last step of the path: the field's own name, or its index in a list. */
  name: string;
  /** The name of the parent field, indexes as `*`. */
  parentName: string;
  value: JsonValue | undefined;
  /** The parent object or list. */
  parent: JsonValue | undefined;
  /** The names of all fields in the contract. */
  knownFields: readonly string[];
}

/** Returns the fix for an issue of its kind; undefined for any other kind. */
export type FixRule = (context: FixContext) => string | undefined;

/** Returns the keyword of the schema that is broken, if there is one. */
export function keywordOf({ issue }: FixContext): string | undefined {
  return issue.cause.kind === 'schema' ? issue.cause.violation.keyword : undefined;
}

/**
 * True if the names differ only in case and punctuation, or one contains most of the other in the same order: `ewcCode`
 * for `ewcCodes`.
 */
export function isNearly(name: string, known: string): boolean {
  const [short, long] = [normalizeName(name), normalizeName(known)].sort((a, b) => a.length - b.length);
  if (short === undefined || long === undefined || short.length < 4 || short.length < long.length * 0.7)
    return short === long;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length;
}

/** Returns the lower-case letters and digits only, to compare spellings. */
export function normalizeName(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
