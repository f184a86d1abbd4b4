import type { Scenario } from '../../scenarios/approval/types.ts';
import { approvalScenario } from '../../scenarios/suites.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';

/** Returns a scenario of the suite. */
export function scenarioOf(id: string): Scenario {
  const scenario = approvalScenario(id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  return scenario;
}

/** Creates a minimal result. */
export function resultOf(change: Partial<ScenarioResult> = {}): ScenarioResult {
  return {
    id: 'R01',
    title: 'One plain waste item',
    requirement: 'pat:R01',
    category: { area: 'Basic', weight: 'Mandatory' },
    verdict: 'pass',
    checker: null,
    given: [],
    then: [],
    findings: [],
    difference: null,
    exchanges: [],
    wasteTrackingIds: [],
    tasks: [],
    declaration: null,
    history: [],
    testedAt: null,
    durationMs: null,
    ...change,
  };
}
