import type { SchemaViolation } from '../../spec/contract/compile-schema.ts';
import type { ErrorType, Issue } from '../../spec/types/issue.ts';

/** Keys and indexes from the receipt to a field. */
export type Path = readonly (string | number)[];

/** The cause of an issue: a keyword of the schema that the value breaks, or a condition of `conditions.yaml`. */
export type Cause = { kind: 'schema'; violation: SchemaViolation } | { kind: 'condition'; id: string };

/** An issue with its path, to sort it in the service's order, and its cause. */
export interface LocatedIssue extends Issue {
  path: Path;
  cause: Cause;
}

/** Returns the part of an issue that goes on the wire. */
export function toIssue({ key, errorType, message }: Issue): Issue {
  return { key, errorType, message };
}

/** Returns a path as messages quote it: `wasteItems[0].weight.amount`. */
export function label(path: Path): string {
  let text = '';
  for (const step of path) text += typeof step === 'number' ? `[${step}]` : text === '' ? step : `.${step}`;
  return text;
}

/**
 * Creates an issue at a path, of a condition by its id. `{label}` in the message stands for the quoted label, `{bare}`
 * for the label without quotes.
 */
export function issueAt(path: Path, errorType: ErrorType, message: string, cause: Cause | string): LocatedIssue {
  // A field whose name is the empty string has no label; the service then says "value".
  const name = label(path) || 'value';
  const text = message.includes('{label}')
    ? message.replaceAll('{label}', () => `"${name}"`)
    : message.replaceAll('{bare}', () => name);
  const reason: Cause = typeof cause === 'string' ? { kind: 'condition', id: cause } : cause;
  return { path, key: path.join('.') || 'value', errorType, message: text, cause: reason };
}
