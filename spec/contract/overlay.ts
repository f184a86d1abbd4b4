import { createRequire } from 'node:module';
import { isObject, type JsonObject, type JsonValue } from '../json.ts';
import { type Dated, isDate } from './dates.ts';

// Loaded when the first overlay is applied: the package includes overlaid documents.
const require = createRequire(import.meta.url);
const jsonPath = () => require('json-p3') as typeof import('json-p3');

/** One action of an OpenAPI Overlay 1.0 document. The `x-` fields state the source of the difference. */
export interface OverlayAction {
  /** RFC 9535 JSONPath. */
  target: string;
  description: string;
  update?: JsonValue;
  remove?: true;
  'x-source': string;
  'x-since': string;
  /** The date on which the difference ended, if it did. */
  'x-until'?: string;
  'x-reason': string;
  /** What a document says in prose, where the action reverts a change of its prose: see `published.yaml`. */
  'x-says'?: readonly { field: string; before: string; now: string }[];
  /** The id of the defect in `defects.yaml` that the action reproduces, if it is one. */
  'x-defect'?: string;
}

export interface Overlay {
  overlay: string;
  info: { title: string; version: string };
  actions: OverlayAction[];
}

/** An overlay, or its file, that cannot be applied. The message names the place and the fix. */
export class OverlayError extends Error {
  override name = 'OverlayError';
}

/**
 * Checks the shape of an overlay document.
 * @throws OverlayError naming `place` and the invalid action.
 */
export function readOverlay(value: unknown, place: string): Overlay {
  if (!isObject(value) || value['overlay'] !== '1.0.0') {
    throw new OverlayError(`${place}: not an OpenAPI Overlay 1.0 document; its first field must be "overlay: 1.0.0"`);
  }
  if (!Array.isArray(value['actions']) || value['actions'].length === 0) {
    throw new OverlayError(`${place}: "actions" must be a list with at least one action`);
  }
  for (const [index, action] of value['actions'].entries()) {
    const here = `${place}: actions[${index}]`;
    if (!isObject(action)) throw new OverlayError(`${here} must be an object`);
    for (const field of ['target', 'description', 'x-source', 'x-since', 'x-reason']) {
      if (typeof action[field] !== 'string') throw new OverlayError(`${here}.${field} is required, as a string`);
    }
    for (const field of ['x-since', 'x-until']) {
      const date = action[field];
      if (date !== undefined && !(typeof date === 'string' && isDate(date))) {
        throw new OverlayError(`${here}.${field} must be a month or a day, such as 2026-09 or 2026-09-17`);
      }
    }
    if ('update' in action === (action['remove'] === true)) {
      throw new OverlayError(`${here} must have either "update" or "remove: true"`);
    }
  }
  return value as unknown as Overlay;
}

/** Returns the dates of an action. */
export function datesOf(action: OverlayAction): Dated {
  const until = action['x-until'];
  return { since: action['x-since'], ...(until === undefined ? {} : { until }) };
}

/**
 * Returns the document with every action of the overlay applied in order, as Overlay 1.0 says: objects merge, lists
 * grow, anything else is replaced. The given document stays unchanged.
 * @throws OverlayError if an action matches nothing: otherwise the difference would be lost silently.
 */
export function applyOverlay(document: JsonObject, overlay: Overlay, place: string): JsonObject {
  const result = structuredClone(document);
  for (const [index, action] of overlay.actions.entries()) {
    const here = `${place}: actions[${index}] (target ${action.target})`;
    const nodes = find(result, action.target, here);
    if (nodes.length === 0) {
      throw new OverlayError(`${here} matches nothing in "${title(document)}": fix the target, or remove the action`);
    }
    // Backwards, so that removing one element of a list does not shift those still to be removed.
    for (const location of nodes.toReversed()) change(result, location, action, here);
  }
  return result;
}

type Location = (string | number)[];

function find(document: JsonObject, target: string, here: string): Location[] {
  try {
    return Array.from(jsonPath().query(target, document), (node) => node.location);
  } catch (error) {
    throw new OverlayError(`${here} is not a JSONPath: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function change(document: JsonObject, location: Location, action: OverlayAction, here: string): void {
  const last = location.at(-1);
  if (last === undefined) throw new OverlayError(`${here} would change the whole document; name a part of it`);
  const parent = location
    .slice(0, -1)
    .reduce<JsonValue>((value, step) => (value as JsonObject)[step] ?? null, document);
  if (action.remove === true) {
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else delete (parent as JsonObject)[last];
  } else {
    const holder = parent as JsonObject;
    holder[last] = merge(holder[last] ?? null, action.update ?? null);
  }
}

function merge(value: JsonValue, update: JsonValue): JsonValue {
  if (Array.isArray(value) && Array.isArray(update)) return [...value, ...update];
  if (!isObject(value) || !isObject(update)) return structuredClone(update);
  const result: JsonObject = { ...value };
  for (const [key, part] of Object.entries(update)) {
    const before = result[key];
    result[key] = before === undefined ? structuredClone(part) : merge(before, part);
  }
  return result;
}

function title(document: JsonObject): string {
  const info = document['info'];
  return isObject(info) && typeof info['title'] === 'string' ? info['title'] : 'the document';
}
