import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { default as addFormats } from 'ajv-formats';
import { load } from 'js-yaml';
import { at, type JsonObject, type JsonValue } from '../../spec/json.ts';
import { toJsonSchema } from '../../spec/json-schema.ts';

/** What is wrong with a value, place first; undefined where nothing is. */
export type BodyCheck = (value: unknown) => string | undefined;

let read: JsonObject | undefined;

/** The control API's own OpenAPI document, read on first use. */
export function controlDocument(): JsonObject {
  read ??= load(readFileSync(join(import.meta.dirname, 'control-api.yaml'), 'utf8')) as JsonObject;
  return read;
}

const checks = new Map<string, BodyCheck>();

/** The check of one of the document's schemas, by name, compiled on first use: the document is the one home of shapes. */
export function checkAgainst(schemaName: string): BodyCheck {
  const known = checks.get(schemaName);
  if (known !== undefined) return known;
  const ajv = new Ajv({ allErrors: true, strict: false, logger: false });
  addFormats.default(ajv);
  const components = toJsonSchema(at(controlDocument(), 'components') ?? {});
  const validate = ajv.compile({ $ref: `#/components/schemas/${schemaName}`, components });
  const check: BodyCheck = (value) => (validate(value) ? undefined : (validate.errors ?? []).map(inWords).join('; '));
  checks.set(schemaName, check);
  return check;
}

function inWords({ instancePath, message, params }: ErrorObject): string {
  const place = instancePath === '' ? 'the body' : instancePath.slice(1).replaceAll('/', '.');
  const unknown = (params as Record<string, JsonValue>)['additionalProperty'];
  const allowed = (params as Record<string, JsonValue>)['allowedValues'];
  if (typeof unknown === 'string') return `${place} has no field "${unknown}"`;
  return `${place} ${message}${Array.isArray(allowed) ? `: ${allowed.join(', ')}` : ''}`;
}
