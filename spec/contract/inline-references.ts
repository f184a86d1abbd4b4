import { at, isObject, type JsonObject, type JsonValue } from '../json.ts';

/** A document whose schemas refer to each other without end, or nearly so, is compiled with what is left as references. */
const maxInlined = 1000;

/**
 * A schema with the schemas that it refers to in their places, so that it compiles to one function. With a function for
 * each, every faulty entry of a list copies all errors that were found before it, and a list of a hundred thousand takes
 * hours. What stands beside a reference counts as well, as it does to the compiler. What refers to itself stays.
 */
export function inlineReferences(schema: JsonValue, root: JsonObject): JsonValue {
  let inlined = 0;
  const inline = (part: JsonValue, within: readonly string[]): JsonValue => {
    if (Array.isArray(part)) return part.map((entry) => inline(entry, within));
    if (!isObject(part)) return part;
    const { $ref: reference, ...beside } = part;
    const target = typeof reference === 'string' && !within.includes(reference) ? referred(reference, root) : undefined;
    if (typeof reference !== 'string' || target === undefined || inlined >= maxInlined) return each(part, within);
    inlined += 1;
    const whole = inline(target, [...within, reference]);
    return Object.keys(beside).length === 0 ? whole : { allOf: [whole, each(beside, within)] };
  };
  const each = (part: JsonObject, within: readonly string[]): JsonObject =>
    Object.fromEntries(Object.entries(part).map(([key, value]) => [key, inline(value, within)]));
  return inline(schema, []);
}

function referred(reference: string, root: JsonObject): JsonValue | undefined {
  return reference.startsWith('#/') ? at(root, ...reference.slice(2).split('/')) : undefined;
}
