import type { Settings } from '../../reports/rehearsal.ts';
import { type BehaviourEvidence, evaluateBehaviour } from '../../scenarios/behaviour/evaluate.ts';
import type { BehaviourScenario } from '../../scenarios/behaviour/types.ts';
import { type AnyScenario, isBehaviour } from '../../scenarios/suites.ts';
import { maskEvidence } from '../../spec/masking/mask.ts';
import { movementsOf } from '../../spec/types/brief.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { Movement } from '../../spec/types/movement.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import { safe, say } from '../cli/terminal.ts';
import { notEvaluatedResult } from './apply-declarations.ts';
import {
  type RunContext,
  recordedOf,
  runApprovalScenario,
  type ScenarioRun,
  type ScenarioSetup,
  setUpScenario,
} from './run-approval-scenario.ts';
import { runBehaviourScenario } from './run-behaviour-scenario.ts';

/** A finished scenario. `evidence`: of a behaviour scenario; null after an internal error. */
interface ScenarioRunWithEvidence extends ScenarioRun {
  evidence: BehaviourEvidence | null;
}

/**
 * Runs one scenario. An exception becomes the verdict "error" with an internal error, and the other scenarios go on.
 */
export async function runScenario(
  scenario: AnyScenario,
  run: RunContext,
  settings: Settings,
): Promise<ScenarioRunWithEvidence> {
  const testedAt = new Date();
  const prepared = await setUpScenario(scenario, run);
  run.known.push(prepared.known);
  try {
    if (isBehaviour(scenario)) return await performBehaviour(scenario, prepared, run, settings);
    return { ...(await runApprovalScenario(scenario, prepared, run)), evidence: null };
  } catch (error) {
    complain(scenario, error, (text) => maskEvidence(text, prepared.known));
    const recorded = await recordedOf(prepared, run);
    const result = maskEvidence(internalErrorResult(scenario, error, testedAt, recorded), prepared.known);
    return { result, recorded, evidence: null };
  }
}

async function performBehaviour(
  scenario: BehaviourScenario,
  prepared: ScenarioSetup,
  run: RunContext,
  { thresholds }: Settings,
): Promise<ScenarioRunWithEvidence> {
  const evidence = await runBehaviourScenario(scenario, prepared, run, thresholds);
  return { result: evaluateBehaviour(scenario, evidence), recorded: [...evidence.exchanges], evidence };
}

/** Returns the result of a scenario that is evaluated on all traffic of the run. */
export function evaluateAllTraffic(
  scenario: BehaviourScenario,
  performed: ScenarioRunWithEvidence,
  all: readonly Exchange[],
  asked: readonly Movement[],
): ScenarioResult {
  const { evidence, result } = performed;
  if (evidence === null) return result;
  try {
    return evaluateBehaviour(scenario, { ...evidence, exchanges: all, asked });
  } catch (error) {
    complain(scenario, error, (text) => text);
    return internalErrorResult(scenario, error, new Date(evidence.testedAt ?? 0), all);
  }
}

/** Returns every receipt that the scenarios asked for. */
export function movementsAsked(results: readonly ScenarioResult[]): Movement[] {
  return results.flatMap(({ tasks }) => tasks.flatMap(({ brief }) => movementsOf(brief)));
}

function complain({ id }: AnyScenario, error: unknown, mask: (text: string) => string): void {
  const where = error instanceof Error ? (error.stack ?? error.message) : String(error);
  say(safe(mask(`Internal error in ${id}: ${where}`)));
}

/** The start of every finding about an internal error. */
export const internalErrorText = 'internal error of receipt-rehearsal, not of the product';

/** Returns the result of a scenario with an internal error: nothing was evaluated. */
export function internalErrorResult(
  scenario: AnyScenario,
  error: unknown,
  testedAt: Date,
  exchanges: readonly Exchange[],
): ScenarioResult {
  // The stack goes to standard error: a report is shared and must not contain local paths.
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    ...notEvaluatedResult(scenario),
    verdict: 'error',
    findings: [{ text: `${internalErrorText}: ${why}. Please report it.` }],
    exchanges: exchanges.map(({ seq }) => seq),
    testedAt: testedAt.toISOString(),
  };
}

/** True for an internal error, as opposed to a product that could not be driven. */
export function isInternalError({ verdict, findings }: ScenarioResult): boolean {
  return verdict === 'error' && findings.some(({ text }) => text.startsWith(internalErrorText));
}
