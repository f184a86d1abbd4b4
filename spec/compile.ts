import { Ajv, type ErrorObject } from 'ajv';
import { default as addFormats } from 'ajv-formats';
import { formats } from './formats.ts';
import { isObject, type JsonObject, type JsonValue, pointerSteps } from './json.ts';
import { toJsonSchema } from './json-schema.ts';
import { codeLists } from './reference-data.ts';

/** One way in which a value breaks the schema. */
export interface Breach {
  /** Keys and indexes from the receipt to the value at fault; for a missing or unknown field, to that field. */
  path: (string | number)[];
  keyword: string;
  /** The keyword's value in the schema, such as the list of an `enum`. */
  limit: JsonValue;
  /** The schema that the value breaks, with this project's `x-` keywords. */
  schema: JsonObject;
  /** Undefined where the field is missing. */
  value: JsonValue | undefined;
}

/** Every breach of the schema at once, in the order of the schema's own keywords. */
export type Validator = (value: JsonValue) => Breach[];

/**
 * Compiles a schema of an OpenAPI document, with its references, to a validator.
 * @throws Error of ajv where a schema is no schema.
 */
export function compile(schema: JsonObject, document: JsonObject): Validator {
  // `verbose` hands each error its schema; `strict: false` lets OpenAPI's annotations pass;
  // `strictNumbers: false` leaves numbers too large for JavaScript to `x-safe-number`.
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false, strictNumbers: false, logger: false, formats });
  addFormats.default(ajv, ['uuid', 'date-time', 'email']);
  ajv.addKeyword({ keyword: 'x-code-list', schemaType: 'string', compile: listCheck });
  ajv.addKeyword({ keyword: 'x-safe-number', type: 'number', validate: (_: true, value: number) => isSafe(value) });
  const components = toJsonSchema(document['components'] ?? {});
  const validate = ajv.compile({ ...(toJsonSchema(schema) as JsonObject), components });
  return (value) => (validate(value) ? [] : (validate.errors ?? []).map((error) => toBreach(error, value)));
}

function isSafe(value: number): boolean {
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

/** Judges any value that is there, null and wrong types too: they are on no list, besides being of no right type. */
function listCheck(name: string): (value: unknown) => boolean {
  const codes = codeLists[name];
  if (codes === undefined) throw new Error(`x-code-list: there is no list "${name}"`);
  const known = new Set<unknown>(codes);
  return (value) => known.has(value);
}

function toBreach(error: ErrorObject, root: JsonValue): Breach {
  const { keyword, params, schema, parentSchema } = error;
  const { path, value } = locate(error.instancePath, root);
  const field = keyword === 'required' ? params['missingProperty'] : params['additionalProperty'];
  const own = parentSchema as JsonObject;
  if (typeof field !== 'string') return { path, keyword, limit: schema as JsonValue, schema: own, value };
  const below = isObject(value) && Object.hasOwn(value, field) ? value[field] : undefined;
  return { path: [...path, field], keyword, limit: schema as JsonValue, schema: own, value: below };
}

/** The keys and indexes of a JSON pointer: a step is an index where the value it steps into is an array. */
function locate(pointer: string, root: JsonValue): { path: (string | number)[]; value: JsonValue | undefined } {
  const path: (string | number)[] = [];
  let value: JsonValue | undefined = root;
  for (const step of pointerSteps(pointer)) {
    path.push(Array.isArray(value) ? Number(step) : step);
    value = (value as JsonObject | undefined)?.[step];
  }
  return { path, value };
}
