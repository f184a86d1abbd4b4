import { type AnyScenario, type SuiteName, scenariosOf } from '../../scenarios/suites.ts';
import { UsageError } from '../cli/usage-error.ts';

/**
 * The scenarios of a suite, or those named, in the order of the suites. Ids are looked for in both suites where no
 * suite is asked for.
 * @throws UsageError for an id that is not there.
 */
export function pickScenarios(ids: readonly string[] | undefined, suite?: SuiteName): AnyScenario[] {
  if (ids === undefined) return [...scenariosOf(suite ?? 'pat')];
  const known = scenariosOf(suite ?? 'all');
  const unknown = ids.filter((id) => !known.some((scenario) => scenario.id === id));
  if (unknown.length > 0) {
    const withdrawn = unknown.includes('R06') ? ' R06 is withdrawn.' : '';
    const list = known.map(({ id }) => id).join(', ');
    const where = suite === undefined || suite === 'all' ? '' : ` in the suite ${suite}`;
    throw new UsageError(`there is no scenario ${unknown.join(', ')}${where}.${withdrawn} Those there are: ${list}`);
  }
  return known.filter(({ id }) => ids.includes(id));
}

/** The smallest suite that holds them all. */
export function resolveSuite(scenarios: readonly AnyScenario[]): SuiteName {
  const inSuite = (suite: SuiteName) => scenarios.every((scenario) => scenariosOf(suite).includes(scenario));
  if (inSuite('pat')) return 'pat';
  return inSuite('behaviour') ? 'behaviour' : 'all';
}
