import { type ContractDifference, differenceFor } from '../../spec/contract/compare-documents.ts';
import type { SchemaViolation } from '../../spec/contract/compile-schema.ts';
import type { Contract } from '../../spec/contract/contract.ts';
import { fieldName } from '../../spec/contract/fields.ts';
import { observedConditions, observedDefects } from '../../spec/contract/observed-conditions.ts';
import { at, type JsonValue } from '../../spec/json.ts';
import type { Note } from '../../spec/types/exchange.ts';
import type { LocatedIssue } from '../rules/located-issue.ts';
import { type ContractFields, contractFields } from './fixes/contract-fields.ts';
import { suggestFix } from './fixes.ts';

/** Why something is an issue: the rule, its source, and the likely fix. */
export interface Explanation {
  key: string;
  rule: string;
  /** A source id of `sources.yaml`. */
  source: string;
  fix: string;
}

export type Explainer = (issue: LocatedIssue, receipt: JsonValue | undefined) => Explanation;

/** Returns the source of rules that nothing contradicts: the published document of the contract's date. */
export function documentSourceOf({ published }: Pick<Contract, 'published'>): string {
  const source = at(published, 'info', 'x-source');
  // A document of the user's own does not say what it rests on.
  return typeof source === 'string' ? source : 'oas-2026-09';
}

/** Creates the explainer of a contract's issues. It loads what it needs on first use: most requests have no issue. */
export function explainer(contract: Contract): Explainer {
  let fields: ContractFields | undefined;
  return (issue, receipt) => {
    fields ??= contractFields(contract.document);
    const fix = suggestFix(issue, receipt, fields);
    return { key: issue.key, ...ruleOf(issue, contract.differences(), documentSourceOf(contract)), fix };
  };
}

function ruleOf(
  { cause, path }: LocatedIssue,
  differences: readonly ContractDifference[],
  documentSource: string,
): Pick<Explanation, 'rule' | 'source'> {
  if (cause.kind === 'condition') return ruleOfCondition(cause.id);
  const { keyword } = cause.violation;
  const field = fieldName(keyword === 'additionalProperties' ? path.slice(0, -1) : path);
  const difference = differenceFor(differences, field, keyword);
  const rule = describeRule(cause.violation);
  if (difference === undefined) return { rule, source: documentSource };
  return { rule: `${rule} ${difference.reason}`, source: difference.source };
}

function ruleOfCondition(id: string): Pick<Explanation, 'rule' | 'source'> {
  const condition = observedConditions()[id];
  if (condition !== undefined) return { rule: condition.service, source: condition.source };
  const defect = observedDefects()[id];
  if (defect === undefined) throw new Error(`there is no condition and no defect "${id}" in spec/`);
  return { rule: `${defect.service} ${defect.repaired}`, source: defect.source };
}

/** Returns an explanation as a note of the journal. */
export function toNote({ key, rule, source, fix }: Explanation): Note {
  return { kind: 'explanation', key, text: rule, source, fix };
}

const kindsOfText: Readonly<Record<string, string>> = {
  uuid: 'a UUID',
  guid: 'a UUID, with or without dashes and brackets',
  'date-time': 'an instant of ISO 8601, such as 2026-10-05T09:30:00Z',
  'iso-8601-date': 'a date or an instant of ISO 8601, such as 2026-10-05T09:30:00Z',
  'utc-or-bst-instant':
    'an instant in UTC or British summer time, with seconds, such as 2026-10-05T09:30:00Z or 2026-10-05T10:30:00+01:00',
  email: 'an e-mail address',
  'email-with-known-domain': 'an e-mail address whose top-level domain exists',
  'six-digits': 'six digits, without spaces',
  'carrier-registration': 'a carrier registration of England, Wales, Scotland or Northern Ireland, such as CBDU100482',
  'carrier-registration-or-empty':
    'a carrier registration of England, Wales, Scotland or Northern Ireland, such as CBDU100482, or empty',
  'site-authorisation': 'a site authorisation of one of the four nations, such as EPR/AB1234CD',
  'site-authorisation-four-digit-deployment': 'a site authorisation of one of the four nations, such as EPR/AB1234CD',
  'postcode-uk': 'a postcode of the United Kingdom, with one space, such as TC1 2AB',
  'postcode-uk-or-ireland': 'a postcode of the United Kingdom, with one space, or an Eircode',
};

/** Describes the rule of the schema that a violation breaks, as a sentence without its subject. */
function describeRule({ keyword, limit, schema }: SchemaViolation): string {
  switch (keyword) {
    case 'required':
      return 'It is required.';
    case 'additionalProperties':
      return 'Fields that are not in the contract are refused.';
    case 'type':
      return `It must be ${article(Array.isArray(schema['type']) ? String(schema['type'][0]) : String(limit))}.`;
    case 'enum':
      return `It must be one of ${Array.isArray(limit) ? limit.filter((value) => value !== null).join(', ') : limit}.`;
    case 'x-code-list':
      return `It must be a code of the list ${limit} (GET /reference-data/${limit}).`;
    case 'minLength':
      return 'It must not be empty.';
    case 'maxLength':
      return `It must not be longer than ${limit} characters.`;
    case 'x-type':
      return 'It must be text.';
    case 'format':
    case 'x-format':
      return `It must be ${kindsOfText[String(limit)] ?? `of the format ${limit}`}.`;
    case 'x-safe-number':
      return 'It must be between -(2^53-1) and 2^53-1.';
    case 'exclusiveMinimum':
      return `It must be more than ${limit}.`;
    case 'minimum':
      return `It must be ${limit} or more.`;
    case 'minItems':
      return `The list must have ${limit} or more entries.`;
    case 'maxItems':
      return `The list must have at most ${limit} entries.`;
    default:
      return `It must satisfy “${keyword}” of the schema.`;
  }
}

function article(type: string): string {
  return type === 'integer' || type === 'array' || type === 'object' ? `an ${type}` : `a ${type}`;
}
