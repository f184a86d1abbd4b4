import { type Contract, isProfile, loadContract } from '../../spec/contract/contract.ts';
import { observedDefects } from '../../spec/contract/observed-conditions.ts';
import { ContractError } from '../../spec/contract/read-document.ts';
import type { RuleSet } from '../../spec/contract/rule-sets.ts';
import { at, isObject, type JsonValue } from '../../spec/json.ts';
import type { Note } from '../../spec/types/exchange.ts';
import type { LocatedIssue } from '../rules/located-issue.ts';
import { createReceiptValidator } from '../rules/validate-receipt.ts';
import { warningsFor } from '../rules/warnings.ts';
import type { NoteBuilder } from '../store/store.ts';
import { documentSourceOf, type Explainer, explainer, toNote } from './explain.ts';
import { compareDates, dateNotes } from './other-dates.ts';

/** The notes on a receipt that the response on the wire does not have. */
export interface ReceiptNotes {
  /**
   * Returns the reason for each error and warning, the differences between the rule sets, and the defects that were
   * reproduced.
   */
  on(receipt: JsonValue | undefined, errors: readonly LocatedIssue[], warnings: readonly LocatedIssue[]): Note[];
  /** Returns the reason for an issue that neither rule set covers: it concerns the organisation. */
  about(issue: LocatedIssue, receipt: JsonValue | undefined): Note;
}

/** Creates the notes of a mock with this contract. The other rule set is compiled when the first receipt arrives. */
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
        ...explanations([...errors, ...warnings], receipt, explain, documentSourceOf(contract)),
        ...compare(receipt, errors),
        ...(contract.defects ? reproduced(receipt, errors, warnings, contract) : []).map(defectNote),
      ];
    },
  };
}

/**
 * The maximum number of errors and warnings explained one by one, the rest are counted: a body can have a hundred
 * thousand.
 */
const maxExplained = 200;

function explanations(
  issues: readonly LocatedIssue[],
  receipt: JsonValue | undefined,
  explain: Explainer,
  source: string,
): Note[] {
  const notes = issues.slice(0, maxExplained).map((issue) => toNote(explain(issue, receipt)));
  const more = issues.length - maxExplained;
  if (more <= 0) return notes;
  return [...notes, { kind: 'explanation', text: `And ${more} more errors like these.`, source }];
}

type Comparison = (receipt: JsonValue | undefined, errors: readonly LocatedIssue[]) => Note[];

function otherRuleSet(contract: Contract): { compare: Comparison; explain: Explainer } {
  const counterpart = contract.counterpart();
  if (counterpart instanceof ContractError) {
    const text = `The rule sets cannot be compared: ${counterpart.message}`;
    const source = documentSourceOf(contract);
    return { compare: () => [{ kind: 'difference', text, source }], explain: explainer(contract) };
  }
  const validate = createReceiptValidator(counterpart);
  const isObserved = contract.ruleSet === 'observed';
  const explain = explainer(isObserved ? contract : counterpart);
  return {
    explain,
    compare: (receipt, errors) => {
      const elsewhere = validate(receipt);
      const [observed, published] = isObserved ? [errors, elsewhere] : [elsewhere, errors];
      return compareRuleSets(receipt, observed, published, explain);
    },
  };
}

/** Returns the note that a defect was reproduced, by its id in `defects.yaml`. */
export function defectNote(id: string): Note {
  const defect = observedDefects()[id];
  if (defect === undefined) throw new Error(`there is no defect "${id}" in spec/defects.yaml`);
  return { kind: 'defect', text: `${defect.service} ${defect.repaired}`, source: defect.source };
}

/** Returns the ids of the defects that the validation of a receipt shows. */
function reproduced(
  receipt: JsonValue | undefined,
  errors: readonly LocatedIssue[],
  warnings: readonly LocatedIssue[],
  { rules }: Contract,
): string[] {
  const shown = new Set<string>();
  for (const { cause, errorType } of errors) {
    if (cause.kind === 'condition' && observedDefects()[cause.id] !== undefined) shown.add(cause.id);
    if (cause.kind === 'schema' && cause.violation.keyword === 'type' && errorType === 'UnexpectedError') {
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

/** Returns the contract's id in the journal: two contracts share one only if they validate alike. */
export function contractIdOf({
  ruleSet,
  defects,
  profile,
  asOf,
  hash,
}: Pick<Contract, 'ruleSet' | 'defects' | 'profile' | 'asOf' | 'hash'>): string {
  const unofficial = profile === null ? '' : `, profile ${profile},`;
  return `${ruleSet}${defects ? ' with defects' : ''}${unofficial} as of ${asOf} ${hash}`;
}

/**
 * Builds the notes on receipts in the journal, by the contract that validated them: this mock's, or that of an earlier
 * one on the same data. A receipt validated by a document that no longer exists has none. See
 * docs/decisions/0006-notes-are-built-on-read.md.
 */
export function buildNotes(contract: Contract): NoteBuilder {
  const known = new Map<string, NoteBuilder>();
  return (contractId, receipt) => {
    const work = known.get(contractId) ?? workOf(contractId, contract);
    known.set(contractId, work);
    return work(contractId, receipt);
  };
}

function workOf(contractId: string, contract: Contract): NoteBuilder {
  const found = find(contractId, contract);
  if (found === undefined) return () => [];
  const [validate, notes, compare] = [createReceiptValidator(found), receiptNotes(found), compareDates(found)];
  return (_, receipt) => {
    const errors = validate(receipt);
    const warnings = errors.length === 0 && isObject(receipt) ? warningsFor(receipt, found) : [];
    return [...notes.on(receipt, errors, warnings), ...dateNotes(compare(receipt), found)];
  };
}

const others: readonly { ruleSet: RuleSet; defects: boolean }[] = [
  { ruleSet: 'observed', defects: true },
  { ruleSet: 'observed', defects: false },
  { ruleSet: 'published', defects: false },
];

function find(contractId: string, contract: Contract): Contract | undefined {
  if (contractIdOf(contract) === contractId) return contract;
  const counterpart = contract.counterpart();
  if (!(counterpart instanceof ContractError) && contractIdOf(counterpart) === contractId) return counterpart;
  const asOf = / as of (\S+) /.exec(contractId)?.[1];
  if (asOf === undefined) return undefined;
  const profile = /, profile ([\w-]+), /.exec(contractId)?.[1];
  if (profile !== undefined && !isProfile(profile)) return undefined;
  return others
    .map((each) => loadContract({ ...each, asOf, ...(profile === undefined ? {} : { profile }) }))
    .find((each) => contractIdOf(each) === contractId);
}

/** The maximum number of differences described one by one; the rest are counted. */
const maxDifferences = 20;

/**
 * Describes where the running service and its published document disagree about a receipt. Two errors are the same if
 * their field and type are.
 */
export function compareRuleSets(
  receipt: JsonValue | undefined,
  observed: readonly LocatedIssue[],
  published: readonly LocatedIssue[],
  explain: Explainer,
): Note[] {
  const differing = [
    ...missingFrom(observed, published).map((issue) => ({ issue, beginning: acceptedText(observed) })),
    ...missingFrom(published, observed).map((issue) => ({ issue, beginning: refusedText(published) })),
  ];
  const notes = differing.slice(0, maxDifferences).map(({ issue, beginning }): Note => {
    const { source } = explain(issue, receipt);
    return { kind: 'difference', key: issue.key, text: `${beginning}: ${issue.message}.`, source };
  });
  const [next, ...others] = differing.slice(maxDifferences);
  if (next === undefined) return notes;
  const { source } = explain(next.issue, receipt);
  return [...notes, { kind: 'difference', text: `And ${others.length + 1} more differences like these.`, source }];
}

function missingFrom(errors: readonly LocatedIssue[], among: readonly LocatedIssue[]): LocatedIssue[] {
  const known = new Set(errors.map(identity));
  return among.filter((issue) => !known.has(identity(issue)));
}

function identity({ key, errorType }: LocatedIssue): string {
  return `${key}\n${errorType}`;
}

function acceptedText(observed: readonly LocatedIssue[]): string {
  return observed.length === 0
    ? 'Accepted today, contrary to the published document'
    : 'Not reported by the running service, contrary to the published document';
}

function refusedText(published: readonly LocatedIssue[]): string {
  return published.length === 0
    ? 'Refused today, though the published document accepts it'
    : 'Reported by the running service only';
}
