import { isDeeperThan, isObject, type JsonObject, type JsonValue } from '../../../spec/json.ts';
import type { LocatedIssue } from '../../rules/located-issue.ts';
import type { ContractFields } from './contract-fields.ts';

/** What a fix rule may look at. */
export interface FixContext {
  issue: LocatedIssue;
  /** The last step of the path: the field's own name, or its index in a list. */
  name: string;
  /** The name of the parent field, indexes as `*`. */
  parentName: string;
  /** The name of the field itself, indexes as `*`. */
  fieldName: string;
  value: JsonValue | undefined;
  /** The parent object or list. */
  parent: JsonValue | undefined;
  receipt: JsonValue | undefined;
  /** The fields of the contract. */
  fields: ContractFields;
}

/** Returns the fix for an issue of its kind; undefined for any other kind. */
export type FixRule = (context: FixContext) => string | undefined;

/** Returns the keyword of the schema that is broken, if there is one. */
export function keywordOf({ issue }: FixContext): string | undefined {
  return issue.cause.kind === 'schema' ? issue.cause.violation.keyword : undefined;
}

/** Returns the id of the condition that is broken, if there is one. */
export function conditionOf({ issue }: FixContext): string | undefined {
  return issue.cause.kind === 'condition' ? issue.cause.id : undefined;
}

/** Returns the schema that is broken, if there is one. */
export function schemaOf({ issue }: FixContext): JsonObject | undefined {
  return issue.cause.kind === 'schema' ? issue.cause.violation.schema : undefined;
}

/** Returns the format that a value does not have, if that is the fault. */
export function formatOf(context: FixContext): string | undefined {
  const { cause } = context.issue;
  if (cause.kind === 'condition') return cause.id === 'consignment-code-format' ? cause.id : undefined;
  const { keyword, limit } = cause.violation;
  return keyword === 'format' || keyword === 'x-format' ? String(limit) : undefined;
}

/** Returns what an object has under a name of its own. */
export function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/**
 * True if the names differ only in case and punctuation, or one contains most of the other in the same order: `ewcCode`
 * for `ewcCodes`.
 */
export function isNearly(name: string, known: string): boolean {
  const [short, long] = [normalizeName(name), normalizeName(known)].sort((a, b) => a.length - b.length);
  if (short === undefined || long === undefined || short.length < 4 || short.length < long.length * 0.7)
    return short === long && short !== '';
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length;
}

/** Returns the lower-case letters and digits only, to compare spellings. */
export function normalizeName(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Returns a list in words: `a, b or c`. */
export function either(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** The maximum length of a value that a fix repeats. */
const maxQuoted = 60;

/** Deeper values are not repeated: to write them down could overflow the stack. */
const maxDepth = 10;

/** Returns a value as JSON, cut where it is long. */
export function quoted(value: JsonValue): string {
  const text = isDeeperThan(value, maxDepth) ? '…' : JSON.stringify(value);
  return text.length > maxQuoted ? `${text.slice(0, maxQuoted - 1)}…` : text;
}
