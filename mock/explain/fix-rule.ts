import type { JsonValue } from '../../spec/json.ts';
import type { LocatedIssue } from '../rules/located-issue.ts';

/** What a mend is looked for with. */
export interface FixContext {
  issue: LocatedIssue;
  /** The last step of the path: the field's own name, or its index in a list. */
  name: string;
  /** The name of the field around it, indexes as `*`. */
  holder: string;
  value: JsonValue | undefined;
  /** The object or list around the field. */
  around: JsonValue | undefined;
  /** Every field that the contract knows, by name. */
  knownFields: readonly string[];
}

/** What would put an issue of its kind right; undefined for any other kind. */
export type FixRule = (ailing: FixContext) => string | undefined;

/** The keyword of the schema that is broken, where it is one. */
export function keywordOf({ issue }: FixContext): string | undefined {
  return issue.cause.kind === 'schema' ? issue.cause.breach.keyword : undefined;
}

/** The same but for case and signs, or most of it in the same order: `ewcCode` for `ewcCodes`. */
export function isNearly(name: string, known: string): boolean {
  const [short, long] = [normalizeName(name), normalizeName(known)].sort((a, b) => a.length - b.length);
  if (short === undefined || long === undefined || short.length < 4 || short.length < long.length * 0.7)
    return short === long;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length;
}

/** Small letters and digits only, for comparing spellings. */
export function normalizeName(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
