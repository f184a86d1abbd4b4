import { type AnyScenario, isBehaviour } from '../../scenarios/suites.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { Declaration, ScenarioResult } from '../../spec/types/verdict.ts';

/** Returns the result of a scenario that the vendor declares out of scope: it is not run. */
export function notApplicable(scenario: AnyScenario, declaration: Declaration): ScenarioResult {
  return {
    ...notEvaluatedResult(scenario),
    verdict: 'not-applicable',
    findings: [{ text: `Declared out of scope by the vendor: ${declaration.reason}` }],
    declaration,
  };
}

/** Returns the result of a scenario that the run did not reach, because it ended early. */
export function notRun(scenario: AnyScenario, declaration: Declaration | undefined): ScenarioResult {
  const findings = [{ text: 'Not run: the run was broken off before.' }];
  return applyDeclaration({ ...notEvaluatedResult(scenario), verdict: 'not-exercised', findings }, declaration, []);
}

/**
 * Adds the vendor's declaration to a result. The declaration that the product stops such receipts explains why nothing
 * was sent; it never improves any other verdict.
 */
export function applyDeclaration(
  result: ScenarioResult,
  declaration: Declaration | undefined,
  exchanges: readonly Exchange[],
): ScenarioResult {
  if (declaration === undefined) return result;
  const isExplained =
    declaration.kind === 'blocked' &&
    result.verdict === 'not-exercised' &&
    isBlocked(result) &&
    !exchanges.some(isSent);
  if (!isExplained) return { ...result, declaration };
  const text = `Declared by the vendor as stopped by the product itself: ${declaration.reason}`;
  return { ...result, verdict: 'blocked', findings: [{ text }, ...result.findings], declaration };
}

/** True if the product reports that it stopped the receipts itself. */
function isBlocked({ tasks }: ScenarioResult): boolean {
  const outcomes = tasks.flatMap(({ outcomes: reported }) => reported ?? []);
  return outcomes.length > 0 && outcomes.every(({ outcome }) => outcome === 'blocked');
}

/** True for a receipt or a correction: if it reached the service, it was not stopped. */
function isSent({ operationId }: Exchange): boolean {
  return operationId === 'receiveMovement' || operationId === 'updateMovement';
}

/** Returns a result without an evaluation. */
export function notEvaluatedResult(scenario: AnyScenario): Omit<ScenarioResult, 'verdict' | 'findings'> {
  const unjudged = ({ text }: { text: string }) => ({ text, met: null, finding: null });
  return {
    id: scenario.id,
    title: scenario.title,
    requirement: scenario.requirement,
    category: scenario.category,
    checker: null,
    given: scenario.given.map(unjudged),
    then: isBehaviour(scenario) ? scenario.then.map(unjudged) : scenario.then.map(unjudged),
    difference: null,
    exchanges: [],
    wasteTrackingIds: [],
    tasks: [],
    declaration: null,
    history: [],
    testedAt: null,
    durationMs: null,
  };
}
