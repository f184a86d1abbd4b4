import { fieldsOf } from '../../spec/contract/fields.ts';
import type { JsonObject } from '../../spec/json.ts';
import type { LocatedIssue, Path } from './located-issue.ts';

/** The service's order of fields: the rank of each, and of those inside it; the items of a list share one. */
export interface FieldOrder {
  place: number;
  inside: Map<string, FieldOrder>;
}

const item = '*';

/**
 * Returns the order in which a document lists the fields of the receipt; those in its `x-field-order` come first,
 * unlisted ones last.
 */
export function readFieldOrder(document: JsonObject): FieldOrder {
  const root: FieldOrder = { place: 0, inside: new Map() };
  for (const [place, { name, schema }] of fieldsOf(document).entries()) {
    let here = root;
    for (const step of name === '' ? [] : name.split('.')) {
      const next = here.inside.get(step) ?? { place, inside: new Map() };
      here.inside.set(step, next);
      here = next;
    }
    const first = schema['x-field-order'];
    for (const [index, field] of (Array.isArray(first) ? first : []).entries()) {
      here.inside.set(String(field), { place: index - maxFields, inside: new Map() });
    }
  }
  return root;
}

/** More than any object of a receipt has: fields in `x-field-order` come before all others. */
const maxFields = 1_000;

/**
 * Sorts issues in the service's order: fields as the contract lists them, then unknown fields as they were sent, depth
 * first; a rule on a whole list or object after the faults inside it. Issues of one field, and unknown fields of one
 * object, keep their order.
 */
export function inServiceOrder(issues: readonly LocatedIssue[], order: FieldOrder): LocatedIssue[] {
  const ranked = issues.map((issue) => ({ issue, ranks: ranksOf(issue.path, order) }));
  return ranked.sort(compare).map(({ issue }) => issue);
}

/** Returns the rank of each step of a path. */
function ranksOf(path: Path, order: FieldOrder): number[] {
  let here: FieldOrder | undefined = order;
  const ranks: number[] = [];
  for (const step of path) {
    here = here?.inside.get(typeof step === 'number' ? item : step);
    ranks.push(typeof step === 'number' ? step : (here?.place ?? Number.MAX_SAFE_INTEGER));
  }
  return ranks;
}

interface Ranked {
  issue: LocatedIssue;
  ranks: readonly number[];
}

function compare({ ranks: one }: Ranked, { ranks: other }: Ranked): number {
  const depth = Math.min(one.length, other.length);
  for (let step = 0; step < depth; step++) {
    const difference = (one[step] ?? 0) - (other[step] ?? 0);
    if (difference !== 0) return difference;
  }
  // A rule on the whole object comes last.
  return other.length - one.length;
}
