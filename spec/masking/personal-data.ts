import type { JsonValue } from '../json.ts';
import type { Exchange, Note } from '../types/exchange.ts';
import { emailAddressesIn } from './email-addresses.ts';
import { personalNamesIn } from './person-names.ts';
import { telephoneNumbersIn } from './phone-numbers.ts';

/**
 * Masks what looks like the data of real people in an exchange's receipt, so that a report may show it. Idempotent.
 * Names of fields stay as they are, and so does every other operation.
 */
export function maskPersonal(exchange: Exchange): Exchange {
  const { operationId, request, notes } = exchange;
  if (operationId !== 'receiveMovement' && operationId !== 'updateMovement') return exchange;
  return { ...exchange, request: { ...request, body: maskBody(request.body) }, notes: notes.map(maskNote) };
}

/** Masks a note, which may quote what was sent. */
function maskNote(note: Note): Note {
  const text = maskPersonalData(note.text, '');
  return note.fix === undefined ? { ...note, text } : { ...note, text, fix: maskPersonalData(note.fix, '') };
}

function maskBody(body: Exchange['request']['body']): Exchange['request']['body'] {
  if (body === null) return null;
  return 'json' in body ? { json: maskValue(body.json, '') } : { text: maskPersonalData(body.text, '') };
}

/**
 * Masks personal data in a value. Only the name of the nearest field matters: the elements of a list have the list's.
 */
function maskValue(value: JsonValue, field: string): JsonValue {
  if (typeof value === 'string') return maskPersonalData(value, field);
  if (Array.isArray(value)) return value.map((element) => maskValue(element, field));
  if (typeof value !== 'object' || value === null) return value;
  // fromEntries defines own properties, so a hostile `__proto__` stays a plain key.
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, maskValue(member, name)]));
}

/**
 * Data that looks like a real person's: a heuristic. It cannot know whether a person is real; it knows what is reserved
 * for examples, and treats all else as possibly real.
 */

export type PersonalKind = 'email' | 'telephone' | 'name';

/** A range of a text that has the form of personal data. `masked` null: reserved for examples, so it stays. */
export interface Span {
  start: number;
  end: number;
  masked: string | null;
}

export interface PersonalMatch {
  kind: PersonalKind;
  /** The form that may be shown: `j…@g….com (looks real)`. */
  masked: string;
}

const looksReal = ' (looks real)';
const marker =
  /(?:(?<email>[\p{L}\d*]…@[\p{L}\d*]…\.[\p{L}\d-]+)|(?<telephone>\+?\d\d…\d\d)|(?<name>\p{Lu}…(?: \p{Lu}…){0,3})) \(looks real\)/gu;

/**
 * Returns the personal data that a text seems to contain. `field` is the name of the text's field, such as
 * `carrier.phoneNumber`; empty if there is none. A text that was masked before gives the same result.
 */
export function personalDataIn(text: string, field: string): PersonalMatch[] {
  return [...maskPersonalData(text, field).matchAll(marker)].flatMap(({ 0: masked, groups }) => {
    const kind = kinds.find((each) => groups?.[each] !== undefined);
    return kind === undefined ? [] : [{ kind, masked }];
  });
}

const kinds: readonly PersonalKind[] = ['email', 'telephone', 'name'];

/** Masks the personal data in a text: recognisable as what it was, but useless. */
export function maskPersonalData(text: string, field: string): string {
  let masked = maskOnce(text, field);
  // Masking may expose text beside it. Two rounds are enough except for text made to prolong this.
  for (let before = text, rounds = 1; masked !== before && rounds < maxRounds; rounds++) {
    before = masked;
    masked = maskOnce(masked, field);
  }
  return masked;
}

const maxRounds = 6;

/** A part of a text. Settled: masked, or reserved, and not examined again. */
interface Piece {
  text: string;
  isSettled: boolean;
}

function maskOnce(text: string, field: string): string {
  const { isForTelephones, isReference, isAddress } = purposeOf(field);
  const markers = [...text.matchAll(marker)].map(({ 0: match, index }) => {
    return { start: index, end: index + match.length, masked: null };
  });
  let pieces = cut(text, markers);
  const look = (find: (part: string) => Span[]) => {
    pieces = pieces.flatMap((piece) => (piece.isSettled ? piece : cut(piece.text, find(piece.text))));
  };
  look(emailAddressesIn);
  if (!isReference) look((part) => telephoneNumbersIn(part, isForTelephones));
  look((part) => personalNamesIn(part, isAddress));
  return pieces.map((piece) => piece.text).join('');
}

function cut(text: string, spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { start, end, masked } of spans) {
    pieces.push({ text: text.slice(from, start), isSettled: false });
    pieces.push({ text: masked === null ? text.slice(start, end) : masked + looksReal, isSettled: true });
    from = end;
  }
  pieces.push({ text: text.slice(from), isSettled: false });
  return pieces;
}

/** Returns the purpose of a field, by the last part of its name; a product's own fields follow the same conventions. */
function purposeOf(field: string): { isForTelephones: boolean; isReference: boolean; isAddress: boolean } {
  const name = field.split('.').findLast((step) => step !== '*') ?? '';
  const isForTelephones = /phone|mobile|fax|^tel|contactnum/i.test(name);
  // The last word by itself: a pattern that looks for an end after `date` is quadratic on hostile names.
  const lastWord = name.split(/\W/).at(-1) ?? '';
  const isReference = !isForTelephones && /(?:code|codes|number|reference|registration|id|ids)$|date/i.test(lastWord);
  return { isForTelephones, isReference, isAddress: /address$/i.test(name) && !/mail/i.test(name) };
}
