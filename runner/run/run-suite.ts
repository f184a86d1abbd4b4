import type { Rehearsal, Settings } from '../../reports/rehearsal.ts';
import type { BehaviourScenario } from '../../scenarios/behaviour/types.ts';
import { type AnyScenario, isBehaviour } from '../../scenarios/suites.ts';
import type { Contract } from '../../spec/contract/contract.ts';
import { maskExchange, maskPersonal } from '../../spec/masking/mask.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { Declaration, ScenarioResult, SelfDeclaration } from '../../spec/types/verdict.ts';
import type { Driver } from '../drivers/driver.ts';
import type { Service } from '../server.ts';
import { applyDeclaration, notApplicable } from './apply-declarations.ts';
import { buildRehearsal } from './build-rehearsal.ts';
import { allKnownSecrets, type RunContext } from './run-approval-scenario.ts';
import { evaluateAllTraffic, movementsAsked, runScenario } from './run-scenario.ts';

export interface RunSuiteOptions {
  scenarios: readonly AnyScenario[];
  driver: Driver;
  contract: Contract;
  service: Service;
  settings: Settings;
  /** API base URL given to the product, if not the mock's own (for example a recording proxy). */
  apiUrl?: string;
  product?: Rehearsal['product'];
  signatory?: Rehearsal['signatory'];
  selfDeclarations?: readonly SelfDeclaration[];
  /** The vendor's declarations by scenario id. */
  declarations?: ReadonlyMap<string, Declaration>;
  /** Called before and after each scenario. */
  onStart?: (scenario: AnyScenario) => void;
  onResult?: (result: ScenarioResult) => void;
}

/**
 * Drives the product through the scenarios and evaluates each from what the mock recorded. An internal error in one
 * does not stop the others. Verdicts are computed from masked evidence, so that they can be recomputed from the report.
 * Checks on all traffic come last.
 */
export async function runSuite(options: RunSuiteOptions): Promise<Rehearsal> {
  const { scenarios, service, contract, settings, declarations } = options;
  const { product = null, signatory = null, selfDeclarations = [] } = options;
  const startedAt = new Date();
  const before = await service.store.lastPosition();
  const run: RunContext = {
    driver: options.driver,
    service,
    contract,
    apiUrl: options.apiUrl ?? service.url,
    seed: settings.seed,
    startedAt,
    concurrency: settings.concurrency,
    known: [],
    running: new Set(),
  };
  const exchanges = new Map<number, Exchange>();
  const results = new Map<string, ScenarioResult>();
  const finish = (scenario: AnyScenario, result: ScenarioResult) => {
    const reliedOn = result.exchanges.flatMap((seq) => exchanges.get(seq) ?? []);
    const declared = applyDeclaration(result, declarations?.get(scenario.id), reliedOn);
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

  const performOne = async (scenario: AnyScenario) => {
    options.onStart?.(scenario);
    const { result, recorded } = await runScenario(scenario, run, settings);
    keep(recorded);
    finish(scenario, result);
  };
  const judgedAtOnce = applying.filter((scenario) => !judgesEverything(scenario));
  const together = judgedAtOnce.filter((scenario) => !isPerformedAlone(scenario));
  await inParallel(together, settings.concurrency, performOne);
  await inParallel(judgedAtOnce.filter(isPerformedAlone), 1, performOne);
  const last = await inParallel(applying.filter(judgesEverything), settings.concurrency, async (scenario) => {
    options.onStart?.(scenario);
    const performed = await runScenario(scenario, run, settings);
    keep(performed.recorded);
    return { scenario, performed };
  });
  // Some were already masked with the secrets of their scenario.
  keep((await nobodys(run, before)).filter(({ seq }) => !exchanges.has(seq)));
  const all = [...exchanges.values()].toSorted((a, b) => a.seq - b.seq);
  const asked = movementsAsked([...results.values(), ...last.map(({ performed }) => performed.result)]);
  for (const { scenario, performed } of last) finish(scenario, evaluateAllTraffic(scenario, performed, all, asked));
  return buildRehearsal({
    startedAt,
    settings,
    contract,
    results: scenarios.flatMap(({ id }) => results.get(id) ?? []),
    exchanges: all,
    product,
    signatory,
    selfDeclarations,
  });
}

/** Returns exchanges without a client, such as a browser's preflight: they belong to the run as a whole. */
async function nobodys(run: RunContext, after: number): Promise<Exchange[]> {
  const unknown = (await run.service.store.exchanges({ after })).filter(({ clientId }) => clientId === null);
  const known = allKnownSecrets(run);
  return unknown.map((exchange) => maskPersonal(maskExchange(exchange, known)));
}

function judgesEverything(scenario: AnyScenario): scenario is BehaviourScenario {
  return isBehaviour(scenario) && scenario.evaluatesAlone === 'everything';
}

function isPerformedAlone(scenario: AnyScenario): boolean {
  return isBehaviour(scenario) && scenario.runsAlone === true;
}

/** Runs a job for each item, at most `concurrency` at a time, and returns the results in the order of the items. */
export async function inParallel<T, R>(
  items: readonly T[],
  atOnce: number,
  job: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await job(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}
