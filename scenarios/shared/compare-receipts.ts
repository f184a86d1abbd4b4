import { at, isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';
import type { Finding } from '../../spec/types/verdict.ts';
import { formatList, formatValue, truncate } from './format-text.ts';
import { isBlank } from './receipt.ts';
import { readable, sameNumber, sameValue } from './same-value.ts';

/** A fact of the task that is missing or changed in the receipt sent, or that was added to it. */
export interface FieldMismatch {
  /** A wire key: `wasteItems.1` if the whole item is missing. */
  field: string;
  expected: string;
  found: string;
}

/**
 * Returns the facts of the receipt of the task that are lost or changed in the receipt sent, or that were added to it.
 * Values are compared by meaning (`sameValue`), masses and not their units. Lists may be in another order; null, '' and
 * an absent field are the same. Fields that the product adds are allowed, except for `reportedFacts`; added waste items
 * and other list entries are not.
 */
export function compareReceipts(asked: JsonObject, sent: JsonObject): FieldMismatch[] {
  return compare(asked, sent, []).flatMap(({ mayDiffer, ...mismatch }) => (mayDiffer ? [] : mismatch));
}

/**
 * Returns what a product may leave out or replace by its own, and did: its own references, and optional contact
 * details that it has no field for. What the receipt is about stays the same.
 */
export function findNotCarried(asked: JsonObject, sent: JsonObject): FieldMismatch[] {
  return compare(asked, sent, []).flatMap(({ mayDiffer, ...mismatch }) => (mayDiffer ? mismatch : []));
}

/** Returns one warning for all that a product may leave out or replace. */
export function describeNotCarried(mismatches: readonly FieldMismatch[]): Finding[] {
  const [first] = mismatches;
  if (first === undefined) return [];
  const list = mismatches.map(({ field, expected, found }) =>
    found === 'nothing' ? `${field} is left out` : `${field} is ${found} instead of ${expected}`,
  );
  return [{ text: `Left out or replaced, as a product may: ${formatList(list)}.`, ...first, level: 'note' }];
}

export function describeMismatch({ field, expected, found }: FieldMismatch): string {
  if (found === 'nothing') return `${field} is left out`;
  if (expected === 'nothing') return `${field} was not in the task`;
  return `${field} should be ${expected} but is ${found}`;
}

interface Difference extends FieldMismatch {
  mayDiffer: boolean;
}

/** References are the product's own affair. */
const references: readonly string[] = ['yourUniqueReference', 'otherReferencesForMovement'];

/** May be left out, but not be changed. */
const optionalContact = /^(?:carrier|brokerOrDealer|receiver)\.(?:emailAddress|phoneNumber|address)(?:\.|$)/;

/**
 * Fields that a product may not add, because they change what is reported: the parties, their numbers or reasons,
 * transport, amounts, contents and treatment of the waste. Anything else may be added: contact details, references,
 * special handling, regulatory position statements. `*` is any entry of a list.
 */
const reportedFacts: readonly string[] = [
  'brokerOrDealer',
  'hazardousWasteConsignmentCode',
  'reasonForNoConsignmentCode',
  'carrier.registrationNumber',
  'carrier.reasonForNoRegistrationNumber',
  'carrier.vehicleRegistration',
  'carrier.otherMeansOfTransport',
  'wasteItems.*.weight',
  'wasteItems.*.disposalOrRecoveryCodes',
  'wasteItems.*.pops.components',
  'wasteItems.*.pops.hazCodes',
  'wasteItems.*.hazardous.components',
  'wasteItems.*.hazardous.hazCodes',
];

/** The service drops a code that is repeated in these. In `ewcCodes` each one counts. */
const setLike: ReadonlySet<string | undefined> = new Set(['hazCodes', 'regulatoryPositionStatements']);

function compare(asked: JsonValue | undefined, sent: JsonValue | undefined, path: readonly string[]): Difference[] {
  const field = path.at(-1);
  if (isEmpty(asked)) return isEmpty(sent) ? [] : [difference(asked, sent, path)];
  if (Array.isArray(asked)) {
    if (!Array.isArray(sent)) return [difference(asked, sent, path)];
    if (setLike.has(field)) return sameSet(asked, sent) ? [] : [difference(asked, sent, path)];
    if (field === 'ewcCodes') return sameBag(asked, sent) ? [] : [difference(asked, sent, path)];
    return compareLists(asked, sent, path);
  }
  if (isObject(asked)) {
    if (!isObject(sent)) return [difference(asked, sent, path)];
    return compareWeights(asked, sent, path) ?? compareObjects(asked, sent, path);
  }
  return sameValue(asked, sent, field) ? [] : [difference(asked, sent, path)];
}

function compareObjects(asked: JsonObject, sent: JsonObject, path: readonly string[]): Difference[] {
  const lost = Object.entries(asked).flatMap(([key, value]) => compare(value, at(sent, key), [...path, key]));
  return [...lost, ...addedFacts(sent, asked, path)];
}

/** Compares masses if their units differ; null if there is nothing to convert. */
function compareWeights(asked: JsonObject, sent: JsonObject, path: readonly string[]): Difference[] | null {
  const [wanted, given] = [massOf(asked), massOf(sent)];
  if (wanted === undefined || given === undefined || wanted.metric === given.metric) return null;
  const { metric: _, amount: __, ...others } = asked;
  const rest = compareObjects(others, sent, path);
  if (sameNumber(wanted.grams, given.grams)) return rest;
  return [{ field: path.join('.'), expected: wanted.text, found: given.text, mayDiffer: false }, ...rest];
}

const gramsIn: ReadonlyMap<JsonValue | undefined, number> = new Map([
  ['Grams', 1],
  ['Kilograms', 1000],
  ['Tonnes', 1_000_000],
]);

function massOf(weight: JsonObject) {
  const [metric, amount] = [at(weight, 'metric'), at(weight, 'amount')];
  const grams = gramsIn.get(metric);
  if (grams === undefined || typeof amount !== 'number') return undefined;
  return { metric, grams: amount * grams, text: `${amount} ${metric}` };
}

function difference(asked: JsonValue | undefined, sent: JsonValue | undefined, path: readonly string[]): Difference {
  const field = path.join('.');
  const mayDiffer = references.includes(path[0] ?? '') || (optionalContact.test(field) && isEmpty(sent));
  const [expected, found] = formatted(asked ?? undefined, sent ?? undefined);
  return { field, expected, found, mayDiffer };
}

/** Formats both values. Of long texts, a reader needs the place where they part. */
function formatted(asked: JsonValue | undefined, sent: JsonValue | undefined): [string, string] {
  if (typeof asked !== 'string' || typeof sent !== 'string') return [formatValue(asked), formatValue(sent)];
  const [wanted, given] = [[...readable(asked)], [...readable(sent)]];
  const parting = wanted.findIndex((letter, index) => !sameValue(letter, given[index]));
  // A short beginning fits, and the end of a text that goes on is where it parts.
  const start = (parting < 0 ? wanted.length : parting) - shownBefore;
  if (start <= 0) return [formatValue(asked), formatValue(sent)];
  const [one, other] = [wanted, given].map((letters) => truncate(JSON.stringify(`…${letters.slice(start).join('')}`)));
  return [one ?? '', other ?? ''];
}

/** Letters shown before the place where two texts part. */
const shownBefore = 40;

/** Returns added facts. Looks no deeper than `reportedFacts`, as recorded JSON may have any depth. */
function addedFacts(sent: JsonObject, asked: JsonObject, path: readonly string[]): Difference[] {
  return Object.entries(sent).flatMap(([key, value]) => {
    if (at(asked, key) !== undefined || hasNoValue(value)) return [];
    const here = [...path, key];
    const pattern = here.join('.').replaceAll(/\.\d+/g, '.*');
    if (reportedFacts.includes(pattern)) {
      return [difference(undefined, value, here)];
    }
    const mayHoldOne = isObject(value) && reportedFacts.some((fact) => fact.startsWith(`${pattern}.`));
    return mayHoldOne ? addedFacts(value, {}, here) : [];
  });
}

function hasNoValue(value: JsonValue): boolean {
  return isEmpty(value) || (isObject(value) && Object.keys(value).length === 0);
}

/** Ignores entries that arrived unchanged at any index, and compares the others in order. */
function compareLists(asked: JsonValue[], sent: JsonValue[], path: readonly string[]): Difference[] {
  const arrived = paired(asked, sent, path);
  const lost = [...asked.keys()].filter((index) => !arrived.has(index));
  const taken = new Set(arrived.values());
  const other = [...sent.keys()].filter((place) => !taken.has(place));
  return Array.from({ length: Math.max(lost.length, other.length) }, (_, rank) => {
    const [index = -1, place = -1] = [lost[rank], other[rank]];
    return compareEntry(asked[index], sent[place], [...path, String(place < 0 ? index : place)]);
  }).flat();
}

/**
 * Matches as many expected entries as possible to sent entries without a difference (augmenting paths): a sent entry
 * may match several expected ones, because it may have added fields.
 */
function paired(asked: JsonValue[], sent: JsonValue[], path: readonly string[]): ReadonlyMap<number, number> {
  const places = asked.map((entry) =>
    sent.flatMap((other, place) => (compare(entry, other, [...path, String(place)]).length === 0 ? [place] : [])),
  );
  const holders = new Map<number, number>();
  const settle = (index: number, tried: Set<number>): boolean | undefined =>
    places[index]?.some((place) => {
      if (tried.has(place)) return false;
      tried.add(place);
      const holder = holders.get(place);
      if (holder !== undefined && !settle(holder, tried)) return false;
      holders.set(place, index);
      return true;
    });
  for (const index of asked.keys()) settle(index, new Set());
  return new Map([...holders].map(([place, index]) => [index, place]));
}

/** Compares an entry; beyond the end of the other list it is one difference. */
function compareEntry(
  asked: JsonValue | undefined,
  sent: JsonValue | undefined,
  path: readonly string[],
): Difference[] {
  return asked === undefined ? [difference(asked, sent, path)] : compare(asked, sent, path);
}

function isEmpty(value: JsonValue | undefined): boolean {
  return isBlank(value) || (Array.isArray(value) && value.length === 0);
}

function sameSet(asked: JsonValue[], sent: JsonValue[]): boolean {
  return sameBag([...new Set(asked.map(trimmed))], [...new Set(sent.map(trimmed))]);
}

/** True for the same entries the same number of times. A code is its digits: 30101 is not 030101. */
function sameBag(asked: JsonValue[], sent: JsonValue[]): boolean {
  const left = sent.map(trimmed);
  return (
    asked.length === sent.length &&
    asked.map(trimmed).every((entry) => {
      const place = left.indexOf(entry);
      return place >= 0 && left.splice(place, 1).length === 1;
    })
  );
}

function trimmed(value: JsonValue): JsonValue {
  return typeof value === 'string' ? value.trim() : value;
}
