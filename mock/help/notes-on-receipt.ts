import type { Contract } from '../../spec/contract.ts';
import type { Note } from '../../spec/exchange.ts';
import { at, isObject, type JsonValue } from '../../spec/json.ts';
import { defects } from '../../spec/known.ts';
import { type ReceiptJudge, receiptJudge } from '../rules/judge-receipt.ts';
import type { LocatedIssue } from '../rules/located-issue.ts';
import { warningsFor } from '../rules/warnings.ts';
import { differencesInJudgement } from './compare-rule-sets.ts';
import { type Explainer, explainer, toNote } from './explain.ts';

/** What the wire answer to a receipt does not say. */
export interface ReceiptNotes {
  /** Why each error and warning is one, where the rule sets disagree, and which defects were reproduced. */
  on(receipt: JsonValue | undefined, errors: readonly LocatedIssue[], warnings: readonly LocatedIssue[]): Note[];
}

/** The notes of a mock with this contract. The other rule set is compiled when the first receipt comes. */
export function receiptNotes(contract: Contract): ReceiptNotes {
  let other: { judge: ReceiptJudge; explain: Explainer } | undefined;
  return {
    on: (receipt, errors, warnings) => {
      if (other === undefined) {
        const counterpart = contract.counterpart();
        const observed = contract.ruleSet === 'observed' ? contract : counterpart;
        other = { judge: receiptJudge(counterpart), explain: explainer(observed) };
      }
      const { judge, explain } = other;
      const elsewhere = judge(receipt);
      const [observed, published] = contract.ruleSet === 'observed' ? [errors, elsewhere] : [elsewhere, errors];
      return [
        ...[...errors, ...warnings].map((issue) => toNote(explain(issue, receipt))),
        ...differencesInJudgement(receipt, observed, published, explain),
        ...(contract.defects ? reproduced(receipt, errors, warnings) : []).map(defectNote),
      ];
    },
  };
}

/** The note that a defect was reproduced, by its id in `defects.yaml`. */
export function defectNote(id: string): Note {
  const defect = defects()[id];
  if (defect === undefined) throw new Error(`there is no defect "${id}" in spec/defects.yaml`);
  return { kind: 'defect', text: `${defect.service} ${defect.repaired}`, source: defect.source };
}

/** The ids of the defects that the judgement of a receipt shows. */
function reproduced(
  receipt: JsonValue | undefined,
  errors: readonly LocatedIssue[],
  warnings: readonly LocatedIssue[],
): string[] {
  const shown = new Set<string>();
  for (const { cause, errorType } of errors) {
    if (cause.kind === 'condition' && defects()[cause.id] !== undefined) shown.add(cause.id);
    if (cause.kind === 'schema' && cause.breach.keyword === 'type' && errorType === 'UnexpectedError') {
      shown.add('unexpected-type');
    }
  }
  const isQuiet = errors.every(({ key }) => key !== 'hazardousWasteConsignmentCode');
  const code = at(receipt, 'hazardousWasteConsignmentCode');
  if (isQuiet && Array.isArray(code) && String(code) !== '') shown.add('consignment-code-in-a-list');
  if (isObject(receipt) && warnings.length > 0) {
    const repaired = warningsFor(receipt, { defects: false });
    if (repaired.some(({ key }, index) => key !== warnings[index]?.key)) shown.add('nested-concentration-keys');
  }
  return [...shown];
}
