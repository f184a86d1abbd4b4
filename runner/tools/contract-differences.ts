import { type ContractDifference, compareDocuments } from '../../spec/contract/compare-documents.ts';
import { compareOperations } from '../../spec/contract/compare-operations.ts';
import { type Contract, loadContract } from '../../spec/contract/contract.ts';
import { isDate } from '../../spec/contract/dates.ts';
import { documentChanges, textDifferences } from '../../spec/contract/document-history.ts';
import { fieldsOf } from '../../spec/contract/fields.ts';
import { firstKnownDate, observedConditions, observedDefects } from '../../spec/contract/observed-conditions.ts';
import { ContractError } from '../../spec/contract/read-document.ts';
import { type RuleSet, ruleSets } from '../../spec/contract/rule-sets.ts';
import { at, isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';

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

/** One difference between our document and another one. */
export interface DocumentChange {
  /** A field of the receipt, or an operation. */
  field: string;
  /** A schema keyword, `field`, a part of an operation, or `text`. */
  aspect: string;
  ours: string;
  theirs: string;
}

/** Returns the differences of another document on the receipt and on the operations. */
export function changesInWords(ours: JsonObject, theirs: JsonObject): DocumentChange[] {
  const operations = compareOperations(ours, theirs).map(({ operation, part, a, b }) => {
    const none = `no such ${part.split(' ')[0]}`;
    return { field: operation, aspect: part, ours: a ?? none, theirs: b ?? none };
  });
  return [...fieldChanges(ours, theirs), ...operations];
}

/** Returns the differences of fields. A field that only one document has is one, with all that is said of it. */
function fieldChanges(ours: JsonObject, theirs: JsonObject): DocumentChange[] {
  const changes = compareDocuments(ours, theirs);
  const alone = new Set(changes.flatMap(({ field, keyword }) => (keyword === 'field' ? [field] : [])));
  const isBelow = (field: string) => [...alone].some((other) => field.startsWith(`${other}.`));
  return changes.flatMap(({ field, keyword, document, service }): DocumentChange[] => {
    if (isBelow(field)) return [];
    if (!alone.has(field)) {
      return [{ field, aspect: keyword, ours: inWords(keyword, document), theirs: inWords(keyword, service) }];
    }
    if (keyword !== 'field') return [];
    const words = (isOurs: boolean) => {
      const said = changes.flatMap((each) => {
        const value = isOurs ? each.document : each.service;
        return each.field !== field || each.keyword === 'field' || value === undefined
          ? []
          : [inWords(each.keyword, value)];
      });
      return (isOurs ? document : service) === undefined ? 'no such field' : ['a field', ...said].join('; ');
    };
    return [{ field, aspect: keyword, ours: words(true), theirs: words(false) }];
  });
}

/** A state of the contract: what `spec export` writes into a document, and what `spec diff` compares with. */
export interface ContractState {
  ruleSet: RuleSet;
  asOf: string;
}

/** Where an exported document has its state. */
const marks = { ruleSet: 'x-rule-set', asOf: 'x-as-of' } as const;

/** Returns a contract's document with the state that it is of. */
export function markedDocument({ document, ruleSet, asOf }: Contract): JsonObject {
  const info = document['info'];
  const state = { [marks.ruleSet]: ruleSet, [marks.asOf]: asOf };
  return { ...document, info: { ...(isObject(info) ? info : {}), ...state } };
}

/**
 * Returns the state that a document says it is of; null for a document without one, as those of other makers are.
 * @throws ContractError for a state that there is not. `place` names the document.
 */
export function markedState(document: JsonObject, place: string): ContractState | null {
  const [ruleSet, asOf] = [at(document, 'info', marks.ruleSet), at(document, 'info', marks.asOf)];
  if (ruleSet === undefined && asOf === undefined) return null;
  const known = ruleSets.find((each) => each === ruleSet);
  if (known === undefined) {
    throw new ContractError(`${place}: info.${marks.ruleSet} must be one of ${ruleSets.join(', ')}`);
  }
  if (typeof asOf !== 'string' || !isDate(asOf)) {
    throw new ContractError(`${place}: info.${marks.asOf} must be a date in quotes, such as "2026-10"`);
  }
  return { ruleSet: known, asOf };
}

/**
 * Returns the date of our published document that another document equals in all that can be compared; null if it
 * equals none. Of several dates it is the newest.
 */
export function recognisedDate(theirs: JsonObject): string | null {
  const dates = [firstKnownDate(), ...documentChanges()];
  const equal = (asOf: string) => {
    return changesInWords(loadContract({ ruleSet: 'published', asOf }).document, theirs).length === 0;
  };
  return dates.findLast(equal) ?? null;
}

/** Returns what the prose of the published document says on one date and on another, as differences. */
export function textChanges(ours: string, theirs: string): DocumentChange[] {
  return textDifferences(ours, theirs).map(({ field, a, b }) => ({ field, aspect: 'text', ours: a, theirs: b }));
}
