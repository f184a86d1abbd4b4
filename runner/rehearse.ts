import { randomBytes } from 'node:crypto';
import { dummyApiCodes, hashSecret } from '../mock/dummy-organisations.ts';
import { countVerdicts } from '../reports/answer.ts';
import type { Rehearsal, Settings } from '../reports/rehearsal.ts';
import { evaluate } from '../scenarios/evaluate.ts';
import type { Acting } from '../scenarios/evidence.ts';
import { patScenarios } from '../scenarios/pat.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { Brief, Connection } from '../spec/brief.ts';
import type { Contract } from '../spec/contract.ts';
import type { Exchange } from '../spec/exchange.ts';
import { maskEvidence, maskExchange } from '../spec/mask.ts';
import type { ScenarioResult } from '../spec/verdict.ts';
import { brokenResult } from './broken-result.ts';
import type { Driver } from './drivers/driver.ts';
import { makeBrief } from './make-brief.ts';
import { receiptOfAnotherClient } from './other-clients.ts';
import type { Service } from './serve.ts';
import { syntheticReceipts } from './synthetic-receipts.ts';
import { say } from './terminal.ts';
import { toolVersion } from './version.ts';

export interface RehearsalOptions {
  scenarios: readonly Scenario[];
  driver: Driver;
  contract: Contract;
  service: Service;
  settings: Settings;
  /** Where the product is sent, when it is not straight to the mock (a proxy that watches, say). */
  apiUrl?: string;
  /** Told before and after each scenario. */
  onStart?: (scenario: Scenario) => void;
  onResult?: (result: ScenarioResult) => void;
}

/**
 * Drives the product through the scenarios, one after the other, and judges each from what the mock recorded. One that
 * breaks does not stop the others. Verdicts are reached on the masked evidence, so the report can be judged again.
 */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  const { scenarios, service, contract, settings } = options;
  const startedAt = new Date();
  const results: ScenarioResult[] = [];
  const exchanges: Exchange[] = [];
  for (const scenario of scenarios) {
    options.onStart?.(scenario);
    const seed = seedOf(scenario, settings.seed);
    const connection = await connect(service, scenario, options.apiUrl ?? service.url, seed);
    const synthetic = syntheticReceipts({ seed, now: startedAt });
    const brief = makeBrief(scenario, connection, synthetic);
    const { result, recorded } = await perform(scenario, brief, options);
    results.push(result);
    exchanges.push(...recorded);
    options.onResult?.(result);
  }
  return {
    format: 'receipt-rehearsal/1',
    tool: { name: 'receipt-rehearsal', version: toolVersion() },
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    settings,
    contract: {
      title: contract.title,
      version: contract.version,
      documentHash: contract.documentHash,
      overlayHashes: contract.overlayHashes,
      hash: contract.hash,
    },
    environment: { node: process.version, platform: `${process.platform} ${process.arch}` },
    counts: countVerdicts(results),
    scenarios: results,
    exchanges: exchanges.toSorted((one, other) => one.seq - other.seq),
  };
}

/** A client of the scenario's own, so that traffic is matched to its scenario without guessing. */
async function connect(service: Service, scenario: Scenario, apiUrl: string, seed: number): Promise<Connection> {
  const clientId = `rehearsal-${scenario.id.toLowerCase()}-${randomBytes(4).toString('hex')}`;
  const clientSecret = randomBytes(24).toString('base64url');
  await service.store.saveClient({ clientId, secretHash: hashSecret(clientSecret), name: `Scenario ${scenario.id}` });
  // Another organisation each time, so that a code written into the product shows.
  const apiCode = dummyApiCodes[seed % dummyApiCodes.length] ?? '';
  return { apiUrl, tokenUrl: `${service.url}/oauth2/token`, clientId, clientSecret, apiCode };
}

async function perform(scenario: Scenario, brief: Brief, { driver, service }: RehearsalOptions) {
  const { connection, ...asked } = brief;
  const known = { secrets: [connection.clientSecret], apiCodes: dummyApiCodes };
  const testedAt = new Date();
  const before = await service.store.lastPosition();
  const recordedSoFar = async () =>
    (await service.store.exchanges({ clientId: connection.clientId })).map((exchange) => maskExchange(exchange, known));
  try {
    const askedAt = performance.now();
    const driven: Acting = await driver.drive(brief);
    const evidence = {
      exchanges: await recordedSoFar(),
      brief: maskEvidence(asked, known),
      driven: maskEvidence(driven, known),
      testedAt: testedAt.toISOString(),
      durationMs: Math.round(performance.now() - askedAt),
    };
    const result = evaluate(scenario, evidence);
    const meanwhile = await service.store.exchanges({ after: before });
    const astray = maskEvidence(receiptOfAnotherClient(connection.clientId, scenario.when, meanwhile), known);
    const findings = astray === undefined ? result.findings : [...result.findings, astray];
    return { result: { ...result, findings }, recorded: evidence.exchanges };
  } catch (error) {
    // Not the product's doing: the verdict says that the harness broke, and the other scenarios go on.
    const where = error instanceof Error ? (error.stack ?? error.message) : String(error);
    say(maskEvidence(`Fault of the harness in ${scenario.id}: ${where}`, known));
    const recorded = await recordedSoFar();
    return { result: maskEvidence(brokenResult(scenario, error, testedAt, recorded), known), recorded };
  }
}

/** A scenario gets the same receipt from the same seed, whichever others are asked for beside it. */
function seedOf({ id }: Scenario, seed: number): number {
  return seed * patScenarios.length + patScenarios.findIndex((scenario) => scenario.id === id);
}
