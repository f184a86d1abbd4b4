import type { Rehearsal } from '../../reports/rehearsal.ts';
import type { SuiteName } from '../../scenarios/suites.ts';
import { loadContract } from '../../spec/contract/contract.ts';
import { type Finding, usualThresholds, type Verdict } from '../../spec/types/verdict.ts';
import type { Driver } from '../drivers/driver.ts';
import { referenceDriver } from '../drivers/reference.ts';
import { pickScenarios } from '../run/pick-scenarios.ts';
import { type RunSuiteOptions, runSuite } from '../run/run-suite.ts';
import type { Settling } from '../run/settle.ts';
import { type ServeOptions, type Service, serve } from '../server.ts';

export const contract = loadContract({ ruleSet: 'observed' });
const timeoutMs = 20_000;

/** Waits for requests in flight only. */
export const atOnce: Settling = { quietMs: 0, maxMs: 30_000 };

/** Starts the mock of a run in this process, on a free port. The test closes it. */
export function startService(change: Partial<ServeOptions> = {}): Promise<Service> {
  return serve({ contract, place: 'memory', host: '127.0.0.1', port: 0, isForRun: true, ...change });
}

export interface InProcessOptions extends Pick<RunSuiteOptions, 'onRevision'> {
  service: Service;
  driver?: Driver;
  ids?: readonly string[];
  seed?: number;
  apiUrl?: string;
  suite?: SuiteName;
  concurrency?: number;
  /** How long to wait for late requests. Default: not at all. */
  settling?: Settling;
}

/** Runs a rehearsal in this process: by default, the built-in client through all scenarios. */
export function rehearseInProcess({
  service,
  driver = referenceDriver({ timeoutMs }),
  ids,
  seed = 1,
  apiUrl = service.url,
  suite = 'pat',
  concurrency = 1,
  settling = atOnce,
  ...rest
}: InProcessOptions): Promise<Rehearsal> {
  const scenarios = pickScenarios(ids, suite);
  const asked = scenarios.map(({ id }) => id);
  const settings = {
    suite,
    driver: 'in process',
    ruleSet: 'observed',
    asOf: contract.asOf,
    seed,
    timeoutMs,
    concurrency,
    thresholds: { ...usualThresholds, slowAnswerMs: 300 },
  } as const;
  return runSuite({
    scenarios,
    driver,
    contract,
    service,
    settings: { ...settings, scenarios: asked },
    apiUrl,
    settling,
    ...rest,
  });
}

export function verdictsOf({ scenarios }: Rehearsal): Record<string, Verdict> {
  return Object.fromEntries(scenarios.map(({ id, verdict }) => [id, verdict]));
}

export function findingsOf({ scenarios }: Rehearsal, id: string): Finding[] {
  return scenarios.find((result) => result.id === id)?.findings ?? [];
}
