import type { JsonObject, JsonValue } from '../json.ts';
import { type Field, fieldsOf } from './fields.ts';
import { applyOverlay, type Overlay, type OverlayAction } from './overlay.ts';

/** One way in which the running service differs from its published document, for one field. */
export interface ContractDifference {
  /** `wasteItems.*.weight`; empty for the receipt itself. */
  field: string;
  /** A schema keyword, `required` for whether the field must be present, or `field` for one that the document lacks. */
  keyword: string;
  /** The keyword's value in the document and in the service; undefined if it has none. */
  document: JsonValue | undefined;
  service: JsonValue | undefined;
  description: string;
  source: string;
  since: string;
  reason: string;
  /** The id of the defect in `defects.yaml`, if it is one. */
  defect: string | undefined;
}

/** Keywords that do not affect what is accepted. */
const silent = new Set(['description', 'example', 'x-issues', 'x-field-order', 'properties', 'items', 'required']);

/**
 * Returns what a list of overlays changes, field by field and in the document's order. Each difference has the
 * description and the source of the action that made it, so actions are applied one at a time.
 */
export function contractDifferences(published: JsonObject, overlays: readonly Overlay[]): ContractDifference[] {
  const found = new Map<string, ContractDifference>();
  let document = published;
  let before = facts(document);
  for (const overlay of overlays) {
    for (const action of overlay.actions) {
      document = applyOverlay(document, { ...overlay, actions: [action] }, overlay.info.title);
      const after = facts(document);
      for (const change of changes(before, after)) merge(found, change, action);
      before = after;
    }
  }
  const order = fieldsOf(document).map(({ name }) => name);
  return [...found.values()]
    .filter(({ document: was, service: is }) => JSON.stringify(was) !== JSON.stringify(is))
    .sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
}

/**
 * Returns how two documents differ about the receipt, field by field, in the order of the second one, then of the
 * first.
 */
export function compareDocuments(a: JsonObject, b: JsonObject): DocumentDifference[] {
  return [...changes(facts(a), facts(b))];
}

type Facts = Map<string, { field: string; keyword: string; value: JsonValue }>;
export type DocumentDifference = Pick<ContractDifference, 'field' | 'keyword' | 'document' | 'service'>;

function facts(document: JsonObject): Facts {
  const known: Facts = new Map();
  const note = (field: string, keyword: string, value: JsonValue) =>
    known.set(`${field}\n${keyword}`, { field, keyword, value });
  for (const { name, schema, isRequired } of fieldsOf(document)) {
    note(name, 'field', true);
    if (name !== '' && !name.endsWith('*')) note(name, 'required', isRequired);
    for (const [keyword, value] of Object.entries(schema)) {
      // `nullable: false` is the default.
      if (!silent.has(keyword) && !(keyword === 'nullable' && value === false)) note(name, keyword, value);
    }
  }
  return known;
}

function* changes(before: Facts, after: Facts): Generator<DocumentDifference> {
  for (const [key, { field, keyword, value }] of after) {
    const was = before.get(key)?.value;
    if (JSON.stringify(was) !== JSON.stringify(value)) yield { field, keyword, document: was, service: value };
  }
  for (const [key, { field, keyword, value }] of before) {
    if (!after.has(key)) yield { field, keyword, document: value, service: undefined };
  }
}

/**
 * Merges a change into those found. A keyword that two actions change counts once: with the document's value and the
 * last action's.
 */
function merge(found: Map<string, ContractDifference>, change: DocumentDifference, action: OverlayAction): void {
  const key = `${change.field}\n${change.keyword}`;
  found.set(key, {
    ...change,
    document: found.has(key) ? found.get(key)?.document : change.document,
    description: action.description,
    source: action['x-source'],
    since: action['x-since'],
    reason: action['x-reason'],
    defect: action['x-defect'],
  });
}

/** Returns the difference that explains a keyword of a field; undefined if document and service agree on it. */
export function differenceFor(
  differences: readonly ContractDifference[],
  field: Field['name'],
  keyword: string,
): ContractDifference | undefined {
  const keywords = synonyms[keyword] ?? [keyword];
  return differences.find((difference) => difference.field === field && keywords.includes(difference.keyword));
}

/** Other keywords of the document that can state what a validator reports under one keyword. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  type: ['type', 'nullable'],
  enum: ['enum', 'nullable'],
  maxLength: ['maxLength', 'x-length-unit'],
  exclusiveMinimum: ['exclusiveMinimum', 'minimum'],
  minimum: ['minimum', 'exclusiveMinimum'],
  required: ['required', 'field'],
};
