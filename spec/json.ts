/** Any value that JSON can carry. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
export type JsonObject = { [key: string]: JsonValue };

/** True for a JSON object, false for arrays, scalars, null and undefined. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Returns the value at a path of keys and indexes, or undefined if any step is missing. Only own properties count, so
 * that a path such as `constructor` finds nothing in hostile JSON.
 */
export function at(value: JsonValue | undefined, ...path: (string | number)[]): JsonValue | undefined {
  let here: JsonValue | undefined = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string | number, JsonValue>)[step];
  }
  return here;
}

/** Returns the steps of a JSON pointer (RFC 6901), such as `/wasteItems/0`, unescaped. */
export function pointerSteps(pointer: string): string[] {
  const steps = pointer.split('/').slice(1);
  if (!pointer.includes('~')) return steps;
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/**
 * Returns a copy of a JSON-like value with every string passed through `change`, including the keys of objects if
 * `changeKeys` is given. Nothing else is changed; the type stays, so do not use `change` on closed sets.
 */
export function mapStrings<T>(
  value: T,
  change: (text: string) => string,
  changeKeys: (key: string) => string = (key) => key,
): T {
  return map(value, change, changeKeys) as T;
}

function map(value: unknown, change: (text: string) => string, changeKeys: (key: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => map(item, change, changeKeys));
  if (typeof value !== 'object' || value === null) return value;
  // fromEntries defines own properties, so a hostile `__proto__` stays a plain key.
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [changeKeys(key), map(v, change, changeKeys)]));
}

/**
 * True for a value with more nested objects or lists than `levels`. Looks no deeper, so it cannot overflow the stack.
 */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const part of Object.values(value)) if (isDeeperThan(part, levels - 1)) return true;
  return false;
}

/**
 * True for a value of more than `max` parts. A few lines of YAML can mean an endless value: one alias that contains
 * many others, or itself. Each is counted as often as it is used.
 */
export function isLargerThan(max: number, value: unknown): boolean {
  const left = [value];
  for (let seen = 0; left.length > 0; seen++) {
    if (seen + left.length > max) return true;
    const part = left.pop();
    if (typeof part !== 'object' || part === null) continue;
    for (const member of Object.values(part)) left.push(member);
  }
  return false;
}
