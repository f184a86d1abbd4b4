import { type Contract, loadContract, type RuleSet } from '../../spec/contract/contract.ts';
import { ContractError } from '../../spec/contract/read-document.ts';
import { isObject } from '../../spec/json.ts';
import { createReceiptValidator } from '../rules/validate-receipt.ts';
import { warningsFor } from '../rules/warnings.ts';
import type { NoteBuilder } from '../store/happening.ts';
import { receiptNotes } from './receipt-notes.ts';

/** What a contract is called in the journal: the same only where it judges the same. */
export function contractIdOf({
  ruleSet,
  defects,
  asOf,
  hash,
}: Pick<Contract, 'ruleSet' | 'defects' | 'asOf' | 'hash'>): string {
  return `${ruleSet}${defects ? ' with defects' : ''} as of ${asOf} ${hash}`;
}

/**
 * Works out the notes on receipts in the journal, by the contract that judged them: this mock's, or that of a former one
 * on the same data. A receipt that was judged by a document which is not there any more has none.
 */
export function buildNotes(contract: Contract): NoteBuilder {
  const known = new Map<string, NoteBuilder>();
  return (judgedBy, receipt) => {
    const work = known.get(judgedBy) ?? workOf(judgedBy, contract);
    known.set(judgedBy, work);
    return work(judgedBy, receipt);
  };
}

function workOf(judgedBy: string, contract: Contract): NoteBuilder {
  const found = find(judgedBy, contract);
  if (found === undefined) return () => [];
  const [judge, notes] = [createReceiptValidator(found), receiptNotes(found)];
  return (_, receipt) => {
    const errors = judge(receipt);
    const warnings = errors.length === 0 && isObject(receipt) ? warningsFor(receipt, found) : [];
    return notes.on(receipt, errors, warnings);
  };
}

const others: readonly { ruleSet: RuleSet; defects: boolean }[] = [
  { ruleSet: 'observed', defects: true },
  { ruleSet: 'observed', defects: false },
  { ruleSet: 'published', defects: false },
];

function find(judgedBy: string, contract: Contract): Contract | undefined {
  if (contractIdOf(contract) === judgedBy) return contract;
  const counterpart = contract.counterpart();
  if (!(counterpart instanceof ContractError) && contractIdOf(counterpart) === judgedBy) return counterpart;
  const asOf = / as of (\S+) /.exec(judgedBy)?.[1];
  if (asOf === undefined) return undefined;
  return others.map((each) => loadContract({ ...each, asOf })).find((each) => contractIdOf(each) === judgedBy);
}
