import { currentName, receiptFields } from '../../../spec/contract/fields.ts';
import { at, isObject, type JsonValue } from '../../../spec/json.ts';
import { claimOnField, describeClaim } from '../../../spec/unofficial-claims/read-pages.ts';
import { label, type Path } from '../../rules/located-issue.ts';
import { flagMeant, lastStep, parentOf, placeNear, typeOf } from './contract-fields.ts';
import { takes } from './examples.ts';
import { conditionOf, either, type FixContext, type FixRule, keywordOf, memberOf } from './fix-rule.ts';
import { isMisfit, type Meant, meantField, objectOf } from './meant-field.ts';
import { receiptInside, sendAlone } from './receipt-inside.ts';

/** Recognises a brief, or an envelope of one's own, instead of the receipt in it. */
export const wrapped: FixRule = ({ issue, receipt }) => {
  const isAbout = issue.path.length === 1 && (issue.errorType === 'NotAllowed' || issue.errorType === 'NotProvided');
  const inside = isAbout ? receiptInside(receipt) : undefined;
  return inside && sendAlone(inside);
};

/**
 * Recognises a name from older documents. Tried before other names: the old field is unknown, and the new one missing.
 */
export const renamed: FixRule = ({ name, parentName, issue }) => {
  const now = issue.errorType === 'NotAllowed' ? currentName(name, parentName) : undefined;
  return now === undefined ? undefined : `The field is from an older document. It is now ${now}.`;
};

/** Recognises what the service fills in from the caller's credentials and API code. */
export const filledIn: FixRule = (context) => {
  const isRule = conditionOf(context) === undefined;
  const own = isRule && /^(?:submittingOrganisation|softwareProvider)/.exec(context.fieldName)?.[0];
  return own ? `Leave it out: the service fills in ${own} itself, from the credentials and the API code.` : undefined;
};

/** Finds the value of a missing field under another name, or at another place. */
export const sentUnderAnotherName: FixRule = (context) => {
  const { name, fieldName, issue, receipt, fields } = context;
  if (issue.errorType !== 'NotProvided' || conditionOf(context)?.startsWith('warn-') === true) return undefined;
  const parent = issue.path.slice(0, -1);
  // The object itself first, then what is around it, out to the top.
  for (let depth = parent.length; depth >= 0; depth--) {
    const place = parent.slice(0, depth);
    const sent = nameFor(fieldName, place, receipt, fields);
    if (sent !== undefined) return sentText(sent, place, name, depth === parent.length);
  }
  // Then the objects inside it: `containsPops` in `pops`.
  const object = at(receipt, ...parent);
  const inside = isObject(object) ? Object.keys(object).slice(0, maxNames) : [];
  for (const key of inside) {
    const place = [...parent, key];
    const sent = nameFor(fieldName, place, receipt, fields);
    if (sent !== undefined) return sentText(sent, place, name, false);
  }
  return undefined;
};

/** The maximum number of names looked at in one object: a receipt has some ten. */
const maxNames = 30;

/** Returns the name in an object of a receipt that means a field and is not its own. */
function nameFor(
  wanted: string,
  place: Path,
  receipt: JsonValue | undefined,
  fields: FixContext['fields'],
): string | undefined {
  const object = at(receipt, ...place);
  if (!isObject(object)) return undefined;
  const parentName = nameOf(place);
  return Object.keys(object)
    .slice(0, maxNames)
    .find((key) => {
      const own = parentName === '' ? key : `${parentName}.${key}`;
      if (own === wanted) return false;
      if (parentName === parentOf(wanted) && currentName(key, parentName)?.split(/[ ,]/, 1)[0] === lastStep(wanted))
        return true;
      const value = memberOf(object, key);
      if (fields.get(own) !== undefined && !isMisfit(own, value, fields)) return false;
      const meant = meantField(key, parentName, value, fields)?.names;
      return (
        meant?.some(
          (each) =>
            each === wanted ||
            wanted.startsWith(`${each}.`) ||
            (each.startsWith(`${wanted}.`) && parentName !== parentOf(wanted)),
        ) === true
      );
    });
}

function nameOf(path: Path): string {
  return path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
}

function sentText(sent: string, place: Path, name: string, isHere: boolean): string {
  if (isHere) return `It was sent as ${sent}: call it ${name}.`;
  const where = place.length === 0 ? 'at the top of the receipt' : `in ${label(place)}`;
  return `It was sent as ${sent}, ${where}: move it here, as ${name}.`;
}

/** The maximum number of names that a fix repeats, and of letters in each. */
const [maxRepeated, maxRepeatedName] = [8, 40];

/** Finds the fields of a missing object beside it, in a flat body. */
export const sentFlat: FixRule = ({ issue, name, fieldName, parentName, parent, fields }) => {
  if (
    issue.errorType !== 'NotProvided' ||
    !isObject(parent) ||
    fields.inside(fieldName).length + fields.inside(`${fieldName}.*`).length === 0
  )
    return undefined;
  const inside = Object.keys(parent)
    .slice(0, maxNames)
    .filter((key) => {
      const own = parentName === '' ? key : `${parentName}.${key}`;
      const names = fields.get(own) === undefined ? meantField(key, parentName, parent[key], fields)?.names : undefined;
      return key.length <= maxRepeatedName && names?.every((each) => each.startsWith(`${fieldName}.`)) === true;
    })
    .slice(0, maxRepeated);
  const what = typeOf(fields.get(fieldName)?.schema ?? {}) === 'array' ? 'a list of objects' : 'an object';
  return inside.length === 0
    ? undefined
    : `Add ${name}, ${what}, and put into it what was sent beside it: ${inside.join(', ')}. It is ${takes(fieldName, fields)}.`;
};

/** Explains a field that only an unofficial page names. */
export const unofficial: FixRule = (context) => {
  const found = keywordOf(context) === 'additionalProperties' ? claimOnField(context.name) : undefined;
  return found && `${found.claim.fix} Only an unofficial page names this field. ${describeClaim(found)}`;
};

/** Suggests the field that is meant by a name of another vocabulary, nearly a name, or a name at another place. */
export const meant: FixRule = (context) => {
  const { name, parentName, fields, value } = context;
  if (keywordOf(context) !== 'additionalProperties') return undefined;
  const found = meantField(name, parentName, value, fields);
  return found && fixFor(found, context);
};

/** Recognises a known name with a value of another field: a boolean `hazardous` is `containsHazardous`. */
export const misfit: FixRule = (context) => {
  const { name, parentName, fieldName, fields, value } = context;
  if (keywordOf(context) !== 'type' || !isMisfit(fieldName, value, fields)) return undefined;
  const found = meantField(name, parentName, value, fields);
  if (found === undefined || found.names.some((each) => each.startsWith(`${fieldName}.`))) return undefined;
  return `${fixFor(found, context)} The field ${name} takes ${takes(fieldName, fields)}.`;
};

function fixFor(
  { names, note }: Meant,
  { name, parentName, parent, issue, receipt, value, fields }: FixContext,
): string {
  const [only] = names;
  const isList = only !== undefined && typeOf(fields.get(only)?.schema ?? {}) === 'array' && !Array.isArray(value);
  const remark = note ?? (isList ? 'it is a list' : undefined);
  const ending = remark === undefined ? '' : `: ${remark}`;
  if (names.length === 1 && only !== undefined && parentOf(only) === parentName) {
    const now = lastStep(only);
    const flag = flagMeant(value);
    if (memberOf(parent, now) !== undefined) return `It means ${now}, which is given as well: leave this one out.`;
    if (now.toLowerCase() === name.toLowerCase()) return `Call it ${now}: names are case-sensitive.`;
    return now.startsWith('contains') && flag !== undefined
      ? `Call it ${now}, with the value ${flag}${ending}.`
      : `Call it ${now}${ending}.`;
  }
  const places = names.map((each) => placeNear(each, issue.path));
  if (names.length === 1 && only !== undefined && isGiven(places[0] ?? '', receipt)) {
    return `It means ${places[0]}, which is given as well: leave this one out.`;
  }
  if (names.every((each) => !each.includes('.')))
    return `Send it as ${either(places)}, at the top of the receipt${ending}.`;
  return `Send it as ${either(places)}${ending}.${parentName === '' ? ' A receipt is nested, not flat.' : ''}`;
}

function isGiven(place: string, receipt: JsonValue | undefined): boolean {
  if (place.includes('*')) return false;
  const path = place.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return at(receipt, ...path) !== undefined;
}

/** Recognises a field that the contract of another date has. */
export const ofAnotherDate: FixRule = (context) =>
  keywordOf(context) === 'additionalProperties' && context.fieldName !== '' && receiptFields().has(context.fieldName)
    ? `Leave ${context.name} out: as of this date the service does not know it, as of another it does. See \`npx receipt-rehearsal spec changes\`.`
    : undefined;

/** Names what there is at the place of a field that means nothing in the contract. */
export const unknown: FixRule = (context) => {
  const { name, parentName, fields, parent } = context;
  if (keywordOf(context) !== 'additionalProperties') return undefined;
  const inside = fields.inside(parentName).map((field) => lastStep(field.name));
  const free = inside.filter((each) => memberOf(parent, each) === undefined);
  const where = parentName === '' ? 'The receipt' : `The object ${lastStep(parentName.replace(/\.\*$/, ''))}`;
  if (inside.length === 0) return undefined;
  const inObject = parentName === '' ? objectOf(name) : undefined;
  if (inObject !== undefined && fields.inside(inObject).length > 0) {
    const there = fields.inside(inObject).map((field) => lastStep(field.name));
    return `It belongs inside ${inObject}, if anywhere, which has ${all(there)}. A receipt is nested, not flat.`;
  }
  const others = free.length > 0 ? `also has ${all(free)}` : 'has all of its fields already';
  return `Leave it out: no field of a receipt is like it. ${where} ${others}.`;
};

/** Returns a list in words: `a, b and c`. */
function all(names: readonly string[]): string {
  return either(names).replace(/ or (\S+)$/, ' and $1');
}
