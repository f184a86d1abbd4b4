import { existsSync } from 'node:fs';
import { type AnyScenario, type SuiteName, scenariosOf } from '../../scenarios/suites.ts';
import { defaults } from '../cli/defaults.ts';
import { UsageError } from '../cli/exit-codes.ts';
import lists from '../cli/lists.json' with { type: 'json' };
import { type Config, emptyConfig } from '../config/config.ts';
import { type ReportFolderOptions, resolveReportFolder } from '../report-files/write-report-folder.ts';
import { pickScenarios, resolveSuite } from './pick-scenarios.ts';

/** The options of `rehearse run`; the configuration may set the missing ones. */
export interface RunOptions {
  driver?: string;
  suite?: SuiteName;
  scenario?: string[];
  asOf?: string;
  profile?: string;
  config?: string;
  out?: string;
  format?: string;
  sign?: string;
  timeout?: number;
  concurrency?: number;
}

/** A run with all options resolved. */
export interface ResolvedRun {
  scenarios: AnyScenario[];
  suite: SuiteName;
  driver: string;
  /** The date of the contract; null for the newest. */
  asOf: string | null;
  out: string;
  pack: ReportFolderOptions;
  timeoutMs: number;
  concurrency: number;
  config: Config;
  /** The file of the configuration; null if there was none. */
  configFile: string | null;
}

/**
 * Resolves the options: the command line overrides the configuration, which overrides the defaults.
 * @throws UsageError without a driver, and for an invalid configuration, scenario, format or key.
 */
export async function resolveRunOptions(options: RunOptions): Promise<ResolvedRun> {
  const configFile = options.config ?? (existsSync(defaults.configFile) ? defaults.configFile : null);
  const scenarioIds = scenariosOf('all').map(({ id }) => id);
  const config = configFile === null ? emptyConfig() : await configIn(configFile, scenarioIds);
  const asked = options.suite ?? (options.scenario === undefined ? (config.suite ?? defaults.suite) : undefined);
  const scenarios = pickScenarios(options.scenario, asked);
  const suite = asked ?? resolveSuite(scenarios);
  if (options.profile !== undefined && suite !== 'behaviour') throw new UsageError(notForApproval(options.profile));
  const usual = suite === 'pat' ? defaults.timeoutMs : defaults.behaviourTimeoutMs;
  const pack = resolveReportFolder(options.format ?? config.formats?.join(','), options.sign);
  const driver = options.driver ?? config.driver;
  // Our own client would pass: a run without a chosen driver must not look like one of a product.
  if (driver === null) throw new UsageError(noDriver(configFile));
  return {
    scenarios,
    suite,
    driver,
    asOf: options.asOf ?? config.asOf,
    out: options.out ?? config.out ?? defaults.reportFolder,
    pack,
    timeoutMs: options.timeout ?? config.timeoutMs ?? usual,
    concurrency: options.concurrency ?? config.concurrency ?? defaults.concurrency,
    config,
    configFile,
  };
}

function notForApproval(profile: string): string {
  return (
    `--profile ${profile} excludes the approval suite: the real approval tests are run by the service, which does not ` +
    'behave as an unofficial page says. Use it with mock, with watch, or with run --suite behaviour'
  );
}

function noDriver(configFile: string | null): string {
  const where = configFile === null ? `there is no ${defaults.configFile} in this folder` : `${configFile} names none`;
  const others = lists.drivers.filter((form) => form !== 'reference').join(', ');
  return (
    `no driver: say with --driver, or with driver in the configuration, how to make your software act (${where}). ` +
    `It takes ${others}, such as --driver "exec:python3 submit.py". ` +
    '--driver reference drives this tool’s own client, which says nothing about your software'
  );
}

/** Loads the configuration, whose reader is imported on demand: many runs have none. */
async function configIn(file: string, scenarioIds: readonly string[]): Promise<Config> {
  const { readConfig } = await import('../config/load-config.ts');
  return readConfig(file, { scenarioIds });
}
