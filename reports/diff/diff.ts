import type { CheckerVerdict, ScenarioResult, Verdict } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';

/** One scenario that turned out otherwise, or that only one of the two has: then `before` or `after` is null. */
export interface ScenarioChange {
  id: string;
  title: string;
  before: Verdict | null;
  after: Verdict | null;
  checker: { before: CheckerVerdict['status'] | null; after: CheckerVerdict['status'] | null };
  isRegression: boolean;
  /** Sentences that only one of the two has. */
  findings: { gone: string[]; new: string[] };
  /** Whether the vendor declares something else of it. */
  isDeclaredOtherwise: boolean;
}

/** What changed from one rehearsal to another. Tracking ids, times and evidence are new each time and no change. */
export interface RehearsalDiff {
  scenarios: ScenarioChange[];
  counts: LeafDifference[];
  /** Settings, contract, rules, tool, product, declared duties: what may be the reason. */
  settings: LeafDifference[];
}

export function diffRehearsals(before: Rehearsal, after: Rehearsal): RehearsalDiff {
  const [former, later] = [resultsOf(before), resultsOf(after)];
  const ids = new Set([...former.keys(), ...later.keys()]);
  const plain = { before: withoutIds(before), after: withoutIds(after) };
  return {
    scenarios: [...ids].flatMap((id) => changeOf(id, former.get(id), later.get(id), plain) ?? []),
    counts: leafDifferences(before.counts, after.counts, 'counts'),
    settings: leafDifferences(circumstancesOf(before), circumstancesOf(after)),
  };
}

/** True where something that stood no longer stands. */
export function hasRegression({ scenarios }: RehearsalDiff): boolean {
  return scenarios.some(({ isRegression }) => isRegression);
}

type Plain = (text: string) => string;

function changeOf(
  id: string,
  before: ScenarioResult | undefined,
  after: ScenarioResult | undefined,
  plain: { before: Plain; after: Plain },
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
    isDeclaredOtherwise: leafDifferences(before?.declaration ?? null, after?.declaration ?? null).length > 0,
  };
  const isSame =
    change.before === change.after &&
    checker.before === checker.after &&
    change.findings.gone.length + change.findings.new.length === 0 &&
    !change.isDeclaredOtherwise;
  return isSame ? undefined : change;
}

/** Gone counts only where it had passed: what never stood cannot fall. */
function isRegression(before: Verdict | undefined, after: Verdict | undefined): boolean {
  if (before === undefined) return false;
  return after === undefined ? before === 'pass' : worth(after) < worth(before);
}

/** As exit codes weigh them: what passed, what a person may accept, what stands in the way. */
function worth(verdict: Verdict): number {
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

/** Ids of receipts and clients, and how long things took, are others in every run: no finding is new for them. */
function withoutIds({ exchanges, scenarios }: Rehearsal): Plain {
  const ids = new Set([
    ...exchanges.flatMap(({ clientId }) => clientId ?? []),
    ...scenarios.flatMap(({ wasteTrackingIds }) => wasteTrackingIds),
  ]);
  return (text) =>
    text
      .replace(/[\w-]+/g, (word) => (ids.has(word) ? '…' : word))
      .replace(/\b\d+(?:\.\d+)? ?(?=(?:ms|milliseconds|s|seconds?|minutes?)\b)/g, '… ');
}

function circumstancesOf({
  settings,
  contract,
  rules,
  tool,
  product,
  signatory,
  selfDeclarations,
  environment,
}: Rehearsal) {
  return { product, signatory, settings, contract, rules, tool, environment, selfDeclarations };
}

/** A member in which two values differ; undefined stands for one that is not there. */
export interface LeafDifference {
  /** Dotted: `findings.0.text`. Empty for the values themselves. */
  path: string;
  before: unknown;
  after: unknown;
}

/** Where two values, as JSON has them, differ: the innermost members, in order. */
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
