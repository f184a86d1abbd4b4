import { at, isObject, type JsonObject, type JsonValue } from '../spec/json.ts';
import { isBlank } from './receipt.ts';
import { inWords } from './wording.ts';

/** One fact that was asked for and did not arrive, or did arrive and was not asked for, in words. */
export interface Difference {
  /** A wire key: `wasteItems.1` where the whole item is missing. */
  field: string;
  expected: string;
  found: string;
}

/**
 * Where the receipt sent differs from the receipt asked for. These are the same fact: `dateTimeReceived` written in
 * another way for the same instant; strings that differ in spaces around them; lists of codes in another order; and
 * null, '' or an absent field where nothing was asked for. Fields that the product adds are fine. Waste items and
 * other list entries that it adds are not, and those lists keep their order.
 */
export function differences(asked: JsonObject, sent: JsonObject): Difference[] {
  return compare(asked, sent, []);
}

const setLike: ReadonlySet<string | undefined> = new Set(['ewcCodes', 'hazCodes', 'regulatoryPositionStatements']);

function compare(asked: JsonValue | undefined, sent: JsonValue | undefined, path: readonly string[]): Difference[] {
  const differs = () => [
    { field: path.join('.'), expected: inWords(asked ?? undefined), found: inWords(sent ?? undefined) },
  ];
  if (asksNothing(asked)) return asksNothing(sent) ? [] : differs();
  if (Array.isArray(asked)) {
    if (!Array.isArray(sent)) return differs();
    if (setLike.has(path.at(-1))) return sameSet(asked, sent) ? [] : differs();
    const longer = asked.length >= sent.length ? asked : sent;
    return longer.flatMap((_, index) => compareEntry(asked[index], sent[index], [...path, String(index)]));
  }
  if (isObject(asked)) {
    if (!isObject(sent)) return differs();
    return Object.entries(asked).flatMap(([key, value]) =>
      value === undefined ? [] : compare(value, at(sent, key), [...path, key]),
    );
  }
  return sameScalar(asked, sent, path.at(-1)) ? [] : differs();
}

/** An entry beyond the end of the other list is one difference, whatever it holds. */
function compareEntry(
  asked: JsonValue | undefined,
  sent: JsonValue | undefined,
  path: readonly string[],
): Difference[] {
  if (asked !== undefined && sent !== undefined) return compare(asked, sent, path);
  return [{ field: path.join('.'), expected: inWords(asked), found: inWords(sent) }];
}

function asksNothing(value: JsonValue | undefined): boolean {
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

/** Without an offset a time is in UTC, as the service reads it. Null where it cannot be read. */
function instantOf(value: JsonValue | undefined): number | null {
  const parts = typeof value === 'string' ? dateTime.exec(value.trim()) : null;
  if (parts === null) return null;
  const [, day, minute, second = ':00', fraction = '0', offset = 'Z'] = parts;
  const zone = offset === 'Z' ? offset : `${offset.slice(0, 3)}:${offset.slice(3).replace(':', '') || '00'}`;
  const instant = Date.parse(`${day}T${minute}${second}.${fraction.slice(0, 3).padEnd(3, '0')}${zone}`);
  return Number.isNaN(instant) ? null : instant;
}
