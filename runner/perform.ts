import { setTimeout as delay } from 'node:timers/promises';
import { evaluate } from '../scenarios/evaluate.ts';
import type { Acting } from '../scenarios/evidence.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { AnyScenario } from '../scenarios/suites.ts';
import type { Exchange } from '../spec/exchange.ts';
import { type Known, maskEvidence, maskExchange, maskPersonal } from '../spec/mask.ts';
import type { ScenarioResult } from '../spec/verdict.ts';
import { connect, knownOf, seedOf } from './connect.ts';
import type { Driven, Driver } from './drivers/driver.ts';
import { makeBrief } from './make-brief.ts';
import { maskOutcome } from './mask-outcome.ts';
import { receiptOfAnotherClient } from './other-clients.ts';
import type { Service } from './serve.ts';
import { syntheticReceipts } from './synthetic-receipts.ts';

/** What every scenario is performed with. */
export interface Studio {
  driver: Driver;
  service: Service;
  /** Where the product is sent, when it is not straight to the mock (a proxy that watches, say). */
  apiUrl: string;
  seed: number;
  startedAt: Date;
  /** How many scenarios are performed at once. */
  concurrency: number;
  /** What was made up for the scenarios so far, and must not be seen in what is kept. */
  known: Known[];
  /** The clients of the scenarios under way: their traffic is nobody else's. */
  underWay: Set<string>;
}

export interface Performed {
  result: ScenarioResult;
  recorded: Exchange[];
}

/** A scenario's client with all that was made up for it. */
export async function prepare(scenario: AnyScenario, { service, apiUrl, seed, startedAt }: Studio) {
  const ownSeed = seedOf(scenario, seed);
  const connection = await connect(service, scenario, apiUrl, ownSeed);
  return { connection, known: knownOf(connection), synthetic: syntheticReceipts({ seed: ownSeed, now: startedAt }) };
}
export type Prepared = Awaited<ReturnType<typeof prepare>>;

/** Resolves when the mock works on no request of the scenario's client any more: a product may have given up on one. */
export async function settled({ connection }: Prepared, { service }: Studio): Promise<void> {
  while (service.mock.isBusy(connection.clientId)) await delay(10);
}

/** What the scenario's client sent so far, fit to be kept. */
export async function recordedOf(prepared: Prepared, studio: Studio): Promise<Exchange[]> {
  await settled(prepared, studio);
  const { connection, known } = prepared;
  const exchanges = await studio.service.store.exchanges({ clientId: connection.clientId });
  return exchanges.map((exchange) => maskPersonal(maskExchange(exchange, known)));
}

/** Asks the product for the one receipt of a production-approval scenario, and judges it on masked evidence. */
export async function performScenario(scenario: Scenario, prepared: Prepared, studio: Studio): Promise<Performed> {
  const { connection, known, synthetic } = prepared;
  const { driver, service } = studio;
  const brief = makeBrief(scenario, connection, synthetic);
  const { connection: _, ...asked } = brief;
  const testedAt = new Date();
  const before = await service.store.lastPosition();
  const others = watchOthers(connection.clientId, studio);
  try {
    const askedAt = performance.now();
    const driven = await driver.drive(brief);
    const durationMs = Math.round(performance.now() - askedAt);
    const exchanges = await recordedOf(prepared, studio);
    const result = evaluate(scenario, {
      exchanges,
      brief: maskEvidence(asked, known),
      driven: actingOf(driven, known),
      testedAt: testedAt.toISOString(),
      durationMs,
    });
    const meanwhile = (await service.store.exchanges({ after: before })).filter(others.isStranger);
    // A stranger's request may hold what was made up for a scenario that is performed beside this one.
    const astray = maskEvidence(
      receiptOfAnotherClient(connection.clientId, scenario.when, meanwhile),
      allKnown(studio),
    );
    const findings = astray === undefined ? result.findings : [...result.findings, astray];
    return { result: { ...result, findings }, recorded: exchanges };
  } finally {
    others.stop();
  }
}

/** What was made up for any scenario so far. */
export function allKnown({ known }: Pick<Studio, 'known'>): Known {
  return {
    secrets: known.flatMap(({ secrets }) => secrets),
    apiCodes: [...new Set(known.flatMap(({ apiCodes }) => apiCodes))],
  };
}

/** Several outcomes to one receipt would be a driver's fault; the readers of outcomes let none through. */
function actingOf(driven: Driven, known: Known): Acting {
  if (driven.kind === 'outcome') return { kind: 'outcome', outcome: maskOutcome(driven.outcome, known) };
  if (driven.kind === 'driver-error') return maskEvidence(driven, known);
  return { kind: 'driver-error', problem: 'Several outcomes came back for one receipt.' };
}

/** Traffic of scenarios that are performed at the same time is no stranger's. */
function watchOthers(clientId: string, { underWay }: Studio) {
  underWay.add(clientId);
  // Those that begin later are seen in the set itself, and those that end meanwhile in the copy.
  const atStart = new Set(underWay);
  return {
    isStranger: (exchange: Exchange) => {
      const { clientId: sender } = exchange;
      return sender === clientId || sender === null || !(atStart.has(sender) || underWay.has(sender));
    },
    stop: () => underWay.delete(clientId),
  };
}
