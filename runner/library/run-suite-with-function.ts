import { randomInt } from 'node:crypto';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { lacksEvidence } from '../../reports/text/verdict-summary.ts';
import { type SuiteName, scenariosOf, suiteNames } from '../../scenarios/suites.ts';
import { loadContract } from '../../spec/contract/contract.ts';
import type { Brief, Outcome } from '../../spec/types/brief.ts';
import type { ScenarioResult, Verdict } from '../../spec/types/verdict.ts';
import { defaults } from '../cli/defaults.ts';
import { UsageError } from '../cli/exit-codes.ts';
import { emptyConfig } from '../config/config.ts';
import { readConfig } from '../config/load-config.ts';
import { maxTimerMs } from '../drivers/driver.ts';
import { pickScenarios, resolveSuite } from '../run/pick-scenarios.ts';
import { runSuite as runScenarios } from '../run/run-suite.ts';
import { serve } from '../server.ts';
import { aFunction, checkOptions, oneOf, type Rule, someText, wholeNumber } from './check-options.ts';
import { functionDriver } from './function-driver.ts';

/** Makes your software do what the brief asks, and returns what it told its user. */
export type DriverFunction = (brief: Brief) => DriverAnswer | Promise<DriverAnswer>;

/** The outcome of `submit` and `update`; of `submit-all`, one for each receipt, in order. */
export type DriverAnswer = Outcome | { results: Outcome[] };

/** The options of `runSuite`. */
export interface SuiteOptions {
  driver: DriverFunction;
  /** Production approval (`pat`, the default), `behaviour`, or `all`. */
  suite?: SuiteName;
  /** Only these scenarios, such as `['R01', 'L01']`. */
  scenarios?: readonly string[];
  /** Judge by the service as it was on this date: `YYYY-MM` or `YYYY-MM-DD`. Default: the newest known date. */
  asOf?: string;
  /** Decides the data of the receipts. Default: other data in each run. */
  seed?: number;
  /** Scenarios to run at once. Default: 1. */
  concurrency?: number;
  /** Time limit for one brief, in milliseconds. Default: 30 seconds, 2 minutes in the behaviour suite. */
  timeoutMs?: number;
  /** The run ends once no request has arrived for so long, in milliseconds. Default: 5 seconds. */
  lateRequestsMs?: number;
  /** Your `rehearsal.config.yaml`: what does not apply, what is blocked, thresholds, the product's name. Default: none. */
  config?: string;
  /** Called with each result. Late requests may still change it. */
  onResult?: (result: ScenarioResult) => void;
}

export interface SuiteResult {
  /** True if everything that applies passed: what exit code 0 of `rehearse run` says. */
  passed: boolean;
  /** By scenario id. */
  verdicts: Record<string, Verdict>;
  /** The scenarios that keep the run from passing, and why. Empty if it passed. */
  failures: { id: string; title: string; verdict: Verdict; findings: string[] }[];
  /** The whole report: what `rehearsal.json` holds. */
  rehearsal: Rehearsal;
}

const rules: Readonly<Record<keyof SuiteOptions, Rule>> = {
  driver: aFunction('a function that takes a brief and returns the outcome'),
  suite: oneOf(suiteNames),
  scenarios: {
    is: (value) => Array.isArray(value) && value.length > 0 && value.every((id) => typeof id === 'string'),
    text: "a list of ids, such as ['R01', 'L01']",
  },
  asOf: someText,
  seed: wholeNumber(0, Number.MAX_SAFE_INTEGER),
  concurrency: wholeNumber(1, 1000),
  timeoutMs: wholeNumber(1, maxTimerMs),
  lateRequestsMs: wholeNumber(0, 600_000),
  config: someText,
  onResult: aFunction('a function'),
};

/**
 * Takes software in this process through scenarios, against a mock of its own, and judges what it did.
 * @throws UsageError for a wrong option; ContractError for an invalid date.
 */
export async function runSuite(options: SuiteOptions): Promise<SuiteResult> {
  checkOptions('runSuite', options, rules);
  if (options.driver === undefined)
    throw new UsageError('runSuite: "driver" is missing: a function that takes a brief');
  const { seed = randomInt(1_000_000), concurrency = defaults.concurrency, onResult } = options;
  const scenarioIds = scenariosOf('all').map(({ id }) => id);
  const config = options.config === undefined ? emptyConfig() : readConfig(options.config, { scenarioIds });
  const asOf = options.asOf ?? config.asOf;
  const scenarios = pickScenarios(options.scenarios, options.suite);
  const suite = options.suite ?? (options.scenarios === undefined ? defaults.suite : resolveSuite(scenarios));
  const timeoutMs = options.timeoutMs ?? (suite === 'pat' ? defaults.timeoutMs : defaults.behaviourTimeoutMs);
  const contract = loadContract({ ruleSet: 'observed', ...(asOf === null ? {} : { asOf }) });
  const { host, rateLimit, settling } = defaults;
  const quietMs = options.lateRequestsMs ?? settling.quietMs;
  const service = await serve({ contract, place: 'memory', host, port: 0, rateLimit, isForRun: true });
  try {
    const rehearsal = await runScenarios({
      scenarios,
      driver: functionDriver(options.driver, timeoutMs),
      contract,
      service,
      settings: {
        suite,
        driver: 'a function in the same process',
        ruleSet: contract.ruleSet,
        asOf: contract.asOf,
        seed,
        timeoutMs,
        concurrency,
        thresholds: config.thresholds,
        scenarios: scenarios.map(({ id }) => id),
      },
      settling: { quietMs, maxMs: Math.max(settling.maxMs, quietMs) },
      product: config.product,
      signatory: config.signatory,
      declarations: config.declarations,
      ...(onResult === undefined ? {} : { onResult }),
    });
    const failures = rehearsal.scenarios.filter(doesNotPass).map(({ id, title, verdict, findings }) => ({
      ...{ id, title, verdict },
      findings: findings.filter(({ level }) => level === undefined).map(({ text }) => text),
    }));
    const verdicts = Object.fromEntries(rehearsal.scenarios.map(({ id, verdict }) => [id, verdict]));
    return { passed: failures.length === 0, verdicts, failures, rehearsal };
  } finally {
    await service.close();
  }
}

/** True for a result that gives `rehearse run` an exit code other than 0. */
function doesNotPass(result: ScenarioResult): boolean {
  return ['fail', 'not-exercised', 'error'].includes(result.verdict) || lacksEvidence(result);
}
