import { type Explainer, type Explanation, explainer } from '../../mock/explain/explain.ts';
import { reasonForNoConsignmentCodeIssues } from '../../mock/rules/consignment.ts';
import type { LocatedIssue } from '../../mock/rules/located-issue.ts';
import { createReceiptValidator } from '../../mock/rules/validate-receipt.ts';
import { warningsFor } from '../../mock/rules/warnings.ts';
import type { Contract, RuleSet } from '../../spec/contract/contract.ts';
import { observedDefects } from '../../spec/contract/observed-conditions.ts';
import { ContractError } from '../../spec/contract/read-document.ts';
import { isObject, type JsonValue } from '../../spec/json.ts';
import type { ErrorType } from '../../spec/types/issue.ts';
import { safe } from '../cli/terminal.ts';

/** An error or a warning, as on the wire, with what explains it. */
export interface Explained extends Explanation {
  errorType: ErrorType;
  message: string;
}

/** What one rule set says of a receipt. */
export interface ReceiptExplanation {
  ruleSet: RuleSet;
  /** The date of the contract. */
  asOf: string;
  accepted: boolean;
  /** The defect that the answer stumbles over though no rule is broken; null where there is none. */
  defect: string | null;
  errors: Explained[];
  warnings: Explained[];
  /** What the service has not looked at yet, and will refuse once the errors are mended. */
  notLookedAtYet: Explained[];
}

/** What both rule sets say of a receipt, the running service first. No server is asked, so any API code is as good as known. */
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

/** The reason for a missing consignment code is looked at only when nothing else is wrong. */
function stillToCome(receipt: JsonValue, contract: Contract, errors: readonly LocatedIssue[]): LocatedIssue[] {
  if (contract.ruleSet === 'published' || errors.length === 0 || !isObject(receipt)) return [];
  const told = new Set(errors.map(({ key }) => key));
  return told.has('hazardousWasteConsignmentCode')
    ? []
    : reasonForNoConsignmentCodeIssues(receipt, contract).filter(({ key }) => !told.has(key));
}

/** The routes reproduce it, not the rules: see mock/routes/movements.ts. */
function stumbledOver(receipt: JsonValue, contract: Contract): string | null {
  if (!contract.rules.has('carrier-omitted') || !isObject(receipt) || receipt['carrier'] !== undefined) return null;
  const { service, repaired } = observedDefects()['carrier-omitted'] ?? {};
  return `${service} ${repaired}`;
}

const names: Readonly<Record<RuleSet, string>> = {
  observed: 'The running service, as observed',
  published: 'The published document',
};

/** Judgements as text for a person. What the receipt had a hand in is made harmless. */
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
    ? `${name}: accepted, with ${warnings.length === 0 ? 'no warning' : count(warnings, 'warning')}.`
    : `${name}: refused, with ${count(errors, 'error')}.`;
  if (defect !== null) return [`${name}: not accepted. ${defect}`, ...warnings.map(asLines)].join('\n');
  const later = notLookedAtYet.length === 0 ? [] : ['  Not looked at yet, and refused once the rest is mended:'];
  return [head, ...errors.map(asLines), ...warnings.map(asLines), ...later, ...notLookedAtYet.map(asLines)].join('\n');
}

function asLines({ key, errorType, message, rule, source, fix }: Explained): string {
  return [
    `  ${safe(key)}  ${errorType}`,
    `    ${safe(message)}`,
    `    rule  ${safe(rule)} [${source}]`,
    `    mend  ${safe(fix)}`,
  ].join('\n');
}
