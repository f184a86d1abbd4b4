import { type AnyScenario, type SuiteName, scenariosOf } from '../../scenarios/suites.ts';
import { UsageError } from '../cli/exit-codes.ts';

/**
 * Returns the scenarios of a suite, or the named ones, in the order of the suites. Without a suite, ids of both suites are accepted.
 * @throws UsageError for an unknown id.
 */
export function pickScenarios(ids: readonly string[] | undefined, suite?: SuiteName): AnyScenario[] {
  if (ids === undefined) return [...scenariosOf(suite ?? 'pat')];
  const known = scenariosOf(suite ?? 'all');
  const unknown = ids.filter((id) => !known.some((scenario) => scenario.id === id));
  if (unknown.length > 0) {
    const withdrawn = unknown.includes('R06') ? ' R06 is withdrawn.' : '';
    const list = known.map(({ id }) => id).join(', ');
    const where = suite === undefined || suite === 'all' ? '' : ` in the suite ${suite}`;
    throw new UsageError(`unknown scenario ${unknown.join(', ')}${where}.${withdrawn} Known scenarios: ${list}`);
  }
  return known.filter(({ id }) => ids.includes(id));
}

/** Returns the smallest suite that has all scenarios. */
export function resolveSuite(scenarios: readonly AnyScenario[]): SuiteName {
  const inSuite = (suite: SuiteName) => scenarios.every((scenario) => scenariosOf(suite).includes(scenario));
  if (inSuite('pat')) return 'pat';
  return inSuite('behaviour') ? 'behaviour' : 'all';
}
