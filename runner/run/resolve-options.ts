import { existsSync } from 'node:fs';
import { type AnyScenario, type SuiteName, scenariosOf } from '../../scenarios/suites.ts';
import { type Config, emptyConfig } from '../config/load-config.ts';
import { defaults } from '../defaults.ts';
import { type ReportFolderOptions, resolveReportFolder } from '../report-files/write-report-folder.ts';
import { pickScenarios, resolveSuite } from './pick-scenarios.ts';

/** What `rehearse run` was told on its command line; what is left out may stand in the configuration. */
export interface RunOptions {
  driver?: string;
  suite?: SuiteName;
  scenario?: string[];
  config?: string;
  out?: string;
  format?: string;
  sign?: string;
  timeout?: number;
  concurrency?: number;
}

/** A run with everything settled. */
export interface ResolvedRun {
  scenarios: AnyScenario[];
  suite: SuiteName;
  driver: string;
  out: string;
  pack: ReportFolderOptions;
  timeoutMs: number;
  concurrency: number;
  config: Config;
  /** Where the configuration was read from; null where there was none. */
  configFile: string | null;
}

/**
 * The command line comes before the configuration, and that before what is usual.
 * @throws UsageError for a configuration, a scenario, a format or a key that cannot be.
 */
export async function resolveRunOptions(options: RunOptions): Promise<ResolvedRun> {
  const configFile = options.config ?? (existsSync(defaults.configFile) ? defaults.configFile : null);
  const scenarioIds = scenariosOf('all').map(({ id }) => id);
  const config = configFile === null ? emptyConfig() : await configIn(configFile, scenarioIds);
  const asked = options.suite ?? (options.scenario === undefined ? (config.suite ?? defaults.suite) : undefined);
  const scenarios = pickScenarios(options.scenario, asked);
  const suite = asked ?? resolveSuite(scenarios);
  const usual = suite === 'pat' ? defaults.timeoutMs : defaults.behaviourTimeoutMs;
  return {
    scenarios,
    suite,
    driver: options.driver ?? config.driver ?? defaults.driver,
    out: options.out ?? config.out ?? defaults.reportFolder,
    pack: resolveReportFolder(options.format ?? config.formats?.join(','), options.sign),
    timeoutMs: options.timeout ?? config.timeoutMs ?? usual,
    concurrency: options.concurrency ?? config.concurrency ?? defaults.concurrency,
    config,
    configFile,
  };
}

/** What reads configurations is fetched with the first one: many runs have none. */
async function configIn(file: string, scenarioIds: readonly string[]): Promise<Config> {
  const { readConfig } = await import('../config/read-config.ts');
  return readConfig(file, { scenarioIds });
}
