import type { AnyScenario } from '../../scenarios/suites.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import { notEvaluatedResult } from './apply-declarations.ts';

/** How a finding begins that is about the harness itself, never about the product. */
export const internalErrorText = 'receipt-rehearsal itself broke here, not the product';

/** The result of a scenario during which the harness broke: nothing was judged. */
export function internalErrorResult(
  scenario: AnyScenario,
  error: unknown,
  testedAt: Date,
  exchanges: readonly Exchange[],
): ScenarioResult {
  // Where it broke goes to standard error: a report is handed on, and holds no paths of this machine.
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    ...notEvaluatedResult(scenario),
    verdict: 'error',
    findings: [{ text: `${internalErrorText}: ${why}. Please report it.` }],
    exchanges: exchanges.map(({ seq }) => seq),
    testedAt: testedAt.toISOString(),
  };
}

/** True where a result is an error of ours rather than a product that could not be driven. */
export function isInternalError({ verdict, findings }: ScenarioResult): boolean {
  return verdict === 'error' && findings.some(({ text }) => text.startsWith(internalErrorText));
}
