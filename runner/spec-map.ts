import type { Contract } from '../spec/contract.ts';
import { type Difference, differencesOf } from '../spec/differences.ts';
import { type Field, fieldsOf } from '../spec/fields.ts';
import type { JsonValue } from '../spec/json.ts';
import { conditions, defects } from '../spec/known.ts';

/** One line of the map: what is said and done about one field. */
export interface MapEntry {
  /** `wasteItems.*.weight`; empty for the receipt itself. */
  field: string;
  /** A keyword of the schema, or the id of a condition. */
  aspect: string;
  document: string;
  service: string;
  /** What this mock does under its observed rule set. */
  mock: string;
  since: string;
  source: string;
  defect: string | null;
}

/** Where document and running service differ, field by field, and what the mock does about it. */
export function mapOfDifferences(contract: Contract): MapEntry[] {
  const schema = differencesOf(contract.published, contract.overlays).map((difference) => ({
    ...entryOf(difference),
    mock: 'as the service',
  }));
  const beyond = Object.entries(conditions()).flatMap(([id, condition]) =>
    condition.fields.map((field) => ({
      field,
      aspect: id,
      document: condition.document,
      service: condition.service,
      mock: 'as the service',
      since: condition.since,
      source: condition.source,
      defect: null,
    })),
  );
  const order = fieldsOf(contract.document).map(({ name }) => name);
  return [...schema, ...beyond].sort((one, other) => order.indexOf(one.field) - order.indexOf(other.field));
}

function entryOf({ field, keyword, document, service, since, source, defect }: Difference): Omit<MapEntry, 'mock'> {
  const words = { document: inWords(keyword, document), service: inWords(keyword, service) };
  return { field, aspect: keyword, ...words, since, source, defect: defect ?? null };
}

/** The fields on which document and service agree. */
export function agreedFields(contract: Contract, map: readonly MapEntry[]): string[] {
  const differing = new Set(map.map(({ field }) => field));
  return fieldsOf(contract.document).flatMap(({ name }) => (name === '' || differing.has(name) ? [] : [name]));
}

/** The defects of the service that are no difference between it and its document, and those that are. */
export function defectMap() {
  return Object.entries(defects()).map(([id, defect]) => ({ id, ...defect }));
}

function inWords(keyword: string, value: JsonValue | undefined): string {
  switch (keyword) {
    case 'required':
      return value === true ? 'required' : 'optional';
    case 'field':
      return value === undefined ? 'no such field' : 'a field';
    case 'additionalProperties':
      return value === false ? 'unknown fields are refused' : 'unknown fields are allowed';
    case 'nullable':
      return value === true ? 'null is taken' : 'null is refused';
    case 'minLength':
      return value === undefined ? 'may be empty' : 'not empty';
    case 'x-code-list':
      return value === undefined ? 'bound to no list' : `a code of the list ${value}`;
    case 'x-safe-number':
      return value === undefined ? 'any number' : 'within 2^53-1 either way';
    default:
      break;
  }
  if (value === undefined) return `no ${keyword} in the schema`;
  return `${keyword} ${Array.isArray(value) ? value.join(', ') : String(value)}`;
}

/** Where two documents differ about the receipt: a line for each field and keyword. */
export interface DocumentChange {
  field: string;
  aspect: string;
  ours: string;
  theirs: string;
}

const silent = new Set(['description', 'example', 'properties', 'items', 'required', 'x-issues']);

export function changesBetween(ours: Contract['published'], theirs: Contract['published']): DocumentChange[] {
  const [mine, other] = [factsOf(ours), factsOf(theirs)];
  return [...new Set([...mine.keys(), ...other.keys()])].flatMap((key) => {
    const [a, b] = [mine.get(key), other.get(key)];
    const [field = '', aspect = ''] = key.split('\n');
    return a === b ? [] : [{ field, aspect, ours: a ?? 'nothing', theirs: b ?? 'nothing' }];
  });
}

function factsOf(document: Contract['published']): Map<string, string> {
  return new Map(fieldsOf(document).flatMap(factsOfField));
}

function factsOfField({ name, schema, isRequired }: Field): [string, string][] {
  const keywords = Object.entries(schema).filter(
    ([keyword, value]) => !silent.has(keyword) && !isUsual(keyword, value),
  );
  const facts: [string, string][] = keywords.map(([keyword, value]) => [`${name}\n${keyword}`, JSON.stringify(value)]);
  return name === '' || name.endsWith('*')
    ? facts
    : [...facts, [`${name}\nrequired`, isRequired ? 'required' : 'optional']];
}

/** Saying what holds anyway is no difference. */
function isUsual(keyword: string, value: JsonValue): boolean {
  return keyword === 'nullable' && value === false;
}
