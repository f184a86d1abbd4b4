import { type ScenarioResult, type Verdict, verdicts } from '../../spec/types/verdict.ts';
import type { Settings } from '../rehearsal.ts';

/** How many scenarios have each verdict, zeros included. */
export function countVerdicts(scenarios: readonly Pick<ScenarioResult, 'verdict'>[]): Record<Verdict, number> {
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const { verdict } of scenarios) counts[verdict] += 1;
  return counts;
}

/** The answer that every report opens with, counted from the verdicts themselves so that it cannot contradict them. */
export function verdictSummary(scenarios: readonly Pick<ScenarioResult, 'verdict'>[]): string {
  if (scenarios.length === 0) return 'No scenario was rehearsed.';
  const counts = countVerdicts(scenarios);
  const applicable = scenarios.length - counts['not-applicable'];
  if (counts.pass === applicable && applicable > 0) return allPassed(applicable, counts['not-applicable']);
  const rest = verdicts
    .filter((verdict) => verdict !== 'pass' && counts[verdict] > 0)
    .map((verdict) => phrase(verdict, counts[verdict]));
  return `${counts.pass} of ${scenarios.length} scenarios passed; ${list.format(rest)}.`;
}

export type ReadinessLevel = 'passed' | 'to-judge' | 'not-passed';

/** Where that leaves the vendor: with nothing to do, with evidence for a person to judge, or with something to mend. */
export function readinessLevel(scenarios: readonly Pick<ScenarioResult, 'verdict'>[]): ReadinessLevel {
  const { pass, blocked, 'not-applicable': notApplicable } = countVerdicts(scenarios);
  if (pass + blocked + notApplicable < scenarios.length || scenarios.length === 0) return 'not-passed';
  return pass + notApplicable === scenarios.length && pass > 0 ? 'passed' : 'to-judge';
}

function allPassed(passed: number, notApplicable: number): string {
  const scenarios = passed === 1 ? 'The one scenario' : `All ${passed} scenarios`;
  if (notApplicable === 0) return `${scenarios} rehearsed passed.`;
  return `${scenarios} that ${passed === 1 ? 'applies' : 'apply'} passed; ${phrase('not-applicable', notApplicable)}.`;
}

function phrase(verdict: Verdict, count: number): string {
  const was = count === 1 ? 'was' : 'were';
  switch (verdict) {
    case 'pass':
      return `${count} passed`;
    case 'fail':
      return `${count} failed`;
    case 'not-exercised':
      return `${count} ${was} not exercised`;
    case 'blocked':
      return `${count} ${was} blocked by the product`;
    case 'not-applicable':
      return `${count} ${count === 1 ? 'does' : 'do'} not apply`;
    case 'error':
      return `${count} could not be judged`;
  }
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

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
