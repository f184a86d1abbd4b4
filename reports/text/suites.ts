import type { ScenarioResult } from '../../spec/types/verdict.ts';
import type { Settings } from '../rehearsal.ts';

export type Suite = Exclude<Settings['suite'], 'all'>;

export const suiteWords: Record<Settings['suite'], string> = {
  pat: 'Production approval',
  behaviour: 'Behaviour',
  all: 'Production approval and behaviour',
};

/** A scenario of production approval has a page of that for its requirement (`pat:R04`), the others a duty (`terms:T04`). */
export function suiteInWords({ requirement }: Pick<ScenarioResult, 'requirement'>): Suite {
  return requirement.startsWith('pat:') ? 'pat' : 'behaviour';
}

/** The scenarios by suite, those suites that have any, each in its own order. */
export function bySuite<T extends Pick<ScenarioResult, 'requirement'>>(
  scenarios: readonly T[],
): { suite: Suite; scenarios: T[] }[] {
  return (['pat', 'behaviour'] as const)
    .map((suite) => ({ suite, scenarios: scenarios.filter((result) => suiteInWords(result) === suite) }))
    .filter((part) => part.scenarios.length > 0);
}
