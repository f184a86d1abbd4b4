import type { Scenario } from '../scenarios/scenario.ts';
import type { Exchange } from '../spec/exchange.ts';
import type { ScenarioResult } from '../spec/verdict.ts';

/** How a finding begins that is about the harness itself, never about the product. */
export const harnessFault = 'receipt-rehearsal itself broke here, not the product';

/** The result of a scenario during which the harness broke: nothing was judged. */
export function brokenResult(
  { id, title, requirement, category, given, then }: Scenario,
  error: unknown,
  testedAt: Date,
  exchanges: readonly Exchange[],
): ScenarioResult {
  const unjudged = ({ text }: { text: string }) => ({ text, met: null, finding: null });
  // Where it broke goes to standard error: a report is handed on, and holds no paths of this machine.
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    id,
    title,
    requirement,
    category,
    verdict: 'error',
    checker: null,
    given: given.map(unjudged),
    then: then.map(unjudged),
    findings: [{ text: `${harnessFault}: ${why}. Please report it.` }],
    difference: null,
    exchanges: exchanges.map(({ seq }) => seq),
    wasteTrackingIds: [],
    brief: null,
    outcome: null,
    testedAt: testedAt.toISOString(),
    durationMs: null,
  };
}

/** True where a result is an error of ours rather than a product that could not be driven. */
export function isHarnessFault({ verdict, findings }: ScenarioResult): boolean {
  return verdict === 'error' && findings.some(({ text }) => text.startsWith(harnessFault));
}
