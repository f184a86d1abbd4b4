import { codeLists } from '../../../spec/contract/reference-data.ts';
import { isObject, type JsonObject, type JsonValue } from '../../../spec/json.ts';
import { reasonsForNoRegistrationNumber } from '../../rules/carrier.ts';
import { reasonsForNoConsignmentCode } from '../../rules/consignment.ts';
import { type ContractFields, lastStep, typeOf } from './contract-fields.ts';

/** Values that the service accepts, by the format or the condition that requires them. Reserved or invented. */
const examplesOfFormats: Readonly<Record<string, string>> = {
  guid: '8fb3c1d2-6a4e-4b7f-9c2d-1e5a7b9c3d4f',
  uuid: '8fb3c1d2-6a4e-4b7f-9c2d-1e5a7b9c3d4f',
  'iso-8601-date': '2026-10-05T09:30:00Z',
  'utc-or-bst-instant': '2026-10-05T09:30:00Z',
  'date-time': '2026-10-05T09:30:00Z',
  email: 'desk@example.com',
  'email-with-known-domain': 'desk@example.com',
  'carrier-registration': 'CBDU100482',
  'carrier-registration-or-empty': 'CBDU100482',
  'site-authorisation': 'EPR/AB1234CD',
  'site-authorisation-four-digit-deployment': 'EPR/AB1234CD',
  'postcode-uk': 'TC1 2AB',
  'postcode-uk-or-ireland': 'TC1 2AB',
  'six-digits': '170904',
  'consignment-code-format': 'CJTILE/A0001',
};

/** Returns a value of a format; undefined for an unknown format. */
export function exampleOfFormat(format: string): string | undefined {
  return Object.hasOwn(examplesOfFormats, format) ? examplesOfFormats[format] : undefined;
}

/** Values of fields whose schema has none of its own. */
const examplesOfNames: Readonly<Record<string, JsonValue>> = {
  'wasteItems.*.ewcCodes.*': '170904',
  'wasteItems.*.hazardous.hazCodes.*': 'HP_5',
  'receiver.regulatoryPositionStatements.*': 343,
  hazardousWasteConsignmentCode: 'CJTILE/A0001',
};

/** Fields that the service binds to values by a condition, not by the schema. */
const listsOfConditions: Readonly<Record<string, readonly string[]>> = {
  reasonForNoConsignmentCode: reasonsForNoConsignmentCode,
  'carrier.reasonForNoRegistrationNumber': reasonsForNoRegistrationNumber,
};

/** Returns the texts that a field must be one of; undefined where it is free or bound to a reference list. */
export function valuesOf(name: string, schema: JsonObject): readonly string[] | undefined {
  if (Object.hasOwn(listsOfConditions, name)) return listsOfConditions[name];
  const listed = schema['enum'];
  return Array.isArray(listed) ? listed.filter((value) => typeof value === 'string') : undefined;
}

/** Returns a value that a field takes, made of its required fields where it is an object. */
export function exampleOf(name: string, fields: ContractFields): JsonValue {
  const schema = fields.get(name)?.schema ?? {};
  const given = schema['example'];
  if (Object.hasOwn(examplesOfNames, name)) return examplesOfNames[name] ?? '…';
  const values = valuesOf(name, schema);
  if (values !== undefined) return values.find((value) => value === given) ?? values[0] ?? '…';
  const list = codeLists[String(schema['x-code-list'])];
  if (list !== undefined) return typeof given === 'string' && list.includes(given) ? given : (list[0] ?? '…');
  switch (typeOf(schema)) {
    case 'boolean':
      return false;
    case 'number':
    case 'integer':
      return typeof given === 'number' ? given : 1;
    case 'object': {
      const inside = fields.inside(name);
      const required = inside.filter(({ isRequired }) => isRequired);
      const shown = required.length > 0 ? required : inside.slice(0, 2);
      return Object.fromEntries(shown.map((field) => [lastStep(field.name), exampleOf(field.name, fields)]));
    }
    case 'array':
      return [exampleOf(`${name}.*`, fields)];
    default:
      return (
        exampleOfFormat(String(schema['x-format'] ?? schema['format'])) ?? (typeof given === 'string' ? given : '…')
      );
  }
}

/** The maximum length of an example: longer ones are told by the names of their fields. */
const maxExample = 110;

/** Returns what a field takes, in words: `one of Gas, Liquid`, `text, such as "WB-10482"`. */
export function takes(name: string, fields: ContractFields): string {
  const schema = fields.get(name)?.schema ?? {};
  const values = valuesOf(name, schema);
  if (values !== undefined) return values.length === 1 ? `"${values[0]}"` : `one of ${values.join(', ')}`;
  const example = exampleOf(name, fields);
  const shown = JSON.stringify(example);
  const list = schema['x-code-list'];
  if (typeof list === 'string') return `a code of GET /reference-data/${list}, such as ${shown}`;
  switch (typeOf(schema)) {
    case 'boolean':
      return 'true or false, without quotes';
    case 'integer':
      return `a whole number without quotes, such as ${shown}`;
    case 'number':
      return `a number without quotes, such as ${shown}`;
    case 'object':
      return shown.length <= maxExample ? `an object, such as ${shown}` : `an object with ${namesIn(example)}`;
    case 'array':
      return shown.length <= maxExample ? `a list, such as ${shown}` : `a list of objects with ${namesIn(example)}`;
    default:
      return shown === '"…"' ? 'text' : `text, such as ${shown}`;
  }
}

function namesIn(example: JsonValue): string {
  const object = Array.isArray(example) ? example[0] : example;
  return (isObject(object) ? Object.keys(object) : []).join(', ');
}
