/**
 * A copy of a JSON-like value in which every string went through `change`, the keys of objects included where
 * `changeKeys` is given. Nothing else is touched; the type stays, so `change` must not be used on closed sets.
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
