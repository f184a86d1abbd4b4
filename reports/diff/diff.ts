import type { CheckerVerdict, ScenarioResult, Verdict } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';

/** A scenario whose result changed. `before` or `after` is null if only one of the two rehearsals has it. */
export interface ScenarioChange {
  id: string;
  title: string;
  before: Verdict | null;
  after: Verdict | null;
  checker: { before: CheckerVerdict['status'] | null; after: CheckerVerdict['status'] | null };
  isRegression: boolean;
  /** Findings that only one of the two rehearsals has. */
  findings: { gone: string[]; new: string[] };
  /** True if the vendor's declaration about it changed. */
  hasDeclarationChanged: boolean;
}

/** The changes from one rehearsal to another. Tracking ids, times and evidence differ in every run and are ignored. */
export interface RehearsalDiff {
  scenarios: ScenarioChange[];
  counts: LeafDifference[];
  /** Settings, contract, rules, tool, product, self-declarations: possible reasons for a change. */
  settings: LeafDifference[];
}

export function diffRehearsals(before: Rehearsal, after: Rehearsal): RehearsalDiff {
  const [earlier, later] = [resultsOf(before), resultsOf(after)];
  const ids = new Set([...earlier.keys(), ...later.keys()]);
  const plain = { before: createNormaliser(before), after: createNormaliser(after) };
  return {
    scenarios: [...ids].flatMap((id) => changeOf(id, earlier.get(id), later.get(id), plain) ?? []),
    counts: leafDifferences(before.counts, after.counts, 'counts'),
    settings: leafDifferences(settingsOf(before), settingsOf(after)),
  };
}

/** True if a scenario is worse than before. */
export function hasRegression({ scenarios }: RehearsalDiff): boolean {
  return scenarios.some(({ isRegression }) => isRegression);
}

type Normalise = (text: string) => string;

function changeOf(
  id: string,
  before: ScenarioResult | undefined,
  after: ScenarioResult | undefined,
  plain: { before: Normalise; after: Normalise },
): ScenarioChange | undefined {
  const checker = { before: before?.checker?.status ?? null, after: after?.checker?.status ?? null };
  const old = (before?.findings ?? []).map(({ text }) => plain.before(text));
  const now = (after?.findings ?? []).map(({ text }) => plain.after(text));
  const change: ScenarioChange = {
    id,
    title: (after ?? before)?.title ?? '',
    before: before?.verdict ?? null,
    after: after?.verdict ?? null,
    checker,
    isRegression:
      isRegression(before?.verdict, after?.verdict) || (checker.before === 'Pass' && checker.after === 'Fail'),
    findings: { gone: old.filter((text) => !now.includes(text)), new: now.filter((text) => !old.includes(text)) },
    hasDeclarationChanged: leafDifferences(before?.declaration ?? null, after?.declaration ?? null).length > 0,
  };
  const isSame =
    change.before === change.after &&
    checker.before === checker.after &&
    change.findings.gone.length + change.findings.new.length === 0 &&
    !change.hasDeclarationChanged;
  return isSame ? undefined : change;
}

/** True if the verdict is worse. A scenario that is missing now is worse only if it had passed. */
function isRegression(before: Verdict | undefined, after: Verdict | undefined): boolean {
  if (before === undefined) return false;
  return after === undefined ? before === 'pass' : rank(after) < rank(before);
}

/** Returns the rank that exit codes give a verdict: passed, for a person to accept, blocking. */
function rank(verdict: Verdict): number {
  switch (verdict) {
    case 'pass':
      return 2;
    case 'blocked':
    case 'not-applicable':
      return 1;
    case 'fail':
    case 'not-exercised':
    case 'error':
      return 0;
  }
}

function resultsOf({ scenarios }: Rehearsal): Map<string, ScenarioResult> {
  return new Map(scenarios.map((result) => [result.id, result]));
}

/** Returns a function that hides ids and durations in a text: they differ in every run and make no finding new. */
function createNormaliser({ exchanges, scenarios }: Rehearsal): Normalise {
  const ids = new Set([
    ...exchanges.flatMap(({ clientId }) => clientId ?? []),
    ...scenarios.flatMap(({ wasteTrackingIds }) => wasteTrackingIds),
  ]);
  return (text) =>
    text
      .replace(/[\w-]+/g, (word) => (ids.has(word) ? '…' : word))
      .replace(/\b\d+(?:\.\d+)? ?(?=(?:ms|milliseconds|s|seconds?|minutes?)\b)/g, '… ');
}

function settingsOf({ settings, contract, rules, tool, product, signatory, selfDeclarations, environment }: Rehearsal) {
  return { product, signatory, settings, contract, rules, tool, environment, selfDeclarations };
}

/** A member that differs between two values. Undefined means that it is absent. */
export interface LeafDifference {
  /** Dotted, such as `findings.0.text`. Empty for the values themselves. */
  path: string;
  before: unknown;
  after: unknown;
}

/** Returns the innermost members in which two JSON values differ, in order. */
export function leafDifferences(before: unknown, after: unknown, path = ''): LeafDifference[] {
  if (Object.is(before, after)) return [];
  if (!isBranch(before) || !isBranch(after) || Array.isArray(before) !== Array.isArray(after)) {
    return [{ path, before, after }];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const memberOf = (branch: Record<string, unknown>) => (Object.hasOwn(branch, key) ? branch[key] : undefined);
    return leafDifferences(memberOf(before), memberOf(after), path === '' ? key : `${path}.${key}`);
  });
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
