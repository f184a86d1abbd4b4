import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { at, type JsonValue, pointerSteps } from '../../spec/json.ts';
import { nearestName } from '../../spec/nearest-name.ts';
import { cut, quote } from '../drivers/quote-output.ts';
import type { WrittenConfig } from './config.ts';
import schema from './rehearsal.config.schema.json' with { type: 'json' };

/** A fault in a configuration, and its place. */
export interface SchemaError {
  path: string[];
  /** Follows the place: "is not a known key". */
  text: string;
}

let compiled: ValidateFunction<WrittenConfig> | undefined;

/** Returns the schema validator, compiled on first use: many runs have no configuration. */
function validator(): ValidateFunction<WrittenConfig> {
  if (compiled !== undefined) return compiled;
  const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true });
  // A keyword of editors' schemas: says in words what a value should be.
  ajv.addVocabulary(['errorMessage']);
  compiled = ajv.compile<WrittenConfig>(schema);
  return compiled;
}

export function isWrittenConfig(value: unknown): value is WrittenConfig {
  return validator()(value);
}

/** Returns the violations of the schema; none for a valid configuration. */
export function schemaErrors(value: JsonValue): SchemaError[] {
  const validate = validator();
  if (validate(value)) return [];
  const faults = (validate.errors ?? []).flatMap((error) => faultOf(error, value));
  return faults.filter(({ path, text }, index) => {
    const inside = faults.filter((other) => other.text !== text && startsWith(other.path, path));
    // A misspelt key also leaves the right key missing: the misspelling says more.
    if (text === neither) return inside.length === 0;
    if (text.startsWith(lacking)) return !inside.some((other) => other.text.startsWith(unknown));
    return faults.findIndex((other) => other.text !== neither && sameAs(other.path, path)) === index;
  });
}

const unknown = 'is not a known key';
const lacking = 'lacks';
const neither = 'should have either notApplicable with a reason, or blocked with a reason and evidence';
const outOfScope = 'cannot be declared notApplicable or blocked: every product must show R01 and R02';

function faultOf(error: ErrorObject, value: JsonValue): SchemaError[] {
  const path = pointerSteps(error.instancePath);
  const found = at(value, ...path);
  // Parts of an error that is reported as a whole.
  if (/\/(?:oneOf\/\d+|propertyNames)\//.test(error.schemaPath)) return [];
  switch (error.keyword) {
    case 'propertyNames':
      return [{ path: [...path, error.params['propertyName']], text: outOfScope }];
    case 'additionalProperties':
      return path[0] === 'scenarios' && path.length === 1 ? [] : [unknownKey(error, path)];
    case 'required':
      return [{ path, text: `${lacking} ${quote(error.params['missingProperty'])}, which is required` }];
    case 'oneOf':
      return [{ path, text: neither }];
    case 'dependencies':
      return [{ path, text: 'has its evidence next to blocked; move it inside, below its reason' }];
    default:
      return [{ path, text: `is ${shown(found)}; it ${expectation(error)}` }];
  }
}

function unknownKey({ params, parentSchema }: ErrorObject, path: readonly string[]): SchemaError {
  const key: string = params['additionalProperty'];
  return {
    path: [...path, key],
    text: `${unknown}. ${suggestion(key, Object.keys(parentSchema?.['properties'] ?? {}))}`,
  };
}

/** Suggests known names instead of an unknown one. */
export function suggestion(written: string, names: readonly string[]): string {
  const likely = nearestName(written, names);
  const inside = names.filter((name) => name.startsWith(`${written}-`));
  if (inside.length > 0) return `It has several parts: ${inside.join(', ')}`;
  return likely === undefined ? `Known names: ${names.join(', ')}` : `Did you mean ${likely}?`;
}

function expectation({ parentSchema, keyword, message }: ErrorObject): string {
  const words: unknown = parentSchema?.['errorMessage'];
  if (typeof words === 'string') return words;
  const keys = Object.keys(parentSchema?.['properties'] ?? {});
  if (keyword === 'type' && keys.length > 0) return `should be a mapping with the keys ${keys.join(', ')}`;
  if (keyword === 'type') return 'should be a mapping from scenario ids to declarations';
  return message ?? 'is not valid';
}

function shown(found: JsonValue | undefined): string {
  return found === null || found === undefined ? 'empty' : cut(JSON.stringify(found), 60);
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.every((step, index) => path[index] === step);
}

function sameAs(path: readonly string[], other: readonly string[]): boolean {
  return path.length === other.length && startsWith(path, other);
}
