import { type ScenarioResult, type Verdict, verdicts } from '../../spec/types/verdict.ts';
import type { Rehearsal, Settings } from '../rehearsal.ts';

/** Counts the scenarios by verdict, zeros included. */
export function countVerdicts(scenarios: readonly Pick<ScenarioResult, 'verdict'>[]): Record<Verdict, number> {
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const { verdict } of scenarios) counts[verdict] += 1;
  return counts;
}

/** Returns the number of scenarios by verdict as a sentence, counted so that it cannot contradict them. */
export function verdictSummary(scenarios: readonly Pick<ScenarioResult, 'verdict'>[]): string {
  if (scenarios.length === 0) return 'No scenario was rehearsed.';
  const counts = countVerdicts(scenarios);
  const applicable = scenarios.length - counts['not-applicable'];
  if (counts.pass === applicable && applicable > 0) return allPassed(applicable, counts['not-applicable']);
  const rest = verdicts
    .filter((verdict) => verdict !== 'pass' && counts[verdict] > 0)
    .map((verdict) => describeCount(verdict, counts[verdict]));
  return `${counts.pass} of ${scenarios.length} ${scenarios.length === 1 ? 'scenario' : 'scenarios'} passed; ${list.format(rest)}.`;
}

/** The parts of a rehearsal that its headline is made from. */
type Headed = Pick<Rehearsal, 'scenarios' | 'settings' | 'brokenOff'>;

/**
 * Returns the sentences that open every report: that it is not whole, whose verdicts these are not, the counts, and what a person needs before
 * anything can be judged.
 */
export function headline({ scenarios, settings, brokenOff }: Headed): string {
  const open = scenarios.filter(lacksEvidence).map(({ id }) => id);
  return [
    brokenOff === undefined ? '' : brokenOffNotice(brokenOff, scenarios),
    isReferenceRun(settings) ? 'This tool’s own reference client was driven, not your software.' : '',
    settings.profile === undefined
      ? ''
      : `The mock behaved as an unofficial page says (profile ${settings.profile}), not as the service alone.`,
    verdictSummary(scenarios),
    open.length === 0
      ? ''
      : `Not ready: blocked by the product without evidence for a person to judge: ${open.join(', ')}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** Returns what is said of a run that ended early. */
export function brokenOffNotice(
  brokenOff: NonNullable<Rehearsal['brokenOff']>,
  scenarios: readonly Pick<ScenarioResult, 'verdict' | 'testedAt'>[],
): string {
  const count = scenarios.filter(isNotRun).length;
  const left = count === 0 ? '' : ` ${count === 1 ? '1 scenario was' : `${count} scenarios were`} not run.`;
  switch (brokenOff) {
    case 'interrupted':
      return `Broken off: the run was interrupted.${left}`;
    case 'undriven':
      return `Broken off: the product could not be driven, several times in a row for the same reason.${left}`;
  }
}

/** True for a scenario that a run did not reach before it ended. */
export function isNotRun({ verdict, testedAt }: Pick<ScenarioResult, 'verdict' | 'testedAt'>): boolean {
  return verdict === 'not-exercised' && testedAt === null;
}

/** True for a run that drove this tool's own client, whose verdicts say nothing about a product. */
export function isReferenceRun({ driver }: Pick<Settings, 'driver'>): boolean {
  return driver === 'reference';
}

/** Returns the ending of a report's name if the mock behaved as an unofficial page says, otherwise nothing. */
export function profileSuffix({ profile }: Pick<Settings, 'profile'>): string {
  return profile === undefined ? '' : `, with the unofficial profile ${profile}`;
}

/** True for a scenario that the product blocked, if the vendor gives no evidence of it. */
export function lacksEvidence({ verdict, declaration }: Pick<ScenarioResult, 'verdict' | 'declaration'>): boolean {
  return verdict === 'blocked' && (declaration?.evidence ?? '').trim() === '';
}

export type ReadinessLevel = 'passed' | 'to-judge' | 'not-passed';

/** Returns what is left to do: nothing, evidence for a person to judge, or something to fix. */
export function readinessLevel(scenarios: readonly Pick<ScenarioResult, 'verdict' | 'declaration'>[]): ReadinessLevel {
  const { pass, blocked, 'not-applicable': notApplicable } = countVerdicts(scenarios);
  if (scenarios.some(lacksEvidence)) return 'not-passed';
  if (pass + blocked + notApplicable < scenarios.length || scenarios.length === 0) return 'not-passed';
  return pass + notApplicable === scenarios.length && pass > 0 ? 'passed' : 'to-judge';
}

function allPassed(passed: number, notApplicable: number): string {
  const scenarios = `${passed} of ${passed} ${passed === 1 ? 'scenario' : 'scenarios'}`;
  if (notApplicable === 0) return `${scenarios} passed.`;
  return `${scenarios} that ${passed === 1 ? 'applies' : 'apply'} passed; ${describeCount('not-applicable', notApplicable)}.`;
}

function describeCount(verdict: Verdict, count: number): string {
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
      return `${count} ${count === 1 ? 'is' : 'are'} declared not applicable by the vendor`;
    case 'error':
      return `${count} could not be judged`;
  }
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

export type Suite = Exclude<Settings['suite'], 'all'>;

export const suiteLabels: Record<Settings['suite'], string> = {
  pat: 'Production approval',
  behaviour: 'Behaviour',
  all: 'Production approval and behaviour',
};

/** Returns the suite of a scenario, from its requirement: `pat:R04` is production approval, `terms:T04` behaviour. */
export function suiteOf({ requirement }: Pick<ScenarioResult, 'requirement'>): Suite {
  return requirement.startsWith('pat:') ? 'pat' : 'behaviour';
}

/** Groups the scenarios by suite and leaves out empty suites. */
export function bySuite<T extends Pick<ScenarioResult, 'requirement'>>(
  scenarios: readonly T[],
): { suite: Suite; scenarios: T[] }[] {
  return (['pat', 'behaviour'] as const)
    .map((suite) => ({ suite, scenarios: scenarios.filter((result) => suiteOf(result) === suite) }))
    .filter((part) => part.scenarios.length > 0);
}
