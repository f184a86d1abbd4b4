import type { ErrorObject, ValidateFunction } from 'ajv';
import { isObject, type JsonObject, type JsonValue, pointerSteps } from '../json.ts';
import { maxIssues } from '../types/issue.ts';

/** One way in which a value violates the schema. */
export interface SchemaViolation {
  /** Keys and indexes from the receipt to the invalid value; for a missing or unknown field, to that field. */
  readonly path: readonly (string | number)[];
  /** The same as a JSON pointer. */
  place: string;
  /**
   * The rule's place in the schema, as a JSON pointer. With `place` it determines everything here except the value.
   * Null if it does not: if the schema has references left, and for an unknown field, whose name the sender chose.
   */
  rule: string | null;
  keyword: string;
  /** The keyword's value in the schema, such as the list of an `enum`. */
  limit: JsonValue;
  /** The schema that the value violates, with this project's `x-` keywords. */
  schema: JsonObject;
  /** Undefined if the field is missing. */
  value: JsonValue | undefined;
}

/** Returns every violation of the schema, at most `maxIssues` of them, in the order of the schema's own keywords. */
export type Validator = (value: JsonValue) => SchemaViolation[];

/** The output of ajv, compiled now or when the package was built. */
export type CompiledSchema = Pick<ValidateFunction, 'errors'> & ((value: JsonValue) => unknown);

/**
 * Returns a validator that names the place of each violation.
 * @param hasReferences True if the schema has references left, for example to itself. Each reference has its own
 * function, whose errors do not say where they are in the whole.
 */
export function validatorOf(compiled: CompiledSchema, { hasReferences }: { hasReferences: boolean }): Validator {
  return (value) => {
    if (compiled(value)) return [];
    const errors = compiled.errors ?? [];
    const reported = errors.length > maxIssues ? errors.slice(0, maxIssues) : errors;
    return reported.map((error) => new FoundViolation(error, value, hasReferences ? null : error.schemaPath));
  };
}

class FoundViolation implements SchemaViolation {
  place: string;
  rule: string | null;
  keyword: string;
  limit: JsonValue;
  schema: JsonObject;
  value: JsonValue | undefined;
  readonly #root: JsonValue;

  constructor(error: ErrorObject, root: JsonValue, rule: string | null) {
    const { instancePath, keyword, params, data, propertyName } = error;
    const isUnknown = keyword === 'additionalProperties';
    this.rule = isUnknown ? null : rule;
    this.keyword = keyword;
    this.limit = error.schema as JsonValue;
    this.schema = error.parentSchema as JsonObject;
    this.#root = root;
    const field: unknown = isUnknown ? params['additionalProperty'] : params['missingProperty'];
    if (typeof field === 'string' && (isUnknown || keyword === 'required')) {
      this.place = `${instancePath}/${escapedStep(field)}`;
      this.value = isObject(data) && Object.hasOwn(data, field) ? data[field] : undefined;
    } else {
      this.place = instancePath;
      // For an invalid name, ajv's data is the name.
      this.value = propertyName === undefined ? (data as JsonValue) : locate(instancePath, root).value;
    }
  }

  /** Returns the path of the value, computed on demand: most violations are formatted from the cache. */
  get path(): readonly (string | number)[] {
    return locate(this.place, this.#root).path;
  }
}

/** Returns a key as a step of a JSON pointer. */
function escapedStep(key: string): string {
  return key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
}

/** Returns the keys and indexes of a JSON pointer: a step is an index if the value that it steps into is an array. */
function locate(pointer: string, root: JsonValue): { path: (string | number)[]; value: JsonValue | undefined } {
  const path: (string | number)[] = [];
  let value: JsonValue | undefined = root;
  for (const step of pointerSteps(pointer)) {
    path.push(Array.isArray(value) ? Number(step) : step);
    value = (value as JsonObject | undefined)?.[step];
  }
  return { path, value };
}
