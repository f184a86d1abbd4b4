import { once } from 'node:events';
import type { Rehearsal, Settings } from '../../reports/rehearsal.ts';
import type { BehaviourScenario } from '../../scenarios/behaviour/types.ts';
import { findMisdirected, withoutMisdirected } from '../../scenarios/shared/receipts-elsewhere.ts';
import { type AnyScenario, isBehaviour } from '../../scenarios/suites.ts';
import type { Contract } from '../../spec/contract/contract.ts';
import { maskExchange, maskPersonal } from '../../spec/masking/mask.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { Declaration, ScenarioResult, SelfDeclaration } from '../../spec/types/verdict.ts';
import { defaults } from '../cli/defaults.ts';
import type { Driver } from '../drivers/driver.ts';
import type { Service } from '../server.ts';
import { applyDeclaration, notApplicable, notRun } from './apply-declarations.ts';
import { buildRehearsal } from './build-rehearsal.ts';
import { allKnownSecrets, type RunContext } from './run-approval-scenario.ts';
import { movementsAsked, type PerformedScenario, runScenario } from './run-scenario.ts';
import { type Settling, settle } from './settle.ts';

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
  /** Ends the run early: what was judged until then is its result. */
  interruption?: AbortSignal;
  /** How long to wait for late requests. Default: as in `defaults`. */
  settling?: Settling;
  /** Called before and after each scenario. */
  onStart?: (scenario: AnyScenario) => void;
  onResult?: (result: ScenarioResult) => void;
  /** Called when all scenarios were performed, and the run waits for late requests. */
  onSettle?: (settling: Settling) => void;
  /** Called for each result whose verdict late requests have changed. */
  onRevision?: (result: ScenarioResult) => void;
}

/**
 * Drives the product through the scenarios. When all were performed and no more requests arrive, it takes a last look at
 * everything that arrived, from any client, and evaluates each scenario from that: what was recorded after an outcome
 * counts. An internal error in one does not stop the others, but a driver that fails again and again in the same way does. Verdicts are computed from masked evidence, so that they
 * can be recomputed from the report.
 */
export async function runSuite(options: RunSuiteOptions): Promise<Rehearsal> {
  const { scenarios, service, contract, settings, declarations, settling = defaults.settling, interruption } = options;
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
  const declared = ({ id }: AnyScenario, result: ScenarioResult, exchanges: readonly Exchange[]) => {
    const reliedOn = exchanges.filter(({ seq }) => result.exchanges.includes(seq));
    return applyDeclaration(result, declarations?.get(id), reliedOn);
  };
  const results = new Map<string, ScenarioResult>();
  const applying = scenarios.filter((scenario) => {
    const declaration = declarations?.get(scenario.id);
    if (declaration?.kind !== 'not-applicable') return true;
    const result = notApplicable(scenario, declaration);
    results.set(scenario.id, result);
    options.onResult?.(result);
    return false;
  });

  const performed: PerformedScenario[] = [];
  const isInterrupted = () => interruption?.aborted === true;
  const performOne = async (scenario: AnyScenario) => {
    if (isInterrupted() || failsAlways(performed)) return;
    options.onStart?.(scenario);
    const one = await runScenario(scenario, run, settings);
    if (isInterrupted()) return;
    performed.push(one);
    if (judgesEverything(scenario)) return;
    const result = declared(scenario, one.result, one.recorded);
    results.set(scenario.id, result);
    options.onResult?.(result);
  };
  const judgedAtOnce = applying.filter((scenario) => !judgesEverything(scenario));
  const together = judgedAtOnce.filter((scenario) => !isPerformedAlone(scenario));
  const performAll = async () => {
    await inParallel(together, settings.concurrency, performOne);
    await inParallel(judgedAtOnce.filter(isPerformedAlone), 1, performOne);
    await inParallel(applying.filter(judgesEverything), settings.concurrency, performOne);
  };
  // A scenario that runs when the run is interrupted does not count, and may fail.
  await Promise.race([performAll(), ...(interruption === undefined ? [] : [aborted(interruption)])]);

  if (performed.length > 0 && !isInterrupted()) {
    options.onSettle?.(settling);
    await settle(service, settling, interruption);
  }
  const left = applying.filter((scenario) => performed.every((one) => one.scenario !== scenario));
  const all = await everythingSince(before, run);
  for (const { scenario, result } of evaluateAgain(performed, all)) {
    const told = results.get(scenario.id);
    const final = declared(scenario, result, all);
    results.set(scenario.id, final);
    if (told === undefined) options.onResult?.(final);
    else if (told.verdict !== final.verdict) options.onRevision?.(final);
  }
  for (const scenario of left) results.set(scenario.id, notRun(scenario, declarations?.get(scenario.id)));
  return buildRehearsal({
    startedAt,
    brokenOff: isInterrupted() ? 'interrupted' : left.length > 0 ? 'undriven' : undefined,
    settings,
    contract,
    results: scenarios.flatMap(({ id }) => results.get(id) ?? []),
    exchanges: all,
    product,
    signatory,
    selfDeclarations,
  });
}

/** After so many equal problems in a row, the next scenario would only repeat them. */
const maxEqualProblems = 3;

/** True if the product could not be driven in the last scenarios, each time for the same reason. */
function failsAlways(performed: readonly PerformedScenario[]): boolean {
  const problems = performed.slice(-maxEqualProblems).map(problemOf);
  return problems.length === maxEqualProblems && problems[0] !== undefined && new Set(problems).size === 1;
}

/** Returns why the product could not be driven, without ids and numbers, which differ each time. Undefined if it could. */
function problemOf({ clientId, result }: PerformedScenario): string | undefined {
  const problem = result.verdict === 'error' ? result.tasks.at(-1)?.problem : undefined;
  return problem
    ?.replaceAll(clientId, '')
    .replaceAll(result.id, '')
    .replaceAll(/[\da-f]*\d[\da-f]*/gi, '');
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

/** Evaluates every scenario by all that was recorded. */
function evaluateAgain(performed: readonly PerformedScenario[], all: readonly Exchange[]) {
  const misdirected = findMisdirected(
    performed.map(({ scenario: { id }, clientId, result }) => ({
      id,
      briefs: result.tasks.map(({ brief }) => brief),
      isOwnClient: (other) => other === clientId,
    })),
    all,
  );
  const byClient = Map.groupBy(all, ({ clientId }) => clientId);
  const asked = movementsAsked(performed.map(({ result }) => result));
  return performed.map(({ scenario, clientId, evaluate }) => {
    const own = withoutMisdirected(byClient.get(clientId) ?? [], misdirected);
    const elsewhere = misdirected.elsewhere.get(scenario.id) ?? [];
    return { scenario, result: evaluate({ own, elsewhere, all, asked }) };
  });
}

/** Returns every exchange of the run, of any client or none. Any of them may have a secret of any scenario. */
async function everythingSince(before: number, run: RunContext): Promise<Exchange[]> {
  const known = allKnownSecrets(run);
  const exchanges = await run.service.store.exchanges({ after: before });
  return exchanges.map((exchange) => maskPersonal(maskExchange(exchange, known)));
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
