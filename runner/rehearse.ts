import { dummyApiCodes } from '../mock/dummy-organisations.ts';
import type { Rehearsal, Settings } from '../reports/rehearsal.ts';
import type { Behaviour } from '../scenarios/behaviour.ts';
import { type BehaviourEvidence, evaluateBehaviour } from '../scenarios/evaluate-behaviour.ts';
import { type AnyScenario, isBehaviour } from '../scenarios/suites.ts';
import type { Contract } from '../spec/contract.ts';
import type { Exchange } from '../spec/exchange.ts';
import { maskEvidence, maskExchange, maskPersonal } from '../spec/mask.ts';
import type { Declaration, DeclaredDuty, ScenarioResult } from '../spec/verdict.ts';
import { brokenResult } from './broken-result.ts';
import { notApplicable, withDeclaration } from './declared.ts';
import type { Driver } from './drivers/driver.ts';
import { inParallel } from './in-parallel.ts';
import { type Performed, type Prepared, performScenario, prepare, recordedOf, type Studio } from './perform.ts';
import { enact } from './perform-behaviour.ts';
import { rehearsalOf } from './rehearsal-of.ts';
import type { Service } from './serve.ts';
import { say } from './terminal.ts';

export interface RehearsalOptions {
  scenarios: readonly AnyScenario[];
  driver: Driver;
  contract: Contract;
  service: Service;
  settings: Settings;
  /** Where the product is sent, when it is not straight to the mock (a proxy that watches, say). */
  apiUrl?: string;
  product?: Rehearsal['product'];
  signatory?: Rehearsal['signatory'];
  duties?: readonly DeclaredDuty[];
  /** What the vendor declares of scenarios, by their id. */
  declarations?: ReadonlyMap<string, Declaration>;
  /** Told before and after each scenario. */
  onStart?: (scenario: AnyScenario) => void;
  onResult?: (result: ScenarioResult) => void;
}

/**
 * Drives the product through the scenarios and judges each from what the mock recorded. One that breaks does not stop
 * the others. Verdicts are reached on the masked evidence, so the report can be judged again. What is judged on all
 * traffic comes last.
 */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  const { scenarios, service, contract, settings, declarations } = options;
  const startedAt = new Date();
  const before = await service.store.lastPosition();
  const studio: Studio = {
    driver: options.driver,
    service,
    apiUrl: options.apiUrl ?? service.url,
    seed: settings.seed,
    startedAt,
    underWay: new Set(),
  };
  const exchanges = new Map<number, Exchange>();
  const results = new Map<string, ScenarioResult>();
  const finish = (scenario: AnyScenario, result: ScenarioResult) => {
    const declared = withDeclaration(result, declarations?.get(scenario.id));
    results.set(scenario.id, declared);
    options.onResult?.(declared);
  };
  const applying = scenarios.filter((scenario) => {
    const declaration = declarations?.get(scenario.id);
    if (declaration?.kind !== 'not-applicable') return true;
    finish(scenario, notApplicable(scenario, declaration));
    return false;
  });
  const keep = (recorded: readonly Exchange[]) => {
    for (const exchange of recorded) exchanges.set(exchange.seq, exchange);
  };

  await inParallel(
    applying.filter((scenario) => !judgesEverything(scenario)),
    settings.concurrency,
    async (scenario) => {
      options.onStart?.(scenario);
      const { result, recorded } = await performSafely(scenario, studio, settings);
      keep(recorded);
      finish(scenario, result);
    },
  );
  const last = await inParallel(applying.filter(judgesEverything), settings.concurrency, async (scenario) => {
    options.onStart?.(scenario);
    const performed = await enactSafely(scenario, studio, settings);
    keep(performed.recorded);
    return { scenario, performed };
  });
  keep(await nobodys(service, before));
  const all = [...exchanges.values()].toSorted((one, other) => one.seq - other.seq);
  for (const { scenario, performed } of last) {
    const { evidence } = performed;
    finish(
      scenario,
      evidence === null ? performed.broken : evaluateBehaviour(scenario, { ...evidence, exchanges: all }),
    );
  }
  return rehearsalOf({
    startedAt,
    settings,
    contract,
    results: scenarios.flatMap(({ id }) => results.get(id) ?? []),
    exchanges: all,
    ...(options.product === undefined ? {} : { product: options.product }),
    ...(options.signatory === undefined ? {} : { signatory: options.signatory }),
    ...(options.duties === undefined ? {} : { duties: options.duties }),
  });
}

/** What came without a client that could be told, such as a browser's preflight: it belongs to the run as a whole. */
async function nobodys({ store }: Service, after: number): Promise<Exchange[]> {
  const unknown = (await store.exchanges({ after })).filter(({ clientId }) => clientId === null);
  return unknown.map((exchange) => maskPersonal(maskExchange(exchange, { secrets: [], apiCodes: dummyApiCodes })));
}

function judgesEverything(scenario: AnyScenario): scenario is Behaviour {
  return isBehaviour(scenario) && scenario.judges === 'everything';
}

async function performSafely(scenario: AnyScenario, studio: Studio, settings: Settings): Promise<Performed> {
  if (isBehaviour(scenario)) {
    const performed = await enactSafely(scenario, studio, settings);
    const { evidence, recorded } = performed;
    return { result: evidence === null ? performed.broken : evaluateBehaviour(scenario, evidence), recorded };
  }
  return safely(scenario, studio, async (prepared) => performScenario(scenario, prepared, studio));
}

type Enacted =
  | { evidence: BehaviourEvidence; recorded: Exchange[] }
  | { evidence: null; broken: ScenarioResult; recorded: Exchange[] };

async function enactSafely(scenario: Behaviour, studio: Studio, { thresholds }: Settings): Promise<Enacted> {
  let evidence: BehaviourEvidence | null = null;
  const { result, recorded } = await safely(scenario, studio, async (prepared) => {
    evidence = await enact(scenario, prepared, studio, thresholds);
    return { result: evaluateBehaviour(scenario, evidence), recorded: [...evidence.exchanges] };
  });
  return evidence === null ? { evidence, broken: result, recorded } : { evidence, recorded };
}

/** What breaks is not the product's doing: the verdict says that the harness broke, and the other scenarios go on. */
async function safely(
  scenario: AnyScenario,
  studio: Studio,
  job: (prepared: Prepared) => Promise<Performed>,
): Promise<Performed> {
  const testedAt = new Date();
  const prepared = await prepare(scenario, studio);
  try {
    return await job(prepared);
  } catch (error) {
    const where = error instanceof Error ? (error.stack ?? error.message) : String(error);
    say(maskEvidence(`Fault of the harness in ${scenario.id}: ${where}`, prepared.known));
    const recorded = await recordedOf(prepared, studio);
    return { result: maskEvidence(brokenResult(scenario, error, testedAt, recorded), prepared.known), recorded };
  }
}
