import { type Field, fieldName, fieldsOf } from '../../../spec/contract/fields.ts';
import type { JsonObject, JsonValue } from '../../../spec/json.ts';
import type { Path } from '../../rules/located-issue.ts';

/** The fields of a contract's receipt, to look up by name: `*` for every entry of a list. */
export interface ContractFields {
  /** All that a caller may send. */
  all: readonly Field[];
  get(name: string): Field | undefined;
  /** Returns the fields directly inside an object or an entry of a list. */
  inside(parentName: string): readonly Field[];
}

/** Reads the fields of a document's receipt. */
export function contractFields(document: JsonObject): ContractFields {
  // Sent by callers it passes, and is the service's own all the same: never a suggestion.
  const all = fieldsOf(document).filter(({ name }) => !/^softwareProvider\b/.test(name) && name !== '');
  const byName = new Map(all.map((field) => [field.name, field]));
  const byParent = Map.groupBy(all, ({ name }) => parentOf(name));
  return { all, get: (name) => byName.get(name), inside: (parentName) => byParent.get(parentName) ?? [] };
}

/** Returns the name of the object or list that holds a field. */
export function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')));
}

/** Returns the last step of a field's name. */
export function lastStep(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Returns the first type that a schema names; a field without one takes text. */
export function typeOf(schema: JsonObject): string {
  const [type] = [schema['type']].flat();
  return typeof type === 'string' ? type : 'string';
}

/** True if a value is roughly of the kind that a schema wants: a number for text is, an object for text is not. */
export function suits(value: JsonValue | undefined, schema: JsonObject): boolean {
  if (value === undefined || value === null) return true;
  switch (typeOf(schema)) {
    case 'object':
      return typeof value === 'object' && !Array.isArray(value);
    case 'array':
      return typeof value !== 'boolean';
    case 'boolean':
      return isFlag(value);
    case 'number':
    case 'integer':
      return typeof value === 'number' || (typeof value === 'string' && /^[<>~]?\s*-?\d/.test(value.trim()));
    default:
      return typeof value === 'string' || typeof value === 'number';
  }
}

const flags: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  y: true,
  1: true,
  false: false,
  no: false,
  n: false,
  0: false,
};

/** Returns the boolean that a value means; undefined if it means none. */
export function flagMeant(value: JsonValue | undefined): boolean | undefined {
  const word = typeof value === 'object' ? '' : String(value).trim().toLowerCase();
  return Object.hasOwn(flags, word) ? flags[word] : undefined;
}

/** True for a boolean and for what is often sent for one. */
export function isFlag(value: JsonValue | undefined): boolean {
  return flagMeant(value) !== undefined;
}

/** Returns a field's name as a place in one receipt: the entries of lists that a path goes through have their index. */
export function placeNear(name: string, path: Path): string {
  const steps = name.split('.');
  let isShared = true;
  return steps
    .map((step, depth) => {
      const own = path[depth];
      isShared &&= own !== undefined && step === fieldName([own]);
      return isShared ? String(own) : step;
    })
    .join('.');
}
