/** Any value that JSON can carry. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
export type JsonObject = { [key: string]: JsonValue };

/** True for a JSON object, false for arrays, scalars, null and undefined. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The value at a path of keys and indexes, or undefined where any step is missing. Only own properties count, so that
 * a path such as `constructor` finds nothing in hostile JSON.
 */
export function at(value: JsonValue | undefined, ...path: (string | number)[]): JsonValue | undefined {
  let here: JsonValue | undefined = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string | number, JsonValue>)[step];
  }
  return here;
}

/** The steps of a JSON pointer (RFC 6901), such as `/wasteItems/0`, unescaped. */
export function pointerSteps(pointer: string): string[] {
  const steps = pointer.split('/').slice(1);
  if (!pointer.includes('~')) return steps;
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
