import { type Explainer, type Explanation, explainer } from '../../mock/explain/explain.ts';
import { receiptInside } from '../../mock/explain/fixes/receipt-inside.ts';
import { reasonForNoConsignmentCodeIssues } from '../../mock/rules/consignment.ts';
import type { LocatedIssue } from '../../mock/rules/located-issue.ts';
import { createReceiptValidator } from '../../mock/rules/validate-receipt.ts';
import { warningsFor } from '../../mock/rules/warnings.ts';
import type { Contract, RuleSet } from '../../spec/contract/contract.ts';
import { observedDefects } from '../../spec/contract/observed-conditions.ts';
import { ContractError } from '../../spec/contract/read-document.ts';
import { isObject, type JsonValue } from '../../spec/json.ts';
import type { ErrorType } from '../../spec/types/issue.ts';
import { UsageError } from '../cli/exit-codes.ts';
import { safe } from '../cli/terminal.ts';

/** An error or a warning as on the wire, with its explanation. */
export interface Explained extends Explanation {
  errorType: ErrorType;
  message: string;
}

/** The result of one rule set. */
export interface ReceiptExplanation {
  ruleSet: RuleSet;
  /** The date of the contract. */
  asOf: string;
  accepted: boolean;
  /** The defect of the service that the receipt triggers, although no rule is broken; null if none. */
  defect: string | null;
  errors: Explained[];
  warnings: Explained[];
  /** Errors that the service has not checked yet, and will report once the others are fixed. */
  notLookedAtYet: Explained[];
}

/**
 * Returns the receipt of an input, and a notice where the input is not the receipt itself: a whole brief, as a driver
 * gets it, or something else with a receipt inside.
 * @throws UsageError for a brief of several receipts.
 */
export function receiptOf(input: JsonValue): { receipt: JsonValue; notice?: string } {
  const inside = receiptInside(input);
  if (inside === undefined) return { receipt: input };
  const { member, receipts, isBrief } = inside;
  const what = isBrief ? 'a whole brief, not a receipt' : 'not a receipt itself';
  const [receipt, ...others] = receipts;
  if (receipt === undefined || others.length > 0) {
    throw new UsageError(`the input is ${what}: explain one of its ${receipts.length} ${safe(member)} alone`);
  }
  return { receipt, notice: `The input is ${what}: its member ${safe(member)} is explained.` };
}

/** Explains a receipt under both rule sets, the live service first. Without a server, any API code counts as known. */
export function explainReceipt(receipt: JsonValue, observed: Contract): ReceiptExplanation[] {
  const explain = explainer(observed);
  const published = observed.counterpart();
  if (published instanceof ContractError) throw published;
  return [observed, published].map((contract) => judgement(receipt, contract, explain));
}

function judgement(receipt: JsonValue, contract: Contract, explain: Explainer): ReceiptExplanation {
  const errors = createReceiptValidator(contract)(receipt);
  const warnings = errors.length === 0 && isObject(receipt) ? warningsFor(receipt, contract) : [];
  const explained = (issue: LocatedIssue): Explained => {
    const { errorType, message } = issue;
    return { errorType, message, ...explain(issue, receipt) };
  };
  const defect = errors.length === 0 ? stumbledOver(receipt, contract) : null;
  return {
    ruleSet: contract.ruleSet,
    asOf: contract.asOf,
    accepted: errors.length === 0 && defect === null,
    defect,
    errors: errors.map(explained),
    warnings: warnings.map(explained),
    notLookedAtYet: stillToCome(receipt, contract, errors).map(explained),
  };
}

/** The service checks the reason for a missing consignment code only if nothing else is wrong. */
function stillToCome(receipt: JsonValue, contract: Contract, errors: readonly LocatedIssue[]): LocatedIssue[] {
  if (contract.ruleSet === 'published' || errors.length === 0 || !isObject(receipt)) return [];
  const told = new Set(errors.map(({ key }) => key));
  return told.has('hazardousWasteConsignmentCode')
    ? []
    : reasonForNoConsignmentCodeIssues(receipt, contract).filter(({ key }) => !told.has(key));
}

/** Reproduced by the routes, not by the rules: see mock/routes/movements.ts. */
function stumbledOver(receipt: JsonValue, contract: Contract): string | null {
  if (!contract.rules.has('carrier-omitted') || !isObject(receipt) || receipt['carrier'] !== undefined) return null;
  const { service, repaired } = observedDefects()['carrier-omitted'] ?? {};
  return `${service} ${repaired}`;
}

const names: Readonly<Record<RuleSet, string>> = {
  observed: 'The live service, as observed',
  published: 'The published document',
};

/** Formats the explanations for people, with control characters escaped. */
export function explanationsAsText(judgements: readonly ReceiptExplanation[]): string {
  return judgements.map(judgementAsText).join('\n\n');
}

function judgementAsText({
  ruleSet,
  asOf,
  accepted,
  defect,
  errors,
  warnings,
  notLookedAtYet,
}: ReceiptExplanation): string {
  const name = `${names[ruleSet]}, as of ${asOf}`;
  const count = (list: readonly unknown[], word: string) => `${list.length} ${word}${list.length === 1 ? '' : 's'}`;
  const head = accepted
    ? `${name}: accepted, with ${warnings.length === 0 ? 'no warnings' : count(warnings, 'warning')}.`
    : `${name}: refused, with ${count(errors, 'error')}.`;
  if (defect !== null) return [`${name}: not accepted. ${defect}`, ...warnings.map(asLines)].join('\n');
  const later = notLookedAtYet.length === 0 ? [] : ['  Not checked yet, and refused once the errors above are fixed:'];
  return [head, ...errors.map(asLines), ...warnings.map(asLines), ...later, ...notLookedAtYet.map(asLines)].join('\n');
}

function asLines({ key, errorType, message, rule, source, fix }: Explained): string {
  return [
    `  ${safe(key)}  ${errorType}`,
    `    ${safe(message)}`,
    `    rule  ${safe(rule)} [${source}]`,
    `    fix   ${safe(fix)}`,
  ].join('\n');
}
