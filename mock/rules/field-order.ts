import { follow } from '../../spec/contract.ts';
import { isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';
import type { LocatedIssue, Path } from './located-issue.ts';

/** The fields of an object in the service's order, and what is inside them. */
interface Field {
  rank: ReadonlyMap<string, number>;
  inside: ReadonlyMap<string, Field>;
}

const nothingKnown: Field = { rank: new Map(), inside: new Map() };

/** Reads the order of fields from a schema: the order in which its document lists the properties. */
export function readFieldOrder(schema: JsonValue | undefined, document: JsonObject): Field {
  const here = follow(document, schema);
  if (!isObject(here)) return nothingKnown;
  if (here['items'] !== undefined) return readFieldOrder(here['items'], document);
  const properties = here['properties'];
  if (!isObject(properties)) return nothingKnown;
  const names = Object.keys(properties);
  return {
    rank: new Map(names.map((name, index) => [name, index])),
    inside: new Map(names.map((name) => [name, readFieldOrder(properties[name], document)])),
  };
}

/**
 * Puts issues in the service's order: fields as the contract lists them, then unknown fields as they were sent, depth
 * first; a rule on a whole list or object after the faults inside it. Issues of one field, and unknown fields of one
 * object, keep the order they have.
 */
export function inServiceOrder(issues: readonly LocatedIssue[], order: Field): LocatedIssue[] {
  const ranked = issues.map((issue) => ({ issue, ranks: ranksOf(issue.path, order) }));
  return ranked.sort((one, other) => compare(one.ranks, other.ranks)).map(({ issue }) => issue);
}

function ranksOf(path: Path, order: Field): number[] {
  let field = order;
  return path.map((step) => {
    if (typeof step === 'number') return step;
    const rank = field.rank.get(step) ?? field.rank.size;
    field = field.inside.get(step) ?? nothingKnown;
    return rank;
  });
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (let depth = 0; depth < Math.max(one.length, other.length); depth++) {
    const [a, b] = [one[depth] ?? Number.POSITIVE_INFINITY, other[depth] ?? Number.POSITIVE_INFINITY];
    if (a !== b) return a < b ? -1 : 1;
  }
  return 0;
}
