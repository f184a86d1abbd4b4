import type { ErrorType, Issue } from '../../spec/issue.ts';

/** Keys and indexes from the receipt to a field. */
export type Path = readonly (string | number)[];

/** An issue that still knows where it is, so that all issues can be put in the service's order. */
export interface LocatedIssue extends Issue {
  path: Path;
}

/** A path as messages quote it: `wasteItems[0].weight.amount`. */
export function label(path: Path): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}

/** An issue at a path. `{label}` in the message stands for the quoted label, `{bare}` for the label without quotes. */
export function issueAt(path: Path, errorType: ErrorType, message: string): LocatedIssue {
  // A field whose name is the empty string has no label; the service then says "value".
  const name = label(path) || 'value';
  const text = message.replaceAll('{label}', `"${name}"`).replaceAll('{bare}', name);
  return { path, key: path.join('.') || 'value', errorType, message: text };
}
