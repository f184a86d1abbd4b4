import { fieldsOf } from '../../spec/fields.ts';
import type { JsonObject } from '../../spec/json.ts';
import type { LocatedIssue, Path } from './located-issue.ts';

/** The service's order of fields: each field's name, indexes as `*`, and its place. */
export type FieldOrder = ReadonlyMap<string, number>;

/** The order in which a document lists the fields of the receipt. */
export function readFieldOrder(document: JsonObject): FieldOrder {
  return new Map(fieldsOf(document).map(({ name }, place) => [name, place]));
}

/**
 * Puts issues in the service's order: fields as the contract lists them, then unknown fields as they were sent, depth
 * first; a rule on a whole list or object after the faults inside it. Issues of one field, and unknown fields of one
 * object, keep the order they have.
 */
export function inServiceOrder(issues: readonly LocatedIssue[], order: FieldOrder): LocatedIssue[] {
  const ranked = issues.map((issue) => ({ issue, ranks: ranksOf(issue.path, order) }));
  return ranked.sort((one, other) => compare(one.ranks, other.ranks)).map(({ issue }) => issue);
}

function ranksOf(path: Path, order: FieldOrder): number[] {
  let name = '';
  return path.map((step) => {
    name = `${name === '' ? '' : `${name}.`}${typeof step === 'number' ? '*' : step}`;
    return typeof step === 'number' ? step : (order.get(name) ?? order.size);
  });
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (let depth = 0; depth < Math.max(one.length, other.length); depth++) {
    const [a, b] = [one[depth] ?? Number.POSITIVE_INFINITY, other[depth] ?? Number.POSITIVE_INFINITY];
    if (a !== b) return a < b ? -1 : 1;
  }
  return 0;
}
