import { type ContractDifference, compareDocuments } from '../../spec/contract/compare-documents.ts';
import type { Contract } from '../../spec/contract/contract.ts';
import { fieldsOf } from '../../spec/contract/fields.ts';
import { observedConditions, observedDefects } from '../../spec/contract/observed-conditions.ts';
import type { JsonObject, JsonValue } from '../../spec/json.ts';

/** One difference between document and live service, on one field. */
export interface MapEntry {
  /** `wasteItems.*.weight`; empty for the receipt itself. */
  field: string;
  /** A schema keyword, or the id of a condition. */
  aspect: string;
  document: string;
  service: string;
  /** What the mock does under the observed rule set. */
  mock: string;
  since: string;
  source: string;
  defect: string | null;
}

/** Returns the differences between the document and the live service by field, and what the mock does. */
export function mapOfDifferences(contract: Contract): MapEntry[] {
  const schema = contract.differences().map((difference) => ({
    ...entryOf(difference),
    mock: 'like the service',
  }));
  const beyond = Object.entries(observedConditions()).flatMap(([id, condition]) =>
    (contract.rules.has(id) ? condition.fields : []).map((field) => ({
      field,
      aspect: id,
      document: condition.document,
      service: condition.service,
      mock: 'like the service',
      since: condition.since,
      source: condition.source,
      defect: null,
    })),
  );
  const order = fieldsOf(contract.document).map(({ name }) => name);
  return [...schema, ...beyond].sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
}

function entryOf({
  field,
  keyword,
  document,
  service,
  since,
  source,
  defect,
}: ContractDifference): Omit<MapEntry, 'mock'> {
  const words = { document: inWords(keyword, document), service: inWords(keyword, service) };
  return { field, aspect: keyword, ...words, since, source, defect: defect ?? null };
}

/** Returns the fields on which document and service agree. */
export function agreedFields(contract: Contract, map: readonly MapEntry[]): string[] {
  const differing = new Set(map.map(({ field }) => field));
  return fieldsOf(contract.document).flatMap(({ name }) => (name === '' || differing.has(name) ? [] : [name]));
}

/** Returns the defects that the service has on the contract's date. */
export function defectMap({ rules }: Pick<Contract, 'rules'>) {
  return Object.entries(observedDefects()).flatMap(([id, defect]) => (rules.has(id) ? [{ id, ...defect }] : []));
}

function inWords(keyword: string, value: JsonValue | undefined): string {
  switch (keyword) {
    case 'required':
      if (value === undefined) return 'no such field';
      return value === true ? 'required' : 'optional';
    case 'field':
      return value === undefined ? 'no such field' : 'a field';
    case 'additionalProperties':
      return value === false ? 'unknown fields are refused' : 'unknown fields are allowed';
    case 'nullable':
      return value === true ? 'null is accepted' : 'null is refused';
    case 'minLength':
      if (value === undefined) return 'may be empty';
      return value === 1 ? 'not empty' : `minLength ${value}`;
    case 'x-code-list':
      return value === undefined ? 'any value' : `a code of the list ${value}`;
    case 'x-type':
      return value === undefined ? 'no other type' : 'a string, or a year as a number';
    case 'x-format':
      return value === undefined ? 'no narrower format' : `narrower: format ${value}`;
    case 'x-length-unit':
      return value === undefined ? 'counted in characters' : 'counted in UTF-16 units';
    case 'x-safe-number':
      return value === undefined ? 'any number' : 'from -(2^53-1) to 2^53-1';
    default:
      break;
  }
  if (value === undefined) return `no ${keyword} in the schema`;
  return `${keyword} ${Array.isArray(value) ? value.join(', ') : String(value)}`;
}

/** Returns the differences of another document on the receipt, for each field and keyword. */
export interface DocumentChange {
  field: string;
  aspect: string;
  ours: string;
  theirs: string;
}

export function changesInWords(ours: JsonObject, theirs: JsonObject): DocumentChange[] {
  return compareDocuments(ours, theirs).map(({ field, keyword, document, service }) => {
    return { field, aspect: keyword, ours: inWords(keyword, document), theirs: inWords(keyword, service) };
  });
}
