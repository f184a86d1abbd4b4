import { type ContractDifference, differenceFor } from '../../spec/contract/compare-documents.ts';
import type { Contract } from '../../spec/contract/contract.ts';
import { fieldName, fieldsOf } from '../../spec/contract/fields.ts';
import { observedConditions, observedDefects } from '../../spec/contract/observed-conditions.ts';
import type { JsonValue } from '../../spec/json.ts';
import type { Note } from '../../spec/types/exchange.ts';
import type { LocatedIssue } from '../rules/located-issue.ts';
import { suggestFix } from './fixes.ts';
import { describeRule } from './rule-in-words.ts';

/** Why an issue is one: the rule, its source, and what would likely put it right. */
export interface Explanation {
  key: string;
  rule: string;
  /** A source id of `sources.yaml`. */
  source: string;
  fix: string;
}

export type Explainer = (issue: LocatedIssue, receipt: JsonValue | undefined) => Explanation;

/** The source of what nothing contradicts: the published document itself. */
const documentSource = 'oas-2026-06';

/** Explains the issues of a contract's judge. Reads what it needs when it is first asked: most requests have no issue. */
export function explainer(contract: Contract): Explainer {
  let knownFields: string[] | undefined;
  return (issue, receipt) => {
    knownFields ??= fieldsOf(contract.document).map(({ name }) => name);
    const fix = suggestFix(issue, receipt, knownFields);
    return { key: issue.key, ...ruleOf(issue, contract.differences()), fix };
  };
}

function ruleOf(
  { cause, path }: LocatedIssue,
  differences: readonly ContractDifference[],
): Pick<Explanation, 'rule' | 'source'> {
  if (cause.kind === 'condition') return ruleOfCondition(cause.id);
  const { keyword } = cause.breach;
  const field = fieldName(keyword === 'additionalProperties' ? path.slice(0, -1) : path);
  const difference = differenceFor(differences, field, keyword);
  const rule = describeRule(cause.breach);
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

/** An explanation as a note of the journal. */
export function toNote({ key, rule, source, fix }: Explanation): Note {
  return { kind: 'explanation', key, text: rule, source, fix };
}
