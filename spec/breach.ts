import type { ErrorObject, ValidateFunction } from 'ajv';
import { mostIssues } from './issue.ts';
import { isObject, type JsonObject, type JsonValue, pointerSteps } from './json.ts';

/** One way in which a value breaks the schema. */
export interface Breach {
  /** Keys and indexes from the receipt to the value at fault; for a missing or unknown field, to that field. */
  path: (string | number)[];
  /** The same as a JSON pointer. */
  place: string;
  keyword: string;
  /** The keyword's value in the schema, such as the list of an `enum`. */
  limit: JsonValue;
  /** The schema that the value breaks, with this project's `x-` keywords. */
  schema: JsonObject;
  /** Undefined where the field is missing. */
  value: JsonValue | undefined;
}

/** Every breach of the schema at once, `mostIssues` of them at the most, in the order of the schema's own keywords. */
export type Validator = (value: JsonValue) => Breach[];

/** What ajv compiled, whether just now or when the package was built. */
export type CompiledSchema = Pick<ValidateFunction, 'errors'> & ((value: JsonValue) => unknown);

export function validatorOf(compiled: CompiledSchema): Validator {
  return (value) => {
    const errors = compiled(value) ? [] : (compiled.errors ?? []);
    return errors.slice(0, mostIssues).map((error) => toBreach(error, value));
  };
}

function toBreach(error: ErrorObject, root: JsonValue): Breach {
  const { keyword, params, schema, parentSchema } = error;
  const { path, value } = locate(error.instancePath, root);
  const field = keyword === 'required' ? params['missingProperty'] : params['additionalProperty'];
  const own = parentSchema as JsonObject;
  const limit = schema as JsonValue;
  if (typeof field !== 'string') return { path, place: error.instancePath, keyword, limit, schema: own, value };
  const below = isObject(value) && Object.hasOwn(value, field) ? value[field] : undefined;
  path.push(field);
  const place = `${error.instancePath}/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return { path, place, keyword, limit, schema: own, value: below };
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
