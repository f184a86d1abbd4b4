import { at, isObject, type JsonObject, type JsonValue, pointerSteps } from '../json.ts';

/** A field of the receipt, as a document declares it. */
export interface Field {
  /** Dotted, `*` for every element of a list: `wasteItems.*.weight.amount`. Empty for the receipt itself. */
  name: string;
  /** Keys and indexes from the document to the field's schema, references followed. */
  location: readonly (string | number)[];
  schema: JsonObject;
  isRequired: boolean;
}

/** Every field that a document declares for the receipt, in the document's order, the receipt itself first. */
export function fieldsOf(document: JsonObject): Field[] {
  const start = ['paths', '/movements/receive', 'post', 'requestBody'];
  const body = resolve(document, start);
  const content = body && resolve(document, [...body, 'content', 'application/json', 'schema']);
  return content === undefined ? [] : collect(document, '', content, true, 0);
}

/** The schemas of a receipt nest less deeply than this; a document whose schemas hold each other ends here. */
const maxDepth = 12;

function collect(
  document: JsonObject,
  name: string,
  start: readonly (string | number)[],
  isRequired: boolean,
  depth: number,
): Field[] {
  const location = resolve(document, start);
  const schema = location && at(document, ...location);
  if (location === undefined || !isObject(schema) || depth > maxDepth) return [];
  const below = (step: string) => (name === '' ? step : `${name}.${step}`);
  const fields: Field[] = [{ name, location, schema, isRequired }];
  if (isObject(schema['items'])) fields.push(...collect(document, below('*'), [...location, 'items'], true, depth + 1));
  const required: JsonValue[] = Array.isArray(schema['required']) ? schema['required'] : [];
  for (const key of Object.keys(isObject(schema['properties']) ? schema['properties'] : {})) {
    fields.push(...collect(document, below(key), [...location, 'properties', key], required.includes(key), depth + 1));
  }
  return fields;
}

/** Where a value really stands, once the local `$ref`s on the way to it have been followed. */
function resolve(document: JsonObject, start: readonly (string | number)[]): (string | number)[] | undefined {
  let location = [...start];
  for (let steps = 0; steps < 32; steps++) {
    const value = at(document, ...location);
    if (value === undefined) return undefined;
    const reference = at(value, '$ref');
    if (typeof reference !== 'string') return location;
    if (!reference.startsWith('#/')) return undefined;
    location = pointerSteps(reference.slice(1));
  }
  return undefined;
}

/** The name of the field at a path into a receipt: indexes become `*`. */
export function fieldName(path: readonly (string | number)[]): string {
  return path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
}
