import { abbreviations, type FieldLabels, fieldLabels, fillers, holders } from '../../spec/field-labels.ts';
import { at, isObject, type JsonValue } from '../../spec/json.ts';
import { type AnsweredIssue, withBrackets } from '../shared/response.ts';
import { empty, type Failure, failureWords } from './failure-words.ts';

/** How a user can find a fault by the messages: in the product's own words, in the API's, or not at all. */
export type Coverage = 'own words' | 'wire text' | 'nothing';

export interface Match {
  /** In the order of the issues. */
  coverage: Coverage[];
  /** What else the messages name, if it is too much to tell the faults from the rest. */
  strays: string[];
}

/** A message may name a few other things, as the ticket or the lorry that it is about, and still be clear. */
const maxStrays = 3;
/** As above, for all messages together. */
const maxStraysOfAll = 4;
/** A shorter value can be anything: a digit of a date, a word of a sentence. */
const minValueLength = 3;
const minWireLength = 8;
/** Bounds for hostile messages and receipts. */
const maxMessageLength = 20_000;
const maxMessages = 500;
const maxValueLength = 100;
const maxValues = 300;

/**
 * Decides for each issue whether a reader could find that fault by the messages. A message that names more other
 * fields than it may covers nothing: it would fit everything. So do all messages, if they name too many together.
 * `possible`: the fields that might have been wrong instead; a text that names more than half of the rest fits all.
 */
export function matchMessages(
  messages: readonly string[],
  issues: readonly AnsweredIssue[],
  sent: JsonValue,
  possible: readonly string[] = [],
): Match {
  const faults = issues.map((issue) => faultOf(issue, sent));
  const atFault = new Set(faults.flatMap(({ allowed }) => allowed));
  const spared = new Set(possible.flatMap(groupsOf).filter((name) => !atFault.has(name)));
  const values = valuesOf(sent);
  const read = messages.slice(0, maxMessages).map((message) => readMessage(message, faults, values));
  const straysOf = (some: readonly ReadMessage[]) =>
    [...new Set(some.flatMap(({ named }) => [...named]))].filter((name) => !atFault.has(name));
  const fitsAll = (some: readonly ReadMessage[], max: number) => {
    const strays = straysOf(some);
    const wrong = strays.filter((name) => spared.has(name) && some.some(({ labelled }) => labelled.has(name)));
    return strays.length > max || wrong.length > spared.size / 2;
  };
  const usable = read.filter(
    (message) => !fitsAll([message], Math.max(maxStrays, message.named.size - straysOf([message]).length)),
  );
  const left = fitsAll(usable, Math.max(maxStraysOfAll, new Set(faults.map(({ name }) => name)).size)) ? [] : usable;
  return {
    coverage: faults.map((fault) => bestOf(left.map((message) => coverageBy(message, fault)))),
    strays: left.length < read.length ? straysOf(read) : [],
  };
}

/**
 * Decides whether a reader could tell by the messages that this failure happened, and no other. A list of the receipt's
 * fields fits any refusal.
 */
export function matchFailure(messages: readonly string[], failure: Failure): Coverage {
  const read = messages.slice(0, maxMessages).map((message) => readMessage(message, [], []));
  const isList = new Set(read.flatMap(({ named }) => [...named])).size > maxStrays;
  return isList ? 'nothing' : bestOf(read.map(({ text }) => failureIn(text, failure)));
}

function failureIn(text: string, failure: Failure): Coverage {
  const { own, wire } = failureWords[failure];
  const bare = text.replace(empty, ' ');
  if (own.test(bare.replace(wire, ' '))) return 'own words';
  return wire.test(bare) ? 'wire text' : 'nothing';
}

interface Fault {
  name: string;
  key: string;
  /** The service's own text, readable as it is compared. */
  wire: string;
  value: string | undefined;
  /** The names that may be mentioned because of this fault. */
  allowed: string[];
}

interface ReadMessage {
  text: string;
  /** Without the service's own texts and keys. */
  rest: string;
  named: ReadonlySet<string>;
  /** Those of `named` that are named by a label or by their name on the wire. */
  labelled: ReadonlySet<string>;
  /** True if nothing is named by a phrase. */
  isHint: boolean;
}

function faultOf({ key, message }: AnsweredIssue, sent: JsonValue): Fault {
  const name = fieldNameOf(key);
  const value = textOfValue(at(sent, ...key.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step))));
  const labels = labelsOf(name);
  const others = labels
    .flatMap(({ explainedBy = [], foundBy = [] }) => [...explainedBy, ...foundBy])
    .filter((other) => !isOfOthers(other, name));
  return { name, key, wire: plain(message), value, allowed: [name, ...others].flatMap(groupsOf) };
}

/** True if another party or kind holds the field. */
function isOfOthers(other: string, name: string): boolean {
  const holderOf = (field: string) => holders.find(({ within }) => within.test(field));
  const holder = holderOf(name);
  return holder !== undefined && holderOf(other) !== undefined && holderOf(other) !== holder;
}

/** Returns the name of the field at a key: `wasteItems.0.ewcCodes.1` is `wasteItems.*.ewcCodes`. */
function fieldNameOf(key: string): string {
  return key.replace(/\.\d+(?:\.\d+)*(?=\.|$)/g, '.*').replace(/\.\*$/, '');
}

function labelsOf(name: string): FieldLabels[] {
  const known = fieldLabels.filter(({ fields }) => fields.includes(name));
  return known.length > 0 ? known : [{ fields: [name], phrases: [wordsOf(name)] }];
}

/** Returns the words of a field without labels of its own, such as one that the service does not know. */
function wordsOf(name: string): string {
  const last = name.split('.').findLast((step) => step !== '*') ?? name;
  return tokensOf(last.replace(/([a-z\d])([A-Z])/g, '$1 $2'))
    .filter((word) => !stopWords.has(word))
    .join(' ');
}

/** Returns the groups of fields that a name may mean. Fields that share their labels count once. */
function groupsOf(name: string): string[] {
  return labelsOf(name).flatMap(({ fields: [first] }) => first ?? []);
}

function readMessage(message: string, faults: readonly Fault[], values: readonly [string, string][]): ReadMessage {
  const text = plain(message.slice(0, maxMessageLength));
  const rest = withoutWireText(text, faults);
  const parts = partsOf(rest);
  const namedBy = (isNamed: typeof isNamedBy) =>
    fieldLabels.flatMap((labels) => (isNamed(parts, labels) ? (labels.fields[0] ?? []) : []));
  const certain = [...namedBy(isNamedBy), ...wireNamesIn(rest).flatMap(groupsOf)];
  const isHint = certain.length === 0;
  const labelled = new Set(isHint ? namedBy(isHintedAtBy) : certain);
  const valued = values.flatMap(([name, value]) => (hasValue(text, value) ? groupsOf(name) : []));
  return { text, rest, named: new Set([...labelled, ...valued]), labelled, isHint };
}

function bestOf(found: readonly Coverage[]): Coverage {
  if (found.includes('own words')) return 'own words';
  return found.includes('wire text') ? 'wire text' : 'nothing';
}

function coverageBy({ text, rest, isHint }: ReadMessage, fault: Fault): Coverage {
  if (isAboutAnotherItem(text, fault.key)) return 'nothing';
  if (isNamedIn(rest, fault) || (isHint && isNamedIn(rest, fault, isHintedAtBy))) return 'own words';
  if (fault.value !== undefined && hasValue(rest, fault.value)) return 'own words';
  const spellings = [fault.key, withBrackets(fault.key)].map(plain);
  const isQuoted = fault.wire !== '' && text.includes(fault.wire);
  const isNamed = spellings.some((each) => text.includes(each)) || wireNamesIn(text).includes(fault.name);
  return isQuoted || isNamed || isNamedIn(text, fault) ? 'wire text' : 'nothing';
}

function isNamedIn(text: string, { name }: Fault, isNamed = isNamedBy): boolean {
  const parts = partsOf(text);
  const names = [name, ...labelsOf(name).flatMap(({ foundBy = [] }) => foundBy)];
  return names.some((each) =>
    labelsOf(each).some((labels) =>
      isNamed(
        parts.filter((part) => !isOfAnotherHolder(part, each, labels)),
        labels,
      ),
    ),
  );
}

/**
 * True if the words around a label that several fields have say that it is another's: "the carrier's postcode" is not
 * the site's.
 */
function isOfAnotherHolder(part: readonly string[], name: string, { fields }: FieldLabels): boolean {
  if (fields.length < 2) return false;
  const has = ({ words }: { words: string }) => words.split('|').some((word) => part.includes(stem(word)));
  const own = holders.filter(({ within }) => within.test(name));
  const others = holders.filter(({ within }) => !within.test(name) && fields.some((field) => within.test(field)));
  return others.some(has) && !own.some(has);
}

/** True if the parts of a message name the field by one of its labels. */
function isNamedBy(parts: readonly string[][], labels: FieldLabels): boolean {
  const { phrases, alone, choices, notWith } = compiled(labels);
  const open = parts.filter((part) => !part.some((word) => notWith.has(word)));
  const chosen = new Set(open.flat().filter((word) => choices.has(word)));
  return (
    chosen.size > 1 || open.some((part) => isAlone(part, alone) || phrases.some((phrase) => hasPhrase(part, phrase)))
  );
}

function isHintedAtBy(parts: readonly string[][], labels: FieldLabels): boolean {
  const { hints, notWith } = compiled(labels);
  return parts.some((part) => part.some((word) => hints.has(word)) && !part.some((word) => notWith.has(word)));
}

type Words = ReadonlySet<string>;
type Phrase = readonly Words[];

interface CompiledLabels {
  phrases: readonly Phrase[];
  hints: Words;
  alone: Words;
  choices: Words;
  notWith: Words;
}

const cache = new WeakMap<FieldLabels, CompiledLabels>();

function compiled(labels: FieldLabels): CompiledLabels {
  const known = cache.get(labels);
  if (known !== undefined) return known;
  const made = {
    phrases: labels.phrases.map((phrase) => phrase.split(' ').map(wordsIn)),
    hints: wordsIn(labels.hints),
    alone: wordsIn(labels.alone),
    choices: wordsIn(labels.choices),
    notWith: wordsIn(labels.notWith),
  };
  cache.set(labels, made);
  return made;
}

function wordsIn(alternatives = ''): Words {
  return new Set(alternatives.split('|').map(stem));
}

function isAlone(part: readonly string[], words: Words): boolean {
  const [only, ...others] = part.filter((word) => !stopWords.has(word) && !fillers.has(word));
  return only !== undefined && others.length === 0 && words.has(only);
}

function hasPhrase(part: readonly string[], pattern: Phrase): boolean {
  const isAhead = (words: Phrase, isLinked: boolean) => part.some((_, from) => follows(part, from, words, isLinked));
  return isAhead(pattern, false) || (pattern.length > 1 && isAhead(pattern.toReversed(), true));
}

/** True if the words follow one another from there; `isLinked`: with "of" or "for" among them. */
function follows(part: readonly string[], from: number, pattern: Phrase, isLinked: boolean): boolean {
  let place = from;
  let links = 0;
  for (const [index, words] of pattern.entries()) {
    let skipped = 0;
    while (index > 0 && place < part.length && !words.has(part[place] ?? '')) {
      const word = part[place] ?? '';
      if (linkWords.has(word)) links++;
      else if (!stopWords.has(word)) {
        if (!fillers.has(word) || skipped > 0) return false;
        skipped++;
      }
      place++;
    }
    if (!words.has(part[place] ?? '')) return false;
    place++;
  }
  return !isLinked || links > 0;
}

const linkWords: ReadonlySet<string> = new Set(['of', 'for']);
const stopWords: ReadonlySet<string> = new Set(
  'the a an of for is are was were be been your our their this that it its there to in on at or and and/or any each did does do has have'
    .split(' ')
    .map(stem),
);

/** Idioms whose words would name a field. */
const idioms =
  /\b(?:out of date|up to date|pop[ -]?ups?|in the form of|description of (?:the|this|your) (?:error|problem|fault))\b/g;

/** Returns what a reader reads: lower case, composed, without markup, quotation marks and escapes. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/<\/?[a-z][^<>]{0,200}>|\n/gi, ' ; ')
    .replace(/&(?:nbsp|amp|quot|#39|apos);/g, ' ')
    .replace(/[\\"“”„«»`*_]/g, ' ')
    .replace(/[’‘]/g, "'")
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/** Returns the words of each part of each sentence. */
function partsOf(text: string): string[][] {
  return text
    .replace(idioms, ' ')
    .replace(/\bn(?:o|r|os)\.(?=\s|$)|\bno(?= of\b)|№|#/g, ' number ')
    .replace(/\b(reg|lic|ref|tel|haz|veh|cons|e\.g|i\.e)\./g, '$1 ')
    .split(/[,;:!?•|]|\.(?=\s|$)/)
    .flatMap((part) => [part, ...halvesOf(part)])
    .map(tokensOf);
}

/** Splits a part that is about two fields: in "Container type and permit number", neither is the other's number. */
function halvesOf(part: string): string[] {
  const halves = part.split(/ (?:and|&|or) /);
  return halves.length > 1 ? halves : [];
}

function tokensOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\d]+(?:'[\p{L}]+)?/gu) ?? [])
    .map(stem)
    .map((word) => (Object.hasOwn(abbreviations, word) ? (abbreviations[word] ?? word) : word));
}

/** Removes the ending of a plural or a genitive. */
function stem(word: string): string {
  const bare = word.replace(/'s$/, '').replaceAll("'", '');
  if (bare.length < 4 || !/[^sui]s$/.test(bare)) return bare;
  return bare.endsWith('ies') ? `${bare.slice(0, -3)}y` : bare.slice(0, -1);
}

/** Removes the service's own text, with and without the field in front, and the key. */
function withoutWireText(text: string, faults: readonly Fault[]): string {
  const texts = faults.flatMap(({ key, wire }) => {
    const [, , end = ''] = /^("?\S+"?) (.*)$/.exec(wire) ?? [];
    const keys = [key, withBrackets(key)].map(plain).filter((each) => /[.[]/.test(each));
    return [wire, end, ...keys].filter((each) => each.length >= minWireLength);
  });
  return texts.toSorted((a, b) => b.length - a.length).reduce((left, each) => left.replaceAll(each, ' '), text);
}

/** The names of fields that are no words of English, such as `vehicleRegistration`, by their spelling in `plain`. */
const wireNames: ReadonlyMap<string, readonly string[]> = new Map(
  [
    ...Map.groupBy(
      fieldLabels.flatMap(({ fields }) => fields),
      (field) => field.split('.').findLast((step) => step !== '*') ?? '',
    ),
  ]
    .filter(([leaf]) => /[a-z][A-Z]/.test(leaf))
    .map(([leaf, fields]) => [leaf.toLowerCase(), fields]),
);

function wireNamesIn(text: string): string[] {
  return (text.match(/[a-z]{4,}/g) ?? []).flatMap((word) => wireNames.get(word) ?? []);
}

/** True if the text is about one waste item or several, and the fault is in none of them. They count from 0 or 1. */
function isAboutAnotherItem(text: string, key: string): boolean {
  const index = Number(/^wasteItems\.(\d+)/.exec(key)?.[1] ?? Number.NaN);
  const said = [
    ...text.matchAll(
      /\b(?:item|line|row|entry|stream)s? ?(?:number |no\.? ?|# ?)?(\d{1,2}(?:(?: ?[,&-] ?| and | to )\d{1,2})*)\b/g,
    ),
  ];
  if (said.length === 0 || Number.isNaN(index)) return false;
  return said.every(([, list = '']) => {
    const numbers = (list.match(/\d+/g) ?? []).map(Number);
    const isRange = / to |-/.test(list);
    const isMeant = (place: number) =>
      isRange ? Math.min(...numbers) <= place && place <= Math.max(...numbers) : numbers.includes(place);
    return !isMeant(index) && !isMeant(index + 1);
  });
}

/** Returns a value as a user may have entered it; undefined if it is too short or too long to be recognised. */
function textOfValue(value: JsonValue | undefined): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = plain(String(value));
  const letters = typeof value === 'number' ? text : (text.match(/[\p{L}\d]/gu) ?? []);
  return letters.length >= minValueLength && text.length <= maxValueLength ? text : undefined;
}

/** Looks for the value by its letters and digits, whatever is between them. */
function hasValue(text: string, value: string): boolean {
  const letters = value.match(/[\p{L}\d]/gu) ?? [];
  return new RegExp(`(?<![\\p{L}\\d])${letters.join('[^\\p{L}\\d]{0,3}')}(?![\\p{L}\\d])`, 'u').test(text);
}

/** Values by which a product names the receipt that it speaks of. */
const namesOfReceipts = new Set(['yourUniqueReference', 'wasteItems.*.wasteDescription', 'dateTimeReceived']);

/** Returns the values of the receipt that a reader would recognise, each with its field. Plain words are not among them. */
function valuesOf(sent: JsonValue): [string, string][] {
  const found: [string, string][] = [];
  const left: [string, JsonValue][] = [['', sent]];
  for (let entry = left.pop(); entry !== undefined && found.length < maxValues; entry = left.pop()) {
    const [name, value] = entry;
    if (Array.isArray(value))
      left.push(...value.slice(0, maxValues).map((each): [string, JsonValue] => [`${name}.*`, each]));
    else if (isObject(value)) {
      for (const [key, each] of Object.entries(value).slice(0, maxValues))
        left.push([name === '' ? key : `${name}.${key}`, each]);
    } else {
      const text = textOfValue(value);
      const field = name.replace(/\.\*$/, '');
      if (text !== undefined && /[\d ]/.test(text) && !namesOfReceipts.has(field)) found.push([field, text]);
    }
  }
  return found;
}
