import { dummyApiCodes } from '../../../mock/default-data.ts';
import type { Contract, RuleSet } from '../../../spec/contract/contract.ts';
import { ContractError } from '../../../spec/contract/read-document.ts';
import { isObject, type JsonValue } from '../../../spec/json.ts';
import { maskPersonalData } from '../../../spec/masking/spec-personal-data.ts';
import { type Exchange, jsonOf } from '../../../spec/types/exchange.ts';
import { type Explained, explainReceipt, type ReceiptExplanation } from '../../tools/explain-receipt.ts';

/** What the running service and its published document say of a receipt, side by side. */
export interface BothRuleSets {
  summaries: { name: string; text: string }[];
  rows: { key: string; message: string; says: { name: string; text: string; isObjection: boolean }[] }[];
  /** Empty where all is shown. */
  left: string;
}

const maxRows = 50;

const names: Readonly<Record<RuleSet, string>> = {
  observed: 'The running service',
  published: 'The published document',
};

/** Null where the exchange holds no receipt. `recorded`: as the journal has it, for what is masked cannot be judged. */
export function bothRuleSets(recorded: Exchange, contract: Contract): BothRuleSets | null {
  const { operationId, request } = recorded;
  const receipt = jsonOf(request.body);
  if (receipt === undefined || (operationId !== 'receiveMovement' && operationId !== 'updateMovement')) return null;
  const observed = contract.ruleSet === 'observed' ? contract : contract.counterpart();
  if (observed instanceof ContractError || observed.counterpart() instanceof ContractError) return null;
  const judgements = explainReceipt(withApiCode(receipt), observed);
  const issues = new Map(judgements.flatMap(issuesOf).map((issue) => [identity(issue), issue]));
  const left = issues.size - maxRows;
  return {
    summaries: judgements.map((judgement) => ({ name: names[judgement.ruleSet], text: summary(judgement) })),
    rows: [...issues.values()].slice(0, maxRows).map((issue) => ({
      key: issue.key,
      message: maskPersonalData(issue.message, ''),
      says: judgements.map((judgement) => ({ name: names[judgement.ruleSet], ...said(judgement, issue) })),
    })),
    left: left > 0 ? `And ${left} more.` : '',
  };
}

const maskedApiCode = /^\*{8}-\*{4}-\*{4}-\*{4}-\*{8}[\da-f]{4}$/i;

/** A code that was masked had the form of one: any other of that form is judged alike. */
function withApiCode(receipt: JsonValue): JsonValue {
  if (!isObject(receipt) || typeof receipt['apiCode'] !== 'string' || !maskedApiCode.test(receipt['apiCode'])) {
    return receipt;
  }
  return { ...receipt, apiCode: dummyApiCodes[0] ?? '' };
}

function issuesOf({ errors, warnings, notLookedAtYet }: ReceiptExplanation): Explained[] {
  return [...errors, ...warnings, ...notLookedAtYet];
}

/** As the mock's own notes tell two issues apart. */
function identity({ key, errorType }: Explained): string {
  return `${key}\n${errorType}`;
}

function summary({ accepted, defect, errors, warnings }: ReceiptExplanation): string {
  const count = (list: readonly unknown[], word: string) => `${list.length} ${word}${list.length === 1 ? '' : 's'}`;
  if (defect !== null) return `not accepted. ${defect}`;
  if (!accepted) return `refused, with ${count(errors, 'error')}`;
  return warnings.length === 0 ? 'accepted, with no warning' : `accepted, with ${count(warnings, 'warning')}`;
}

function said({ accepted, errors, warnings, notLookedAtYet }: ReceiptExplanation, issue: Explained) {
  const isAmong = (list: readonly Explained[]) => list.some((other) => identity(other) === identity(issue));
  if (isAmong(errors)) return { text: 'An error', isObjection: true };
  if (isAmong(warnings)) return { text: 'A warning', isObjection: true };
  if (isAmong(notLookedAtYet)) return { text: 'An error, once the others are mended', isObjection: true };
  return { text: accepted ? 'No objection' : 'No error', isObjection: false };
}
