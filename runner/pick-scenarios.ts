import { patScenario, patScenarios } from '../scenarios/pat.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { UsageError } from './usage-error.ts';

/** The named scenarios, in the order of the suite; all of them when none is named. */
export function pickScenarios(ids: readonly string[] | undefined): Scenario[] {
  if (ids === undefined) return [...patScenarios];
  const unknown = ids.filter((id) => patScenario(id) === undefined);
  if (unknown.length > 0) {
    const withdrawn = unknown.includes('R06') ? ' R06 is withdrawn.' : '';
    const known = patScenarios.map(({ id }) => id).join(', ');
    throw new UsageError(`there is no scenario ${unknown.join(', ')}.${withdrawn} Those there are: ${known}`);
  }
  return patScenarios.filter(({ id }) => ids.includes(id));
}
