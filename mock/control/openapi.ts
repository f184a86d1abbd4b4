import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ErrorObject } from 'ajv';
import { toJsonSchema } from '../../spec/contract/compile-schema.ts';
import { readYaml } from '../../spec/contract/read-document.ts';
import { at, type JsonObject, type JsonValue } from '../../spec/json.ts';
import { withFaults } from './fault-schemas.ts';

// Loaded when the first body is checked: most mocks are started and never controlled.
const require = createRequire(import.meta.url);
const ajvPackage = () => require('ajv') as typeof import('ajv');
const formatsPackage = () => require('ajv-formats') as typeof import('ajv-formats');

/** Returns what is wrong with a value, place first; undefined if nothing is. `rootName` names the value itself. */
export type BodyCheck = (value: unknown, rootName?: string) => string | undefined;

let read: JsonObject | undefined;

/** Returns the control API's own OpenAPI document, read on first use: the file, and the kinds of faults. */
export function controlDocument(): JsonObject {
  read ??= withFaults(readYaml(join(import.meta.dirname, 'control-api.yaml')) as JsonObject);
  return read;
}

const checks = new Map<string, BodyCheck>();

/**
 * Returns the check of one of the document's schemas, by name, compiled on first use: shapes are defined in the
 * document only.
 */
export function checkAgainst(schemaName: string): BodyCheck {
  const known = checks.get(schemaName);
  if (known !== undefined) return known;
  const { Ajv } = ajvPackage();
  const ajv = new Ajv({ allErrors: true, strict: false, logger: false, discriminator: true, verbose: true });
  formatsPackage().default(ajv);
  ajv.addFormat('http-date', (text) => new Date(text).toUTCString() === text);
  const components = toJsonSchema(at(controlDocument(), 'components') ?? {});
  const validate = ajv.compile({ $ref: `#/components/schemas/${schemaName}`, components });
  const check: BodyCheck = (value, rootName = 'the body') =>
    validate(value) ? undefined : describeErrors(validate.errors ?? [], rootName);
  checks.set(schemaName, check);
  return check;
}

/** Describes errors in words. If one of several schemas must match, what each lacks is in one clause. */
function describeErrors(errors: readonly ErrorObject[], rootName: string): string {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf');
  const isWithin = (choice: ErrorObject) => (error: ErrorObject) =>
    error.schemaPath.startsWith(`${choice.schemaPath}/`) && error.instancePath.startsWith(choice.instancePath);
  const others = errors.filter((error) => !choices.some((choice) => choice === error || isWithin(choice)(error)));
  return [...others.map((error) => [error]), ...choices.map((choice) => errors.filter(isWithin(choice)))]
    .map((clause) => clause.map((error) => faultInWords(error, rootName)).join(' or '))
    .join('; ');
}

function faultInWords({ instancePath, keyword, message, params, parentSchema }: ErrorObject, rootName: string): string {
  const place = instancePath === '' ? rootName : instancePath.slice(1).replaceAll('/', '.');
  const unknown = (params as Record<string, JsonValue>)['additionalProperty'];
  const allowed = (params as Record<string, JsonValue>)['allowedValues'];
  if (typeof unknown === 'string') return `${place} has no field "${unknown}"`;
  if (keyword === 'not') return `${place} must be another one`;
  if (keyword === 'discriminator') return `${place}.kind must be one of: ${namesOf(parentSchema?.['oneOf'])}`;
  return `${place} ${message}${Array.isArray(allowed) ? `: ${allowed.join(', ')}` : ''}`;
}

/** Returns the names of the schemas that are referred to. */
function namesOf(references: JsonValue | undefined): string {
  const names = Array.isArray(references) ? references.map((each) => String(at(each, '$ref')).split('/').at(-1)) : [];
  return names.join(', ');
}
