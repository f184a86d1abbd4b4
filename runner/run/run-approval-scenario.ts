import { setTimeout as delay } from 'node:timers/promises';
import type { DriverOutcome, Scenario, ScenarioEvidence } from '../../scenarios/approval/types.ts';
import type { AnyScenario } from '../../scenarios/suites.ts';
import type { Contract } from '../../spec/contract/contract.ts';
import { type KnownSecrets, maskEvidence, maskExchange, maskPersonal } from '../../spec/masking/mask.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { Finding } from '../../spec/types/verdict.ts';
import type { Driver, DriverResult } from '../drivers/driver.ts';
import type { Service } from '../server.ts';
import { maskOutcome } from './mask-outcome.ts';
import { createScenarioClient, makeBrief, secretsOfConnection, seedFor, syntheticFor } from './scenario-client.ts';
import { receiptOfAnotherClient } from './unattributed-traffic.ts';

/** What every scenario of a run shares. */
export interface RunContext {
  driver: Driver;
  service: Service;
  contract: Pick<Contract, 'lists'>;
  /** API base URL given to the product, if not the mock's own (for example a recording proxy). */
  apiUrl: string;
  seed: number;
  startedAt: Date;
  /** How many scenarios run at once. */
  concurrency: number;
  /** Generated secrets and API codes so far. Mask them in everything recorded. */
  known: KnownSecrets[];
  /** The clients of the running scenarios: their traffic belongs to no other scenario. */
  running: Set<string>;
}

/** What a production-approval scenario is evaluated from, besides the exchanges. Masked. */
export interface PerformedBrief {
  evidence: Omit<ScenarioEvidence, 'exchanges' | 'elsewhere'>;
  /** About requests of other clients meanwhile, if the scenario's own client sent no receipt. */
  astray: Finding | undefined;
}

/** Creates a scenario's client, with its secrets and its data. */
export async function setUpScenario(scenario: AnyScenario, { service, contract, apiUrl, seed, startedAt }: RunContext) {
  const connection = await createScenarioClient(service, scenario, apiUrl, seedFor(scenario, seed));
  const synthetic = syntheticFor(scenario, { seed, now: startedAt, lists: contract.lists });
  return { connection, known: secretsOfConnection(connection), synthetic };
}
export type ScenarioSetup = Awaited<ReturnType<typeof setUpScenario>>;

/** Resolves when the mock has no requests of the scenario's client in flight: a product may have given up on one. */
export async function settled({ connection }: ScenarioSetup, { service }: RunContext): Promise<void> {
  while (service.mock.isBusy(connection.clientId)) await delay(10);
}

/** Returns the masked exchanges of the scenario's client so far. */
export async function recordedOf(prepared: ScenarioSetup, run: RunContext): Promise<Exchange[]> {
  await settled(prepared, run);
  const { connection, known } = prepared;
  const exchanges = await run.service.store.exchanges({ clientId: connection.clientId });
  return exchanges.map((exchange) => maskPersonal(maskExchange(exchange, known)));
}

/** Gives the product the one task of a production-approval scenario. */
export async function runApprovalScenario(
  scenario: Scenario,
  prepared: ScenarioSetup,
  run: RunContext,
): Promise<PerformedBrief> {
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
    await settled(prepared, run);
    const until = await service.store.lastPosition();
    const meanwhile = (await service.store.exchanges({ after: before })).filter(others.isStranger);
    // Another client's request may contain secrets of a scenario that runs at the same time.
    const astray = maskEvidence(
      receiptOfAnotherClient(connection.clientId, scenario.when, meanwhile),
      allKnownSecrets(run),
    );
    const evidence = {
      until,
      brief: maskEvidence(asked, known),
      driverResult: actingOf(driverResult, known),
      testedAt: testedAt.toISOString(),
      durationMs,
    };
    return { evidence, astray };
  } finally {
    others.stop();
  }
}

/** Returns the generated secrets of all scenarios so far. */
export function allKnownSecrets({ known }: Pick<RunContext, 'known'>): KnownSecrets {
  return {
    secrets: known.flatMap(({ secrets }) => secrets),
    apiCodes: [...new Set(known.flatMap(({ apiCodes }) => apiCodes))],
  };
}

/**
 * Returns the one outcome. Several for one receipt would be a fault of the driver; the parsers of outcomes prevent it.
 */
function actingOf(driverResult: DriverResult, known: KnownSecrets): DriverOutcome {
  if (driverResult.kind === 'outcome') return { kind: 'outcome', outcome: maskOutcome(driverResult.outcome, known) };
  if (driverResult.kind === 'driver-error') return maskEvidence(driverResult, known);
  return { kind: 'driver-error', problem: 'The driver returned several outcomes for one receipt.' };
}

/** Ignores the clients of scenarios that run at the same time. */
function watchOthers(clientId: string, { running }: RunContext) {
  running.add(clientId);
  // Scenarios that start later are in the set itself; those that end meanwhile are in the copy.
  const atStart = new Set(running);
  return {
    isStranger: (exchange: Exchange) => {
      const { clientId: sender } = exchange;
      return sender === clientId || sender === null || !(atStart.has(sender) || running.has(sender));
    },
    stop: () => running.delete(clientId),
  };
}
