import type { Settings } from '../../reports/rehearsal.ts';
import { evaluateApproval } from '../../scenarios/approval/evaluate.ts';
import type { Scenario } from '../../scenarios/approval/types.ts';
import { evaluateBehaviour } from '../../scenarios/behaviour/evaluate.ts';
import type { BehaviourScenario } from '../../scenarios/behaviour/types.ts';
import { type AnyScenario, isBehaviour } from '../../scenarios/suites.ts';
import { type KnownSecrets, maskEvidence } from '../../spec/masking/mask.ts';
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
  type ScenarioSetup,
  setUpScenario,
} from './run-approval-scenario.ts';
import { runBehaviourScenario } from './run-behaviour-scenario.ts';

/** What the mock recorded that may concern a scenario. Masked, in journal order. */
export interface Recorded {
  /** Of the scenario's client. */
  own: readonly Exchange[];
  /** Records of the scenario's receipts by other clients. */
  elsewhere: readonly Exchange[];
  /** Of the whole run. */
  all: readonly Exchange[];
  /** Every receipt that the scenarios of the run asked for. */
  asked: readonly Movement[];
}

type Evaluate = (recorded: Recorded) => ScenarioResult;

/** A scenario whose tasks were given to the product. */
export interface PerformedScenario {
  scenario: AnyScenario;
  clientId: string;
  /** The result by what had been recorded when the product had given its last outcome. */
  result: ScenarioResult;
  /** The exchanges of the scenario's client by then. */
  recorded: readonly Exchange[];
  /** Evaluates the scenario by what was recorded since: the same evidence gives the same result. */
  evaluate: Evaluate;
}

/**
 * Runs one scenario. An exception becomes the verdict "error" with an internal error, and the other scenarios go on.
 */
export async function runScenario(
  scenario: AnyScenario,
  run: RunContext,
  settings: Settings,
): Promise<PerformedScenario> {
  const testedAt = new Date();
  const prepared = await setUpScenario(scenario, run);
  run.known.push(prepared.known);
  const evaluate = orInternalError(scenario, prepared, testedAt, await perform(scenario, prepared, run, settings));
  const recorded = await recordedOf(prepared, run);
  const result = evaluate({ own: recorded, elsewhere: [], all: recorded, asked: [] });
  return { scenario, clientId: prepared.connection.clientId, result, recorded, evaluate };
}

/** Gives the tasks to the product, and returns how to evaluate what came of them. */
async function perform(
  scenario: AnyScenario,
  prepared: ScenarioSetup,
  run: RunContext,
  settings: Settings,
): Promise<Evaluate> {
  try {
    return isBehaviour(scenario)
      ? await performBehaviour(scenario, prepared, run, settings)
      : await performApproval(scenario, prepared, run);
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

async function performApproval(scenario: Scenario, prepared: ScenarioSetup, run: RunContext): Promise<Evaluate> {
  const { evidence, astray } = await runApprovalScenario(scenario, prepared, run);
  return ({ own, elsewhere }) => {
    const result = evaluateApproval(scenario, { ...evidence, exchanges: own, elsewhere });
    const isSent = own.some(({ operationId }) => operationId === scenario.when);
    return astray === undefined || isSent ? result : { ...result, findings: [...result.findings, astray] };
  };
}

async function performBehaviour(
  scenario: BehaviourScenario,
  prepared: ScenarioSetup,
  run: RunContext,
  { thresholds }: Settings,
): Promise<Evaluate> {
  const { nobodys, ...performed } = await runBehaviourScenario(scenario, prepared, run, thresholds);
  return ({ own, elsewhere, all, asked }) => {
    if (scenario.evaluatesAlone === 'everything') {
      return evaluateBehaviour(scenario, { ...performed, exchanges: all, own, elsewhere, asked });
    }
    const exchanges = [...own, ...nobodys].toSorted((a, b) => a.seq - b.seq);
    return evaluateBehaviour(scenario, { ...performed, exchanges, elsewhere });
  };
}

/** Returns every receipt that the scenarios asked for. */
export function movementsAsked(results: readonly ScenarioResult[]): Movement[] {
  return results.flatMap(({ tasks }) => tasks.flatMap(({ brief }) => movementsOf(brief)));
}

/** Turns an exception into a result, and complains of it once. */
function orInternalError(
  scenario: AnyScenario,
  { known }: ScenarioSetup,
  testedAt: Date,
  evaluate: Evaluate,
): Evaluate {
  let isTold = false;
  return (recorded) => {
    try {
      return evaluate(recorded);
    } catch (error) {
      if (!isTold) complain(scenario, error, known);
      isTold = true;
      return maskEvidence(internalErrorResult(scenario, error, testedAt, recorded.own), known);
    }
  };
}

function complain({ id }: AnyScenario, error: unknown, known: KnownSecrets): void {
  const where = error instanceof Error ? (error.stack ?? error.message) : String(error);
  say(safe(maskEvidence(`Internal error in ${id}: ${where}`, known)));
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
