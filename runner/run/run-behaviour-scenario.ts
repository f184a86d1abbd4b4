import type { BehaviourScenario } from '../../scenarios/behaviour/types.ts';
import { maskEvidence } from '../../spec/masking/mask.ts';
import { type Brief, movementsOf, type Task } from '../../spec/types/brief.ts';
import type { Exchange, PlannedFault } from '../../spec/types/exchange.ts';
import type { TaskResult, Thresholds } from '../../spec/types/verdict.ts';
import type { DriverResult } from '../drivers/driver.ts';
import { maskOutcome } from './mask-outcome.ts';
import { type RunContext, recordedOf, type ScenarioSetup, settled } from './run-approval-scenario.ts';
import { payCharge } from './scenario-client.ts';
import { withoutClient } from './unattributed-traffic.ts';

/** What a behaviour scenario is evaluated from, besides the exchanges of its client. Masked. */
export interface PerformedTasks {
  tasks: TaskResult[];
  /** Requests without a client that came meanwhile. */
  nobodys: readonly Exchange[];
  thresholds: Thresholds;
  testedAt: string;
  durationMs: number;
}

/**
 * Gives the product the tasks of a behaviour scenario in turn, while the mock injects the planned faults. Removes the
 * remaining faults before the second task, and plans them again for each round.
 */
export async function runBehaviourScenario(
  scenario: BehaviourScenario,
  prepared: ScenarioSetup,
  run: RunContext,
  thresholds: Thresholds,
): Promise<PerformedTasks> {
  const { connection, known, synthetic } = prepared;
  const { service } = run;
  const { faults } = service.mock;
  const { clientId } = connection;
  const before = await service.store.lastPosition();
  const testedAt = new Date();
  const askedAt = performance.now();
  // Later tasks use the real outcomes; only the recorded ones are masked.
  const tasks: TaskResult[] = [];
  const receipt = () => ({ ...synthetic.receipt(), apiCode: connection.apiCode });
  const stopLifting = liftInTime(scenario, clientId, service);
  try {
    for (let round = 1; ; round += 1) {
      await faults.planForScenario(
        clientId,
        scenario.given.flatMap((given) => given.faults?.(thresholds) ?? []),
      );
      for (const ask of scenario.tasks) {
        const task = ask.make({ synthetic, receipt, earlier: tasks });
        if (task === null) continue;
        if (ask.organisation === 'paid') await payCharge(service.store, connection);
        const act = await perform(scenario, task, prepared, run);
        tasks.push({ ...act, unusedFaults: (await faults.lift(clientId)).map(unnamed) });
        if (act.problem !== null) break;
      }
      if (scenario.rounds === undefined || round >= scenario.rounds.max) break;
      if (tasks.length < round || tasks.some(({ problem }) => problem !== null)) break;
      const observation = { exchanges: await recordedOf(prepared, run), tasks, thresholds };
      if (scenario.rounds.isEnough(observation, performance.now() - askedAt)) break;
    }
  } finally {
    stopLifting();
    await faults.lift(clientId);
  }
  const durationMs = Math.round(performance.now() - askedAt);
  const nobodys = await withoutClient(before, known, run);
  const kept = tasks.map((act) => {
    const outcomes = act.outcomes?.map((outcome) => maskOutcome(outcome, known)) ?? null;
    return { ...maskEvidence(act, known), outcomes };
  });
  return { tasks: kept, nobodys, thresholds, testedAt: testedAt.toISOString(), durationMs };
}

/** Ends the faults of a scenario some time after the first was injected. Returns a function that stops waiting for it. */
function liftInTime({ given }: BehaviourScenario, clientId: string, { mock }: RunContext['service']): () => void {
  const [lastsMs] = given.flatMap(({ faultsLastMs }) => faultsLastMs ?? []);
  if (lastsMs === undefined) return () => undefined;
  let timer: NodeJS.Timeout | undefined;
  const onExchange = (exchange: Exchange) => {
    if (exchange.clientId !== clientId || exchange.fault === undefined) return;
    timer ??= setTimeout(() => void mock.faults.lift(clientId), lastsMs);
  };
  mock.recordedExchanges.on('exchange', onExchange);
  return () => {
    mock.recordedExchanges.off('exchange', onExchange);
    clearTimeout(timer);
  };
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
  const interpreted = interpret(await run.driver.drive(brief), task);
  // A request may still be in flight when the product returns its outcome; it belongs to this task.
  await settled(prepared, run);
  const until = await run.service.store.lastPosition();
  return { brief: { ...head, ...task }, ...interpreted, after, until };
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

/** Returns an outcome for each receipt: the parsers of outcomes check the number, another driver may not. */
function outcomesFor(task: Task, outcomes: TaskResult['outcomes'] & object): Pick<TaskResult, 'outcomes' | 'problem'> {
  const due = movementsOf(task).length;
  if (outcomes.length === due) return { outcomes, problem: null };
  return { outcomes: null, problem: `The driver returned ${outcomes.length} outcomes for ${due} receipts.` };
}

function unnamed({ client: _, ...planned }: PlannedFault): PlannedFault {
  return planned;
}
