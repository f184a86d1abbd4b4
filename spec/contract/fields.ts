import { join } from 'node:path';
import { at, isObject, type JsonObject, type JsonValue, pointerSteps } from '../json.ts';
import { applyOverlay, readOverlay } from './overlay.ts';
import { checkDocument, readDocument } from './read-document.ts';

/** A field of the receipt, as a document declares it. */
export interface Field {
  /** Dotted, `*` for every element of a list: `wasteItems.*.weight.amount`. Empty for the receipt itself. */
  name: string;
  /** Keys and indexes from the document to the field's schema, references followed. */
  location: readonly (string | number)[];
  schema: JsonObject;
  isRequired: boolean;
}

/** Returns every field that a document declares for the receipt, in the document's order, the receipt itself first. */
export function fieldsOf(document: JsonObject): Field[] {
  const start = ['paths', '/movements/receive', 'post', 'requestBody'];
  const body = resolve(document, start);
  const content = body && resolve(document, [...body, 'content', 'application/json', 'schema']);
  return content === undefined ? [] : collect(document, '', content, true, 0);
}

/** Deeper than the schemas of a receipt; circular references of a document end here. */
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

/** Returns the actual location of a value, once the local `$ref`s on the path to it are followed. */
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

/** Returns the name of the field at a path into a receipt: indexes become `*`. */
export function fieldName(path: readonly (string | number)[]): string {
  return path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
}

/**
 * Returns the names of all fields that a receipt may have, `*` for every element of a list: those of the published
 * document and the additional ones of the running service. Read on first use.
 */
export function receiptFields(): ReadonlySet<string> {
  return receiptNames().all;
}

/** Returns the names of those fields that are objects, the receipt itself among them, with the empty name. */
export function receiptObjects(): ReadonlySet<string> {
  return receiptNames().objects;
}

let names: { all: ReadonlySet<string>; objects: ReadonlySet<string> } | undefined;

function receiptNames() {
  if (names !== undefined) return names;
  const fields = documents().flatMap(fieldsOf);
  const objects = fields.filter(({ schema }) => isObject(schema['properties']));
  names = { all: new Set(fields.map(({ name }) => name)), objects: new Set(objects.map(({ name }) => name)) };
  return names;
}

function documents() {
  const published = join(import.meta.dirname, '..', 'receipt-api.yaml');
  const overlay = join(import.meta.dirname, '..', 'overlays', 'observed.yaml');
  const document = checkDocument(readDocument(published).value, published);
  return [document, applyOverlay(document, readOverlay(readDocument(overlay).value, overlay), overlay)];
}

/**
 * Names from older documents, with their current names: by the name of the parent field, `*` for any. Source:
 * landing-page-2025-10, against oas-2026-06.
 */
export const retiredNames: readonly { name: string; within?: RegExp; now: string }[] = [
  { name: 'organisationApiId', now: 'apiCode, at the top of the receipt' },
  { name: 'postCode', now: 'postcode, all in lower case' },
  { name: 'organisationName', within: /^receiver$/, now: 'siteName' },
  { name: 'authorisations', within: /^receiver$/, now: 'authorisationNumber, a single string' },
  { name: 'regulatoryPositionStatement', now: 'regulatoryPositionStatements, a list of numbers in the receiver' },
  { name: 'containsPops', within: /\.pops$/, now: 'containsPops on the waste item itself' },
  { name: 'containsHazardous', within: /\.hazardous$/, now: 'containsHazardous on the waste item itself' },
  { name: 'name', within: /\.pops\.components\.\*$/, now: 'code, from the list of POP names' },
  { name: 'globalMovementId', now: 'wasteTrackingId, which the service issues and never accepts in a receipt' },
  { name: 'wasteTrackingId', now: 'the path of the update, PUT /movements/{wasteTrackingId}/receive' },
];

/**
 * Returns the current name of a retired one; undefined for a name that never existed. `holder` is the name of the
 * parent field.
 */
export function currentName(name: string, parentName: string): string | undefined {
  return retiredNames.find((retired) => retired.name === name && (retired.within?.test(parentName) ?? true))?.now;
}
