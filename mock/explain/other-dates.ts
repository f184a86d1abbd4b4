import type { Contract } from '../../spec/contract/contract.ts';
import { firstDay } from '../../spec/contract/dates.ts';
import { fieldName } from '../../spec/contract/fields.ts';
import {
  firstKnownDate,
  observedAnswers,
  observedConditions,
  observedDefects,
} from '../../spec/contract/observed-conditions.ts';
import { ContractError } from '../../spec/contract/read-document.ts';
import {
  type ServiceChange,
  serviceChanges,
  type WrittenChange,
  writtenChanges,
} from '../../spec/contract/service-changes.ts';
import { isObject, type JsonValue } from '../../spec/json.ts';
import type { Note } from '../../spec/types/exchange.ts';
import { reasonForNoConsignmentCodeIssues } from '../rules/consignment.ts';
import { issueAt, type LocatedIssue } from '../rules/located-issue.ts';
import { createReceiptValidator } from '../rules/validate-receipt.ts';
import { documentSourceOf } from './explain.ts';

/** An error of a receipt on some known dates and not on others. */
export interface DatedError {
  issue: LocatedIssue;
  /** True if the receipt has the error on the contract's own date. */
  isCurrent: boolean;
  /** Since when, or until when, as a sentence. */
  text: string;
  /** A source id of `sources.yaml`. */
  source: string;
}

/** Returns the errors that a receipt has on some known dates and not on others: those of the contract's date first. */
export type DateComparison = (receipt: JsonValue | undefined) => DatedError[] | ContractError;

/**
 * Creates the comparison of a contract with itself on every other date. The other contracts are loaded when the first
 * receipt is compared, so that products that only send receipts do not wait for them.
 */
export function compareDates(contract: Contract): DateComparison {
  return (receipt) => {
    const states = contract.states();
    if (states instanceof ContractError) return states;
    const periods = judgesOf(states).map(({ state, judge }) => periodOf(state, judge(receipt)));
    const day = firstDay(contract.asOf);
    const current = states.findLastIndex(({ asOf }) => firstDay(asOf) <= day);
    return [...errorsOf(current, periods), ...errorsElsewhere(current, periods)];
  };
}

interface Judge {
  state: Contract;
  judge: (receipt: JsonValue | undefined) => LocatedIssue[];
}

const judges = new WeakMap<readonly Contract[], Judge[]>();

/** Creates the validators of some states once. */
function judgesOf(states: readonly Contract[]): Judge[] {
  const known = judges.get(states) ?? states.map((state) => ({ state, judge: everyError(state) }));
  judges.set(states, known);
  return known;
}

/** The time from one known date to the next, and what a receipt's errors are in it. */
interface Period {
  state: Contract;
  errors: LocatedIssue[];
  ids: Set<string>;
  byKey: Map<string, LocatedIssue[]>;
}

function periodOf(state: Contract, errors: LocatedIssue[]): Period {
  return {
    state,
    errors,
    ids: new Set(errors.map(identity)),
    byKey: Map.groupBy(errors, ({ key }) => key),
  };
}

function identity({ key, errorType, message }: LocatedIssue): string {
  return `${key}\n${errorType}\n${message}`;
}

/** Returns every error of a receipt, hidden ones as well, and the defect that an answer would stumble over. */
function everyError(contract: Contract): (receipt: JsonValue | undefined) => LocatedIssue[] {
  const validate = createReceiptValidator(contract);
  return (receipt) => {
    const errors = validate(receipt);
    const stumble = stumblesOverCarrier(receipt, contract) ? [carrierOmitted()] : [];
    return [...errors, ...hiddenErrors(receipt, contract, errors), ...stumble];
  };
}

/** Returns the errors that the service reports once the others are fixed: the reason is checked only if nothing is wrong. */
export function hiddenErrors(
  receipt: JsonValue | undefined,
  contract: Contract,
  errors: readonly LocatedIssue[],
): LocatedIssue[] {
  if (contract.ruleSet === 'published' || errors.length === 0 || !isObject(receipt)) return [];
  const told = new Set(errors.map(({ key }) => key));
  return told.has('hazardousWasteConsignmentCode')
    ? []
    : reasonForNoConsignmentCodeIssues(receipt, contract).filter(({ key }) => !told.has(key));
}

/** True where the defect `carrier-omitted` shows. The routes reproduce it, not the rules: see mock/routes/movements.ts. */
export function stumblesOverCarrier(receipt: JsonValue | undefined, { rules }: Pick<Contract, 'rules'>): boolean {
  return rules.has('carrier-omitted') && isObject(receipt) && receipt['carrier'] === undefined;
}

/**
 * Returns an issue for the defect, to list it with the errors: a receipt with it is not accepted, although no rule is
 * broken.
 */
function carrierOmitted(): LocatedIssue {
  return issueAt(
    ['carrier'],
    'UnexpectedError',
    observedDefects()['carrier-omitted']?.service ?? '',
    'carrier-omitted',
  );
}

/** Returns those errors of the contract's date that the receipt has not on every date. */
function errorsOf(current: number, periods: readonly Period[]): DatedError[] {
  const now = periods[current];
  if (now === undefined) return [];
  return now.errors.flatMap((issue): DatedError[] => {
    const id = identity(issue);
    const has = (period: Period) => period.ids.has(id);
    const from = periods.slice(0, current).findLastIndex((period) => !has(period)) + 1;
    const next = periods.slice(current).findIndex((period) => !has(period));
    const [before, since] = [periods[from - 1], periods[from]];
    const until = next < 0 ? undefined : periods[current + next];
    const turn = before && since ? since : until;
    if (turn === undefined) return [];
    const text = [
      // The defect is no error whose message could say it.
      ...(isStumble(issue) ? [issue.message] : []),
      ...(before && since ? [sinceText(since, covering(before, issue, now))] : []),
      ...(until ? [untilText(until, covering(until, issue, now))] : []),
    ].join(' ');
    return [{ issue, isCurrent: true, text, source: sourceOfChange(issue, turn.state) }];
  });
}

function sinceText({ state }: Period, before: readonly LocatedIssue[]): string {
  return before.length === 0
    ? `Refused since ${state.asOf}; accepted before.`
    : `Answered in this way since ${state.asOf}; before: ${inWords(before)}`;
}

function untilText({ state }: Period, after: readonly LocatedIssue[]): string {
  return after.length === 0
    ? `Refused until ${state.asOf}; accepted since.`
    : `Answered in this way until ${state.asOf}; since then: ${inWords(after)}`;
}

/** Returns the errors of another period at the field, and those around it that the contract's date has not. */
function covering({ byKey }: Period, { path, key }: LocatedIssue, now: Period): LocatedIssue[] {
  const around = path.slice(0, -1).flatMap((_, depth) => byKey.get(path.slice(0, depth + 1).join('.')) ?? []);
  return [...around.filter((issue) => !now.ids.has(identity(issue))), ...(byKey.get(key) ?? [])];
}

/** Returns the errors of other dates that the receipt has not on the contract's: of each field, those of the nearest. */
function errorsElsewhere(current: number, periods: readonly Period[]): DatedError[] {
  const now = periods[current];
  if (now === undefined) return [];
  const before = nearestFirst(periods.slice(0, current).toReversed(), now).map(({ issue, isToldAlready, at }) => {
    return { issue, isToldAlready, at, turn: periods[periods.indexOf(at) + 1] ?? now, isBefore: true };
  });
  const after = nearestFirst(periods.slice(current + 1), now).map(({ issue, isToldAlready, at }) => {
    return { issue, isToldAlready, at, turn: at, isBefore: false };
  });
  return [...before, ...after]
    .filter(({ isToldAlready }) => !isToldAlready)
    .map(({ issue, turn, isBefore }) => {
      const { asOf } = turn.state;
      const words = inWords([issue]);
      const text = isRefused(issue, now)
        ? `Refused ${isBefore ? 'until' : 'since'} ${asOf} with: ${words}`
        : isBefore
          ? `Accepted since ${asOf}; refused before with: ${words}`
          : `Accepted until ${asOf}; refused since with: ${words}`;
      return { issue, isCurrent: false, text, source: sourceOfChange(issue, turn.state) };
    });
}

/** True if the contract's date has an error at the field, or at one around it, whatever it is. */
function isRefused({ path, key }: LocatedIssue, { byKey }: Period): boolean {
  return byKey.has(key) || path.some((_, depth) => byKey.has(path.slice(0, depth).join('.')));
}

/** Returns the errors that are not current, by field, of the nearest period that has one. */
function nearestFirst(others: readonly Period[], now: Period) {
  const seen = new Set<string>();
  return others.flatMap((period) => {
    const found = period.errors.filter((issue) => !now.ids.has(identity(issue)) && !seen.has(issue.key));
    for (const { key } of found) seen.add(key);
    return found.map((issue) => {
      // Then what is said of the current error says what there was instead of it.
      const isToldAlready = now.byKey.get(issue.key)?.some((own) => !period.ids.has(identity(own))) === true;
      return { issue, isToldAlready, at: period };
    });
  });
}

function inWords(issues: readonly LocatedIssue[]): string {
  const text = issues
    .map((issue) => (isStumble(issue) ? issue.message : `${issue.errorType}, ${issue.message}`))
    .join('; ');
  return text.endsWith('.') ? text : `${text}.`;
}

function isStumble({ cause }: LocatedIssue): boolean {
  return cause.kind === 'condition' && cause.id === 'carrier-omitted';
}

let changes: readonly ServiceChange[] | undefined;

/** Returns the source of what changed for a field when a state began; if no change names the field, of its rule. */
function sourceOfChange({ path, cause }: LocatedIssue, state: Contract): string {
  changes ??= serviceChanges();
  const field = fieldName(path);
  const change = changes.find(({ since, fields }) => {
    return firstDay(since) === firstDay(state.asOf) && fields.some((each) => `${field}.`.startsWith(`${each}.`));
  });
  const condition = cause.kind === 'condition' ? observedConditions()[cause.id] : undefined;
  const source = state.ruleSet === 'observed' ? (change?.source ?? condition?.source) : undefined;
  return source ?? documentSourceOf(state);
}

/** The maximum number of errors of other dates that the journal tells one by one; the rest are counted. */
const maxNotes = 20;

/** Returns the notes of the journal on how a receipt is judged on other dates. */
export function dateNotes(found: ReturnType<DateComparison>, contract: Contract): Note[] {
  const source = documentSourceOf(contract);
  if (found instanceof ContractError) {
    return [{ kind: 'date', text: `The dates cannot be compared: ${found.message}`, source }];
  }
  const notes = found.slice(0, maxNotes).map(({ issue: { key }, text, source }): Note => {
    return { kind: 'date', key, text, source };
  });
  const more = found.length - maxNotes;
  return more <= 0 ? notes : [...notes, { kind: 'date', text: `And ${more} more on other dates like these.`, source }];
}

let written: readonly WrittenChange[] | undefined;

/** Returns the note that a condition or a defect outside the validation of receipts decides otherwise on other dates. */
export function ruleOnOtherDates(id: string, { rules, asOf, defects }: Contract): Note[] {
  const defect = observedDefects()[id];
  const rule = defect ?? observedConditions()[id];
  if (rule === undefined) throw new Error(`there is no condition and no defect "${id}" in spec/`);
  // A contract without defects says nothing of the service as it was with them.
  if (defect !== undefined && !defects) return [];
  const { since, until, service } = rule;
  written ??= writtenChanges();
  const source = written.find(({ entries }) => entries.includes(id))?.source ?? rule.source;
  const note = (text: string): Note[] => [{ kind: 'date', text, source }];
  const began = firstDay(since) > firstDay(firstKnownDate());
  if (rules.has(id)) {
    if (until !== undefined) return note(`Answered in this way until ${until}; otherwise since.`);
    return began ? note(`Refused since ${since}; accepted before.`) : [];
  }
  if (firstDay(asOf) < firstDay(since)) return note(`Accepted until ${since}; since then: ${service}`);
  return until === undefined ? [] : note(`Answered in this way since ${until}; before: ${service}`);
}

/** Returns what answers of the service held beside status and body on some known dates and not on others, by date. */
export function answersByDate(): string[] {
  const first = firstDay(firstKnownDate());
  return Object.values(observedAnswers())
    .flatMap(({ since, until, service }) => [
      ...(firstDay(since) > first ? [{ date: since, text: `Since ${since}: ${service}` }] : []),
      ...(until === undefined ? [] : [{ date: until, text: `Until ${until}: ${service}` }]),
    ])
    .toSorted((a, b) => (firstDay(a.date) < firstDay(b.date) ? -1 : 1))
    .map(({ text }) => text);
}
