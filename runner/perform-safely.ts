import type { Settings } from '../reports/rehearsal.ts';
import type { Behaviour } from '../scenarios/behaviour.ts';
import { type BehaviourEvidence, evaluateBehaviour } from '../scenarios/evaluate-behaviour.ts';
import { type AnyScenario, isBehaviour } from '../scenarios/suites.ts';
import type { Exchange } from '../spec/exchange.ts';
import { maskEvidence } from '../spec/mask.ts';
import type { ScenarioResult } from '../spec/verdict.ts';
import { brokenResult } from './broken-result.ts';
import { type Performed, type Prepared, performScenario, prepare, recordedOf, type Studio } from './perform.ts';
import { enact } from './perform-behaviour.ts';
import { safe, say } from './terminal.ts';

/** A scenario that was performed. `evidence`: of one of the behaviour suite; null where the harness broke. */
export interface PerformedSafely extends Performed {
  evidence: BehaviourEvidence | null;
}

/** What breaks is not the product's doing: the verdict says that the harness broke, and the other scenarios go on. */
export async function performSafely(
  scenario: AnyScenario,
  studio: Studio,
  settings: Settings,
): Promise<PerformedSafely> {
  const testedAt = new Date();
  const prepared = await prepare(scenario, studio);
  studio.known.push(prepared.known);
  try {
    if (isBehaviour(scenario)) return await performBehaviour(scenario, prepared, studio, settings);
    return { ...(await performScenario(scenario, prepared, studio)), evidence: null };
  } catch (error) {
    complain(scenario, error, (text) => maskEvidence(text, prepared.known));
    const recorded = await recordedOf(prepared, studio);
    const result = maskEvidence(brokenResult(scenario, error, testedAt, recorded), prepared.known);
    return { result, recorded, evidence: null };
  }
}

async function performBehaviour(
  scenario: Behaviour,
  prepared: Prepared,
  studio: Studio,
  { thresholds }: Settings,
): Promise<PerformedSafely> {
  const evidence = await enact(scenario, prepared, studio, thresholds);
  return { result: evaluateBehaviour(scenario, evidence), recorded: [...evidence.exchanges], evidence };
}

/** The result of a scenario that is judged on all traffic of the run, once all of it is there. */
export function judgeOnAll(scenario: Behaviour, performed: PerformedSafely, all: readonly Exchange[]): ScenarioResult {
  const { evidence, result } = performed;
  if (evidence === null) return result;
  try {
    return evaluateBehaviour(scenario, { ...evidence, exchanges: all });
  } catch (error) {
    complain(scenario, error, (text) => text);
    return brokenResult(scenario, error, new Date(evidence.testedAt ?? 0), all);
  }
}

function complain({ id }: AnyScenario, error: unknown, mask: (text: string) => string): void {
  const where = error instanceof Error ? (error.stack ?? error.message) : String(error);
  say(safe(mask(`Fault of the harness in ${id}: ${where}`)));
}
