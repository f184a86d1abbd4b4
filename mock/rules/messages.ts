import type { SchemaViolation } from '../../spec/contract/compile-schema.ts';
import type { CodeLists } from '../../spec/contract/reference-data.ts';
import { isObject, type JsonValue } from '../../spec/json.ts';
import type { ErrorType } from '../../spec/types/issue.ts';

export interface ErrorMessage {
  errorType: ErrorType;
  message: string;
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a number',
  boolean: 'a boolean',
  array: 'an array',
  object: 'of type object',
};

/** The wordings of the document's own formats; those of the overlay have their own. */
const formatWords: Readonly<Record<string, string>> = {
  uuid: 'a valid GUID',
  'date-time': 'in ISO 8601 date format',
  email: 'a valid email',
};

/**
 * Returns the message of a broken keyword, if the field has no wording of its own (`x-issues`). Source:
 * validation-2026-07.
 */
export function defaultMessage(
  { keyword, limit, schema, value }: SchemaViolation,
  codeLists: CodeLists['codeLists'],
): ErrorMessage {
  switch (keyword) {
    case 'required':
      return { errorType: 'NotProvided', message: '{label} is required' };
    case 'additionalProperties':
      return { errorType: 'NotAllowed', message: '{label} is not allowed' };
    case 'type': {
      if (isFraction({ schema, value })) {
        return { errorType: 'OutOfRange', message: '{label} must be an integer' };
      }
      const types = Array.isArray(schema['type']) ? schema['type'] : [schema['type']];
      return {
        errorType: 'InvalidType',
        message: `{label} must be ${typeWords[String(types[0])] ?? String(types[0])}`,
      };
    }
    case 'enum':
      return { errorType: 'InvalidValue', message: `{label} must be ${oneOf(limit)}` };
    case 'x-code-list':
      return {
        errorType: 'InvalidValue',
        message: `{label} must be one of ${list([...(codeLists[String(limit)] ?? [])])}`,
      };
    case 'minLength':
      return { errorType: 'InvalidValue', message: '{label} is not allowed to be empty' };
    case 'maxLength':
      return {
        errorType: 'OutOfRange',
        message: `{label} length must be less than or equal to ${String(limit)} characters long`,
      };
    case 'format':
      return {
        errorType: 'InvalidFormat',
        message: `{label} must be ${formatWords[String(limit)] ?? `a valid ${limit}`}`,
      };
    case 'x-type':
      return { errorType: 'InvalidType', message: '{label} must be a string' };
    case 'x-format':
      return { errorType: 'InvalidFormat', message: `{label} must be a valid ${limit}` };
    case 'x-safe-number':
      return {
        errorType: 'UnexpectedError',
        message: `{label} ${value === Infinity || value === -Infinity ? 'cannot be infinity' : 'must be a safe number'}`,
      };
    case 'exclusiveMinimum':
      return { errorType: 'OutOfRange', message: '{label} must be a positive number' };
    case 'minimum':
      return { errorType: 'OutOfRange', message: `{label} must be greater than or equal to ${String(limit)}` };
    case 'minItems':
      return { errorType: 'OutOfRange', message: `{label} must contain at least ${String(limit)} items` };
    case 'maxItems':
      return { errorType: 'OutOfRange', message: `{label} must contain less than or equal to ${String(limit)} items` };
    default:
      return { errorType: 'UnexpectedError', message: `{label} breaks "${keyword}"` };
  }
}

function oneOf(values: JsonValue): string {
  const isSingle = Array.isArray(values) && values.filter((value) => value !== null).length === 1;
  return isSingle ? list(values) : `one of ${list(values)}`;
}

function list(values: JsonValue): string {
  return `[${Array.isArray(values) ? values.filter((value) => value !== null).join(', ') : String(values)}]`;
}

/** True for a fraction where an integer is required. The service accepts its type, and calls its value out of range. */
export function isFraction({ schema, value }: Pick<SchemaViolation, 'schema' | 'value'>): boolean {
  return schema['type'] === 'integer' && typeof value === 'number';
}

/** True if the message depends on the value. Keep in step with `defaultMessage`: other messages are cached. */
export function dependsOnValue(violation: SchemaViolation): boolean {
  return violation.keyword === 'x-safe-number' || (violation.keyword === 'type' && isFraction(violation));
}

/** Returns a field's own wording for a keyword, from the overlay. */
export function overlayMessage({ schema }: SchemaViolation, keyword: string): ErrorMessage | undefined {
  const issues = schema['x-issues'];
  const wording = isObject(issues) ? issues[keyword] : undefined;
  return isObject(wording) ? (wording as unknown as ErrorMessage) : undefined;
}
