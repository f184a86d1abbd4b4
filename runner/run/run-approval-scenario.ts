import { setTimeout as delay } from 'node:timers/promises';
import { evaluateApproval } from '../../scenarios/approval/evaluate.ts';
import type { DriverOutcome, Scenario } from '../../scenarios/approval/types.ts';
import type { AnyScenario } from '../../scenarios/suites.ts';
import { type KnownSecrets, maskEvidence, maskExchange, maskPersonal } from '../../spec/masking/mask.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import type { Driver, DriverResult } from '../drivers/driver.ts';
import type { Service } from '../server.ts';
import { maskOutcome } from './mask-outcome.ts';
import { createScenarioClient, makeBrief, secretsOf, seedFor } from './scenario-client.ts';
import { syntheticReceipts } from './synthetic-receipts.ts';
import { receiptOfAnotherClient } from './unattributed-traffic.ts';

/** What every scenario is performed with. */
export interface RunContext {
  driver: Driver;
  service: Service;
  /** Where the product is sent, when it is not straight to the mock (a proxy that watches, say). */
  apiUrl: string;
  seed: number;
  startedAt: Date;
  /** How many scenarios are performed at once. */
  concurrency: number;
  /** What was made up for the scenarios so far, and must not be seen in what is kept. */
  known: KnownSecrets[];
  /** The clients of the scenarios under way: their traffic is nobody else's. */
  running: Set<string>;
}

export interface ScenarioRun {
  result: ScenarioResult;
  recorded: Exchange[];
}

/** A scenario's client with all that was made up for it. */
export async function setUpScenario(scenario: AnyScenario, { service, apiUrl, seed, startedAt }: RunContext) {
  const ownSeed = seedFor(scenario, seed);
  const connection = await createScenarioClient(service, scenario, apiUrl, ownSeed);
  return { connection, known: secretsOf(connection), synthetic: syntheticReceipts({ seed: ownSeed, now: startedAt }) };
}
export type ScenarioSetup = Awaited<ReturnType<typeof setUpScenario>>;

/** Resolves when the mock works on no request of the scenario's client any more: a product may have given up on one. */
export async function settled({ connection }: ScenarioSetup, { service }: RunContext): Promise<void> {
  while (service.mock.isBusy(connection.clientId)) await delay(10);
}

/** What the scenario's client sent so far, fit to be kept. */
export async function recordedOf(prepared: ScenarioSetup, run: RunContext): Promise<Exchange[]> {
  await settled(prepared, run);
  const { connection, known } = prepared;
  const exchanges = await run.service.store.exchanges({ clientId: connection.clientId });
  return exchanges.map((exchange) => maskPersonal(maskExchange(exchange, known)));
}

/** Asks the product for the one receipt of a production-approval scenario, and judges it on masked evidence. */
export async function runApprovalScenario(
  scenario: Scenario,
  prepared: ScenarioSetup,
  run: RunContext,
): Promise<ScenarioRun> {
  const { connection, known, synthetic } = prepared;
  const { driver, service } = run;
  const brief = makeBrief(scenario, connection, synthetic);
  const { connection: _, ...asked } = brief;
  const testedAt = new Date();
  const before = await service.store.lastPosition();
  const others = watchOthers(connection.clientId, run);
  try {
    const askedAt = performance.now();
    const driverResult = await driver.drive(brief);
    const durationMs = Math.round(performance.now() - askedAt);
    const exchanges = await recordedOf(prepared, run);
    const result = evaluateApproval(scenario, {
      exchanges,
      brief: maskEvidence(asked, known),
      driverResult: actingOf(driverResult, known),
      testedAt: testedAt.toISOString(),
      durationMs,
    });
    const meanwhile = (await service.store.exchanges({ after: before })).filter(others.isStranger);
    // A stranger's request may hold what was made up for a scenario that is performed beside this one.
    const astray = maskEvidence(
      receiptOfAnotherClient(connection.clientId, scenario.when, meanwhile),
      allKnownSecrets(run),
    );
    const findings = astray === undefined ? result.findings : [...result.findings, astray];
    return { result: { ...result, findings }, recorded: exchanges };
  } finally {
    others.stop();
  }
}

/** What was made up for any scenario so far. */
export function allKnownSecrets({ known }: Pick<RunContext, 'known'>): KnownSecrets {
  return {
    secrets: known.flatMap(({ secrets }) => secrets),
    apiCodes: [...new Set(known.flatMap(({ apiCodes }) => apiCodes))],
  };
}

/** Several outcomes to one receipt would be a driver's fault; the readers of outcomes let none through. */
function actingOf(driverResult: DriverResult, known: KnownSecrets): DriverOutcome {
  if (driverResult.kind === 'outcome') return { kind: 'outcome', outcome: maskOutcome(driverResult.outcome, known) };
  if (driverResult.kind === 'driver-error') return maskEvidence(driverResult, known);
  return { kind: 'driver-error', problem: 'Several outcomes came back for one receipt.' };
}

/** Traffic of scenarios that are performed at the same time is no stranger's. */
function watchOthers(clientId: string, { running }: RunContext) {
  running.add(clientId);
  // Those that begin later are seen in the set itself, and those that end meanwhile in the copy.
  const atStart = new Set(running);
  return {
    isStranger: (exchange: Exchange) => {
      const { clientId: sender } = exchange;
      return sender === clientId || sender === null || !(atStart.has(sender) || running.has(sender));
    },
    stop: () => running.delete(clientId),
  };
}
