import { isObject, type JsonObject, type JsonValue } from '../json.ts';

/**
 * A schema of OpenAPI 3.0 as JSON Schema: `nullable` becomes a type of its own, boolean `exclusiveMinimum` and
 * `exclusiveMaximum` become bounds, and `example` goes. Anything else stays.
 */
export function toJsonSchema(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(toJsonSchema);
  if (!isObject(value)) return value;
  const schema: JsonObject = {};
  for (const [key, part] of Object.entries(value)) schema[key] = isNameMap(key) ? mapEach(part) : toJsonSchema(part);
  if ('type' in schema || '$ref' in schema || 'properties' in schema) delete schema['example'];
  if (schema['nullable'] === true && typeof schema['type'] === 'string') schema['type'] = [schema['type'], 'null'];
  if (schema['nullable'] === true && Array.isArray(schema['enum'])) schema['enum'] = [...schema['enum'], null];
  delete schema['nullable'];
  boundExclusively(schema, 'minimum', 'exclusiveMinimum');
  boundExclusively(schema, 'maximum', 'exclusiveMaximum');
  return schema;
}

/** Below these keys stand names of fields, not keywords: a field called `example` or `nullable` is no keyword. */
function isNameMap(key: string): boolean {
  return key === 'properties' || key === 'schemas';
}

function mapEach(value: JsonValue): JsonValue {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, toJsonSchema(part)]));
}

function boundExclusively(schema: JsonObject, bound: string, exclusive: string): void {
  const flag = schema[exclusive];
  if (typeof flag !== 'boolean') return;
  delete schema[exclusive];
  const limit = schema[bound];
  if (!flag || limit === undefined) return;
  schema[exclusive] = limit;
  delete schema[bound];
}
