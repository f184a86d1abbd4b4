import { type Explainer, type Explanation, explainer } from '../../mock/explain/explain.ts';
import { receiptInside } from '../../mock/explain/fixes/receipt-inside.ts';
import { compareDates, type DatedError, hiddenErrors, stumblesOverCarrier } from '../../mock/explain/other-dates.ts';
import type { LocatedIssue } from '../../mock/rules/located-issue.ts';
import { createReceiptValidator } from '../../mock/rules/validate-receipt.ts';
import { warningsFor } from '../../mock/rules/warnings.ts';
import type { Contract } from '../../spec/contract/contract.ts';
import { observedDefects } from '../../spec/contract/observed-conditions.ts';
import { ContractError } from '../../spec/contract/read-document.ts';
import type { RuleSet } from '../../spec/contract/rule-sets.ts';
import { isObject, type JsonValue } from '../../spec/json.ts';
import type { ErrorType } from '../../spec/types/issue.ts';
import { UsageError } from '../cli/exit-codes.ts';
import { safe } from '../cli/terminal.ts';

/** An error or a warning as on the wire, with its explanation. */
export interface Explained extends Explanation {
  errorType: ErrorType;
  message: string;
  /** Since when, or until when, the error is one. Absent if it is on every known date, and for a warning. */
  dates?: string;
}

/** What the receipt gets on other dates, where no error of this date says so. */
export interface ErrorElsewhere {
  key: string;
  errorType: ErrorType;
  message: string;
  dates: string;
  source: string;
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
  /** Errors that the receipt has on other dates, and not on this one; also how long a defect lasted. */
  onOtherDates: ErrorElsewhere[];
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
  const hidden = hiddenErrors(receipt, contract, errors);
  const compared = compareDates(contract)(receipt);
  // A document of the user's own may have no state on some date; of this date it says everything all the same.
  const dated = compared instanceof ContractError ? [] : compared;
  const texts = new Map(dated.filter(({ isCurrent }) => isCurrent).map((each) => [idOf(each.issue), each.text]));
  const told = new Set([...errors, ...hidden].map(idOf));
  const explained = (issue: LocatedIssue): Explained => {
    const { errorType, message } = issue;
    const dates = texts.get(idOf(issue));
    return { errorType, message, ...explain(issue, receipt), ...(dates === undefined ? {} : { dates }) };
  };
  const defect = errors.length === 0 && stumblesOverCarrier(receipt, contract) ? carrierOmitted() : null;
  return {
    ruleSet: contract.ruleSet,
    asOf: contract.asOf,
    accepted: errors.length === 0 && defect === null,
    defect,
    errors: errors.map(explained),
    warnings: warnings.map(explained),
    notLookedAtYet: hidden.map(explained),
    onOtherDates: dated.filter(({ issue, isCurrent }) => !(isCurrent && told.has(idOf(issue)))).map(elsewhere),
  };
}

function elsewhere({ issue: { key, errorType, message }, text, source }: DatedError): ErrorElsewhere {
  return { key, errorType, message, dates: text, source };
}

function idOf({ key, errorType, message }: LocatedIssue): string {
  return `${key}\n${errorType}\n${message}`;
}

function carrierOmitted(): string {
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
  onOtherDates,
}: ReceiptExplanation): string {
  const name = `${names[ruleSet]}, as of ${asOf}`;
  const count = (list: readonly unknown[], word: string) => `${list.length} ${word}${list.length === 1 ? '' : 's'}`;
  const head = accepted
    ? `${name}: accepted, with ${warnings.length === 0 ? 'no warnings' : count(warnings, 'warning')}.`
    : `${name}: refused, with ${count(errors, 'error')}.`;
  const others = onOtherDates.length === 0 ? [] : ['  On other dates:', ...onOtherDates.map(elsewhereAsLines)];
  if (defect !== null) return [`${name}: not accepted. ${defect}`, ...warnings.map(asLines), ...others].join('\n');
  const later = notLookedAtYet.length === 0 ? [] : ['  Not checked yet, and refused once the errors above are fixed:'];
  const own = [...errors.map(asLines), ...warnings.map(asLines), ...later, ...notLookedAtYet.map(asLines)];
  return [head, ...own, ...others].join('\n');
}

function elsewhereAsLines({ key, dates, source }: ErrorElsewhere): string {
  return [`  ${safe(key)}`, `    dates ${safe(dates)} [${source}]`].join('\n');
}

function asLines({ key, errorType, message, rule, source, fix, dates }: Explained): string {
  return [
    `  ${safe(key)}  ${errorType}`,
    `    ${safe(message)}`,
    `    rule  ${safe(rule)} [${source}]`,
    ...(dates === undefined ? [] : [`    dates ${safe(dates)}`]),
    `    fix   ${safe(fix)}`,
  ].join('\n');
}
