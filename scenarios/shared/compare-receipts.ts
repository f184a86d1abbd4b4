import { at, isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';
import { formatValue } from './format-text.ts';
import { isBlank } from './receipt.ts';

/** A fact of the task that is missing or changed in the receipt sent, or that was added to it. */
export interface FieldMismatch {
  /** A wire key: `wasteItems.1` if the whole item is missing. */
  field: string;
  expected: string;
  found: string;
}

/**
 * Returns the differences between the receipt of the task and the receipt sent. These are the same fact: the same
 * instant in another notation; strings that differ in surrounding spaces; lists in another order; null, '' and an
 * absent field. Fields that the product adds are allowed, except for `reportedFacts`. Added waste items and other list
 * entries are not allowed.
 */
export function compareReceipts(asked: JsonObject, sent: JsonObject): FieldMismatch[] {
  return compare(asked, sent, []);
}

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

const setLike: ReadonlySet<string | undefined> = new Set(['ewcCodes', 'hazCodes', 'regulatoryPositionStatements']);

function compare(asked: JsonValue | undefined, sent: JsonValue | undefined, path: readonly string[]): FieldMismatch[] {
  const differs = () => [
    { field: path.join('.'), expected: formatValue(asked ?? undefined), found: formatValue(sent ?? undefined) },
  ];
  if (isEmpty(asked)) return isEmpty(sent) ? [] : differs();
  if (Array.isArray(asked)) {
    if (!Array.isArray(sent)) return differs();
    if (setLike.has(path.at(-1))) return sameSet(asked, sent) ? [] : differs();
    return compareLists(asked, sent, path);
  }
  if (isObject(asked)) {
    if (!isObject(sent)) return differs();
    const lost = Object.entries(asked).flatMap(([key, value]) =>
      value === undefined ? [] : compare(value, at(sent, key), [...path, key]),
    );
    return [...lost, ...addedFacts(sent, asked, path)];
  }
  return sameScalar(asked, sent, path.at(-1)) ? [] : differs();
}

/** Returns added facts. Looks no deeper than `reportedFacts`, as recorded JSON may have any depth. */
function addedFacts(sent: JsonObject, asked: JsonObject, path: readonly string[]): FieldMismatch[] {
  return Object.entries(sent).flatMap(([key, value]) => {
    if (at(asked, key) !== undefined || hasNoValue(value)) return [];
    const here = [...path, key];
    const pattern = here.map((step) => (/^\d+$/.test(step) ? '*' : step)).join('.');
    if (reportedFacts.includes(pattern)) {
      return [{ field: here.join('.'), expected: formatValue(undefined), found: formatValue(value) }];
    }
    const mayHoldOne = isObject(value) && reportedFacts.some((fact) => fact.startsWith(`${pattern}.`));
    return mayHoldOne ? addedFacts(value, {}, here) : [];
  });
}

function hasNoValue(value: JsonValue): boolean {
  return isEmpty(value) || (isObject(value) && Object.keys(value).length === 0);
}

/** Ignores entries that arrived unchanged at any index, and compares the others in order. */
function compareLists(asked: JsonValue[], sent: JsonValue[], path: readonly string[]): FieldMismatch[] {
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
  const settle = (index: number, tried: Set<number>): boolean =>
    (places[index] ?? []).some((place) => {
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

/** An entry beyond the end of the other list is one difference. */
function compareEntry(
  asked: JsonValue | undefined,
  sent: JsonValue | undefined,
  path: readonly string[],
): FieldMismatch[] {
  if (asked !== undefined && sent !== undefined) return compare(asked, sent, path);
  return [{ field: path.join('.'), expected: formatValue(asked), found: formatValue(sent) }];
}

function isEmpty(value: JsonValue | undefined): boolean {
  return isBlank(value) || (Array.isArray(value) && value.length === 0);
}

function sameSet(asked: JsonValue[], sent: JsonValue[]): boolean {
  const wanted = new Set(asked.map(trimmed));
  const given = new Set(sent.map(trimmed));
  return wanted.size === given.size && [...wanted].every((value) => given.has(value));
}

function sameScalar(asked: JsonValue | undefined, sent: JsonValue | undefined, key: string | undefined): boolean {
  if (trimmed(asked) === trimmed(sent)) return true;
  return key === 'dateTimeReceived' && instantOf(asked) !== null && instantOf(asked) === instantOf(sent);
}

function trimmed(value: JsonValue | undefined): JsonValue | undefined {
  return typeof value === 'string' ? value.trim() : value;
}

const dateTime = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:[.,](\d+))?(Z|[+-]\d\d(?::?\d\d)?)?$/;

/** Returns the instant; null if it is unreadable. A time without an offset is UTC, as the service reads it. */
function instantOf(value: JsonValue | undefined): number | null {
  const parts = typeof value === 'string' ? dateTime.exec(value.trim()) : null;
  if (parts === null) return null;
  const [, day, minute, second = ':00', fraction = '0', offset = 'Z'] = parts;
  const zone = offset === 'Z' ? offset : `${offset.slice(0, 3)}:${offset.slice(3).replace(':', '') || '00'}`;
  const instant = Date.parse(`${day}T${minute}${second}.${fraction.slice(0, 3).padEnd(3, '0')}${zone}`);
  return Number.isNaN(instant) ? null : instant;
}
