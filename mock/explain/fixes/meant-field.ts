import type { Field } from '../../../spec/contract/fields.ts';
import type { JsonValue } from '../../../spec/json.ts';
import { nearestName } from '../../../spec/nearest-name.ts';
import { BoundedMap } from '../../bounded-map.ts';
import { type ContractFields, lastStep, parentOf, suits, typeOf } from './contract-fields.ts';
import { isNearly, normalizeName } from './fix-rule.ts';
import { isOfKind, type OtherWords, objectsByPrefix, otherWords } from './other-words.ts';

/** The field that a name means, or a few where it does not decide. */
export interface Meant {
  /** Names of fields, `*` for every entry of a list. */
  names: readonly string[];
  note?: string;
}

/** Longer names are not looked up. */
const maxName = 60;

/** More than the fields of other names in a usual receipt; a sender decides how many there are. */
const maxRemembered = 2_000;
const remembered = new WeakMap<ContractFields, BoundedMap<Meant | null>>();

/**
 * Returns the field that a caller's name means: a name nearly the same, a word of another vocabulary, or the same name
 * elsewhere; undefined for a name that means nothing. It never returns the field of that name at that place.
 */
export function meantField(
  name: string,
  parentName: string,
  value: JsonValue | undefined,
  fields: ContractFields,
): Meant | undefined {
  if (name === '' || name.length > maxName) return undefined;
  const known = remembered.get(fields) ?? new BoundedMap<Meant | null>(maxRemembered);
  remembered.set(fields, known);
  const key = JSON.stringify([parentName, name, kindOf(value)]);
  const before = known.get(key);
  if (before !== undefined) return before ?? undefined;
  const found = search({ name, parentName, value, fields });
  known.set(key, found ?? null);
  return found;
}

/** Returns all of a value that the search looks at. */
function kindOf(value: JsonValue | undefined): string {
  if (typeof value === 'string')
    return isOfKind(value, 'flag') ? 'flag' : isOfKind(value, 'number') ? 'digits' : 'text';
  if (value === null || Array.isArray(value)) return value === null ? 'null' : 'list';
  return typeof value === 'number' && isOfKind(value, 'flag') ? 'bit' : typeof value;
}

interface Asked {
  name: string;
  parentName: string;
  value: JsonValue | undefined;
  fields: ContractFields;
}

function search(asked: Asked): Meant | undefined {
  const { parentName, name } = asked;
  for (const find of searches) {
    const found = find(asked);
    const names = found?.names.filter((each) => each !== below(parentName, name)) ?? [];
    if (found !== undefined && names.length > 0) return { ...found, names };
  }
  return undefined;
}

const sameSpelling = (name: string, known: string) =>
  normalizeName(name) !== '' && normalizeName(name) === normalizeName(known);

const searches: readonly ((asked: Asked) => Meant | undefined)[] = [
  (asked) => here(asked, ({ name }) => sameSpelling(asked.name, lastStep(name))),
  (asked) => inWords(asked, asked.parentName, normalizeName(asked.name), true),
  (asked) => here(asked, ({ name }) => isNearly(asked.name, lastStep(name))),
  (asked) => nearest(asked),
  (asked) => withoutPrefix(asked),
  (asked) => elsewhere(asked, (known) => sameSpelling(asked.name, known)),
  (asked) => inOtherObjects(asked),
  (asked) => elsewhere(asked, (known) => known.length > 4 && isNearly(asked.name, known)),
  (asked) => inAnyObject(asked),
];

function here({ parentName, value, fields }: Asked, isMeant: (field: Field) => boolean): Meant | undefined {
  const found = fields.inside(parentName).find((field) => suits(value, field.schema) && isMeant(field));
  return found && { names: [found.name] };
}

function nearest({ name, parentName, value, fields }: Asked): Meant | undefined {
  const inside = fields.inside(parentName).filter(({ schema }) => suits(value, schema));
  const found = nearestName(
    name,
    inside.map((field) => lastStep(field.name)),
  );
  return found === undefined || name.length < 4 ? undefined : { names: [below(parentName, found)] };
}

/** Looks a name up among the words of one object; `isHere` says that it is meant there, so that short words count. */
function inWords({ value, fields }: Asked, parentName: string, word: string, isHere: boolean): Meant | undefined {
  const found = otherWords.find(
    (entry) =>
      entry.within.test(parentName) &&
      (isHere || entry.isShort === undefined) &&
      isOfKind(value, entry.given) &&
      entry.words.test(word) &&
      namesOf(entry, parentName).every((name) => fields.get(name) !== undefined),
  );
  if (found === undefined) return undefined;
  return { names: namesOf(found, parentName), ...(found.note === undefined ? {} : { note: found.note }) };
}

function namesOf({ now }: OtherWords, parentName: string): string[] {
  return now.map((name) => (name.startsWith('/') ? name.slice(1) : below(parentName, name)));
}

/** Looks for the object that the first word of a name tells: `carrierName` is the carrier's name. */
function withoutPrefix(asked: Asked): Meant | undefined {
  const word = normalizeName(asked.name);
  for (const { prefix, name: object } of objectsByPrefix) {
    const rest = word.replace(prefix, '');
    if (rest === word || rest === '' || asked.fields.get(object) === undefined) continue;
    const moved = { ...asked, name: rest, parentName: object };
    const found = here(moved, ({ name }) => sameSpelling(rest, lastStep(name))) ?? inWords(asked, object, rest, true);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Returns the object that the first word of a name tells; undefined if it tells none. */
export function objectOf(name: string): string | undefined {
  const word = normalizeName(name.slice(0, maxName));
  return objectsByPrefix.find(({ prefix }) => prefix.test(word))?.name;
}

/** Objects whose words are looked up from anywhere, the likeliest first. */
const objects = ['', 'wasteItems.*', 'carrier', 'receiver', 'brokerOrDealer', 'receipt'];

function inOtherObjects(asked: Asked): Meant | undefined {
  for (const object of objects) {
    if (object === asked.parentName) continue;
    const found = inWords(asked, object, normalizeName(asked.name), false);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Looks in each object for a short word at the top of a receipt, such as `email`, which may be about any of them. */
function inAnyObject(asked: Asked): Meant | undefined {
  if (asked.parentName !== '') return undefined;
  const word = normalizeName(asked.name);
  const found = objects.slice(1).flatMap((object) => inWords(asked, object, word, true)?.names ?? []);
  const names = [...new Set(found)].slice(0, maxPlaces);
  return names.length > 0 ? { names } : undefined;
}

/** The maximum number of places that a fix names. */
const maxPlaces = 3;

/** Looks for a name everywhere: what is inside the object first, and there only; else the least deep places. */
function elsewhere({ parentName, value, fields }: Asked, isMeant: (known: string) => boolean): Meant | undefined {
  const found = fields.all
    .filter(({ name, schema }) => !name.endsWith('*') && suits(value, schema) && isMeant(lastStep(name)))
    .map(({ name }) => name);
  const inside = found.filter((name) => parentName !== '' && name.startsWith(`${parentName}.`));
  const names = leastDeep(inside.length > 0 ? inside : found).slice(0, maxPlaces);
  return names.length > 0 ? { names } : undefined;
}

/** Returns the names without those that lie in the same object as another, and deeper. */
function leastDeep(names: readonly string[]): string[] {
  return names.filter(
    (name) =>
      !names.some(
        (other) =>
          other !== name &&
          name.startsWith(`${parentOf(other)}.`) &&
          depth(other) < depth(name) &&
          parentOf(other) !== '',
      ),
  );
}

function depth(name: string): number {
  return name.split('.').length;
}

function below(parentName: string, name: string): string {
  return parentName === '' ? name : `${parentName}.${name}`;
}

/** True if a field of this name at this place holds something else than it takes: a boolean for an object. */
export function isMisfit(name: string, value: JsonValue | undefined, fields: ContractFields): boolean {
  const field = fields.get(name);
  return (
    field !== undefined &&
    value !== null &&
    (typeOf(field.schema) === 'object' || typeOf(field.schema) === 'array') &&
    (typeof value === 'boolean' || !suits(value, field.schema))
  );
}
