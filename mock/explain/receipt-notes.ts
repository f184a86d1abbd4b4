import type { Contract } from '../../spec/contract/contract.ts';
import { observedDefects } from '../../spec/contract/observed-conditions.ts';
import { ContractError } from '../../spec/contract/read-document.ts';
import { at, isObject, type JsonValue } from '../../spec/json.ts';
import type { Note } from '../../spec/types/exchange.ts';
import type { LocatedIssue } from '../rules/located-issue.ts';
import { createReceiptValidator } from '../rules/validate-receipt.ts';
import { warningsFor } from '../rules/warnings.ts';
import { compareRuleSets } from './compare-rule-sets.ts';
import { type Explainer, explainer, toNote } from './explain.ts';

/** What the wire answer to a receipt does not say. */
export interface ReceiptNotes {
  /** Why each error and warning is one, where the rule sets disagree, and which defects were reproduced. */
  on(receipt: JsonValue | undefined, errors: readonly LocatedIssue[], warnings: readonly LocatedIssue[]): Note[];
  /** Why an issue is one that neither rule set knows of: it is about the organisation. */
  about(issue: LocatedIssue, receipt: JsonValue | undefined): Note;
}

/** The notes of a mock with this contract. The other rule set is compiled when the first receipt comes. */
export function receiptNotes(contract: Contract): ReceiptNotes {
  let other: { compare: Comparison; explain: Explainer } | undefined;
  return {
    about: (issue, receipt) => {
      other ??= otherRuleSet(contract);
      return toNote(other.explain(issue, receipt));
    },
    on: (receipt, errors, warnings) => {
      other ??= otherRuleSet(contract);
      const { compare, explain } = other;
      return [
        ...explanations([...errors, ...warnings], receipt, explain),
        ...compare(receipt, errors),
        ...(contract.defects ? reproduced(receipt, errors, warnings, contract) : []).map(defectNote),
      ];
    },
  };
}

/** More errors and warnings than these are counted, not explained one by one: a body can have a hundred thousand. */
const maxExplained = 200;

function explanations(issues: readonly LocatedIssue[], receipt: JsonValue | undefined, explain: Explainer): Note[] {
  const notes = issues.slice(0, maxExplained).map((issue) => toNote(explain(issue, receipt)));
  const more = issues.length - maxExplained;
  if (more <= 0) return notes;
  return [...notes, { kind: 'explanation', text: `And ${more} more errors like these.`, source: 'oas-2026-06' }];
}

type Comparison = (receipt: JsonValue | undefined, errors: readonly LocatedIssue[]) => Note[];

function otherRuleSet(contract: Contract): { compare: Comparison; explain: Explainer } {
  const counterpart = contract.counterpart();
  if (counterpart instanceof ContractError) {
    const text = `The rule sets cannot be compared: ${counterpart.message}`;
    return { compare: () => [{ kind: 'difference', text, source: 'oas-2026-06' }], explain: explainer(contract) };
  }
  const judge = createReceiptValidator(counterpart);
  const isObserved = contract.ruleSet === 'observed';
  const explain = explainer(isObserved ? contract : counterpart);
  return {
    explain,
    compare: (receipt, errors) => {
      const elsewhere = judge(receipt);
      const [observed, published] = isObserved ? [errors, elsewhere] : [elsewhere, errors];
      return compareRuleSets(receipt, observed, published, explain);
    },
  };
}

/** The note that a defect was reproduced, by its id in `defects.yaml`. */
export function defectNote(id: string): Note {
  const defect = observedDefects()[id];
  if (defect === undefined) throw new Error(`there is no defect "${id}" in spec/defects.yaml`);
  return { kind: 'defect', text: `${defect.service} ${defect.repaired}`, source: defect.source };
}

/** The ids of the defects that the judgement of a receipt shows. */
function reproduced(
  receipt: JsonValue | undefined,
  errors: readonly LocatedIssue[],
  warnings: readonly LocatedIssue[],
  { rules }: Contract,
): string[] {
  const shown = new Set<string>();
  for (const { cause, errorType } of errors) {
    if (cause.kind === 'condition' && observedDefects()[cause.id] !== undefined) shown.add(cause.id);
    if (cause.kind === 'schema' && cause.breach.keyword === 'type' && errorType === 'UnexpectedError') {
      shown.add('unexpected-type');
    }
  }
  const isQuiet = errors.every(({ key }) => key !== 'hazardousWasteConsignmentCode');
  const code = at(receipt, 'hazardousWasteConsignmentCode');
  if (isQuiet && Array.isArray(code)) shown.add('consignment-code-in-a-list');
  if (isObject(receipt) && warnings.length > 0) {
    const repaired = warningsFor(receipt, {
      rules: new Set([...rules].filter((id) => observedDefects()[id] === undefined)),
    });
    if (repaired.some(({ key }, index) => key !== warnings[index]?.key)) shown.add('nested-concentration-keys');
  }
  return [...shown];
}
