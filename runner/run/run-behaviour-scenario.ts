import type { BehaviourEvidence } from '../../scenarios/behaviour/evaluate.ts';
import type { BehaviourScenario } from '../../scenarios/behaviour/types.ts';
import { maskEvidence } from '../../spec/masking/mask.ts';
import { type Brief, movementsOf, type Task } from '../../spec/types/brief.ts';
import type { PlannedFault } from '../../spec/types/exchange.ts';
import type { TaskResult, Thresholds } from '../../spec/types/verdict.ts';
import type { DriverResult } from '../drivers/driver.ts';
import { maskOutcome } from './mask-outcome.ts';
import { type RunContext, recordedOf, type ScenarioSetup, settled } from './run-approval-scenario.ts';
import { withoutClient } from './unattributed-traffic.ts';

/**
 * Asks the product for everything that a scenario of the behaviour suite asks, one thing after the other, while the
 * mock misbehaves as planned. What is left of the plan is lifted before the second ask.
 */
export async function runBehaviourScenario(
  scenario: BehaviourScenario,
  prepared: ScenarioSetup,
  run: RunContext,
  thresholds: Thresholds,
): Promise<BehaviourEvidence> {
  const { connection, known, synthetic } = prepared;
  const { service } = run;
  const { faults } = service.mock;
  const { clientId } = connection;
  const before = await service.store.lastPosition();
  const testedAt = new Date();
  const askedAt = performance.now();
  // The asks that follow are made from what was really said; only what is kept is masked.
  const tasks: TaskResult[] = [];
  const receipt = () => ({ ...synthetic.receipt(), apiCode: connection.apiCode });
  try {
    await faults.planFor(
      clientId,
      scenario.given.flatMap((given) => given.faults?.(thresholds) ?? []),
    );
    for (const ask of scenario.tasks) {
      const task = ask.make({ synthetic, receipt, earlier: tasks });
      if (task === null) continue;
      const act = await perform(scenario, task, prepared, run);
      tasks.push({ ...act, unusedFaults: (await faults.lift(clientId)).map(unnamed) });
      if (act.problem !== null) break;
    }
  } finally {
    await faults.lift(clientId);
  }
  const durationMs = Math.round(performance.now() - askedAt);
  const exchanges = [...(await recordedOf(prepared, run)), ...(await withoutClient(before, known, run))];
  exchanges.sort((a, b) => a.seq - b.seq);
  const kept = tasks.map((act) => {
    const outcomes = act.outcomes?.map((outcome) => maskOutcome(outcome, known)) ?? null;
    return { ...maskEvidence(act, known), outcomes };
  });
  return { exchanges, tasks: kept, thresholds, testedAt: testedAt.toISOString(), durationMs };
}

async function perform(
  { id, title, given }: BehaviourScenario,
  task: Task,
  prepared: ScenarioSetup,
  run: RunContext,
): Promise<Omit<TaskResult, 'unusedFaults'>> {
  const head = { version: 1 as const, scenario: { id, title, given: given.map(({ text }) => text) } };
  const after = await run.service.store.lastPosition();
  const brief: Brief = { ...head, ...task, connection: prepared.connection };
  const said = interpret(await run.driver.drive(brief), task);
  // A request may be under way still when the product has spoken, and belongs to this ask.
  await settled(prepared, run);
  return { brief: { ...head, ...task }, ...said, after };
}

function interpret(driverResult: DriverResult, task: Task): Pick<TaskResult, 'outcomes' | 'problem'> {
  switch (driverResult.kind) {
    case 'driver-error':
      return { outcomes: null, problem: driverResult.problem };
    case 'outcome':
      return outcomesFor(task, [driverResult.outcome]);
    case 'outcomes':
      return outcomesFor(task, driverResult.outcomes);
  }
}

/** The readers of outcomes see to the number; a driver of somebody's own may not. */
function outcomesFor(task: Task, outcomes: TaskResult['outcomes'] & object): Pick<TaskResult, 'outcomes' | 'problem'> {
  const due = movementsOf(task).length;
  if (outcomes.length === due) return { outcomes, problem: null };
  return { outcomes: null, problem: `${outcomes.length} outcomes came back for ${due} receipts.` };
}

function unnamed({ client: _, ...planned }: PlannedFault): PlannedFault {
  return planned;
}
