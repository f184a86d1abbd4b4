import type { JsonValue } from '../json.ts';
import type { Exchange, Note } from '../types/exchange.ts';
import { maskPersonalData } from './spec-personal-data.ts';

/**
 * An exchange fit to be shown in a report: the receipt that was sent without what looks like the data of real people.
 * Done twice, it is the same as done once. A name of a field is left as it is, and so is every other operation.
 */
export function maskPersonal(exchange: Exchange): Exchange {
  const { operationId, request, notes } = exchange;
  if (operationId !== 'receiveMovement' && operationId !== 'updateMovement') return exchange;
  return { ...exchange, request: { ...request, body: maskBody(request.body) }, notes: notes.map(maskNote) };
}

/** A note may quote what was sent. */
function maskNote(note: Note): Note {
  const text = maskPersonalData(note.text, '');
  return note.fix === undefined ? { ...note, text } : { ...note, text, fix: maskPersonalData(note.fix, '') };
}

function maskBody(body: Exchange['request']['body']): Exchange['request']['body'] {
  if (body === null) return null;
  return 'json' in body ? { json: maskValue(body.json, '') } : { text: maskPersonalData(body.text, '') };
}

/** Only the name of the field at hand matters: the elements of a list have the list's. */
function maskValue(value: JsonValue, field: string): JsonValue {
  if (typeof value === 'string') return maskPersonalData(value, field);
  if (Array.isArray(value)) return value.map((element) => maskValue(element, field));
  if (typeof value !== 'object' || value === null) return value;
  // fromEntries defines own properties, so a hostile `__proto__` stays a plain key.
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, maskValue(member, name)]));
}
