import type { JsonValue } from '../../spec/json.ts';
import type { Note } from '../../spec/types/exchange.ts';
import type { LocatedIssue } from '../rules/located-issue.ts';
import type { Explainer } from './explain.ts';

/** More differences than these are counted, not told one by one. */
const maxTold = 20;

/**
 * Where the running service and its published document disagree about a receipt, in plain words. Two errors are the same
 * when their field and type are.
 */
export function compareRuleSets(
  receipt: JsonValue | undefined,
  observed: readonly LocatedIssue[],
  published: readonly LocatedIssue[],
  explain: Explainer,
): Note[] {
  const differing = [
    ...missingFrom(observed, published).map((issue) => ({ issue, beginning: taken(observed) })),
    ...missingFrom(published, observed).map((issue) => ({ issue, beginning: refused(published) })),
  ];
  const notes = differing.slice(0, maxTold).map(({ issue, beginning }): Note => {
    const { source } = explain(issue, receipt);
    return { kind: 'difference', key: issue.key, text: `${beginning}: ${issue.message}.`, source };
  });
  const more = differing.length - maxTold;
  if (more <= 0) return notes;
  const rest: Note = { kind: 'difference', text: `And ${more} more differences like these.`, source: 'oas-2026-06' };
  return [...notes, rest];
}

function missingFrom(errors: readonly LocatedIssue[], among: readonly LocatedIssue[]): LocatedIssue[] {
  const known = new Set(errors.map(identity));
  return among.filter((issue) => !known.has(identity(issue)));
}

function identity({ key, errorType }: LocatedIssue): string {
  return `${key}\n${errorType}`;
}

function taken(observed: readonly LocatedIssue[]): string {
  return observed.length === 0
    ? 'Accepted today, against the published document'
    : 'Not objected to by the running service, against the published document';
}

function refused(published: readonly LocatedIssue[]): string {
  return published.length === 0
    ? 'Refused today, though the published document accepts it'
    : 'Objected to by the running service only';
}
