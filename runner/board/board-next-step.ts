import { capitalised } from '../../reports/text/capitalised.ts';
import { reasonFor, warningsIn } from '../../reports/text/findings.ts';
import { type AnyScenario, isBehaviour } from '../../scenarios/suites.ts';
import { usualThresholds } from '../../spec/types/thresholds.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';

/** What a person should do next about a scenario, in a sentence. */
export function nextStep(
  scenario: AnyScenario,
  result: Pick<ScenarioResult, 'verdict' | 'findings' | 'declaration'>,
): string {
  switch (result.verdict) {
    case 'pass':
      return warningsIn(result.findings).length === 0 ? 'Done.' : `Done, with something to weigh: ${reasonFor(result)}`;
    case 'fail':
      return `Mend this, and do it again: ${reasonFor(result)}`;
    case 'not-exercised':
      return howToShow(scenario);
    case 'blocked':
    case 'not-applicable':
    case 'error':
      return reasonFor(result);
  }
}

/** What the traffic must show, as something to do. */
export function howToShow(scenario: AnyScenario): string {
  if (!isBehaviour(scenario)) {
    const conditions = scenario.given.slice(1).map(({ text }) => text);
    const stopped = scenario.productMayBlock ? ' If your software stops it, keep evidence of that.' : '';
    return `Submit a receipt: ${conditions.join('; ')}.${stopped}`;
  }
  const asks = scenario.tasks.map(({ text }) => text).join('; then ');
  const first =
    faultsOf(scenario).length > 0
      ? 'Plan its faults, then '
      : isLapsed(scenario)
        ? 'Let a service charge lapse, then '
        : '';
  return capitalised(`${first}${asks}.`);
}

/** The faults that the circumstances of a scenario are made of; none for a scenario of production approval. */
export function faultsOf(scenario: AnyScenario) {
  return isBehaviour(scenario) ? scenario.given.flatMap(({ faults }) => faults?.(usualThresholds) ?? []) : [];
}

/** True where receipts must be for an organisation whose service charge has lapsed. */
export function isLapsed(scenario: AnyScenario): boolean {
  return isBehaviour(scenario) && scenario.given.some(({ organisation }) => organisation === 'lapsed');
}
