import { randomInt } from 'node:crypto';
import type { Command } from 'commander';
import type { SelfDeclaration } from '../../../spec/types/verdict.ts';
import type { ResolvedRun, RunOptions } from '../../run/resolve-options.ts';
import { commandName } from '../command-name.ts';
import { defaults } from '../defaults.ts';
import type { ExitCode, Finish } from '../exit-codes.ts';
import type { GithubJob } from '../github.ts';
import { type Interruptible, interruptible } from '../interruptible.ts';
import {
  asOfOption,
  driverOption,
  duration,
  formatOption,
  idList,
  positiveNumber,
  profileOption,
  signOption,
  suiteOption,
  wholeNumber,
} from '../options.ts';
import { print, printJson, safe, say } from '../terminal.ts';

interface RunFlags extends RunOptions {
  verbose?: true;
  seed?: number;
  json?: true;
  github?: true;
}

/** Adds `rehearse run`, which drives the product through the scenarios against its own mock, and writes the report. */
export function runCommand(program: Command, finish: Finish): void {
  const { timeoutMs, behaviourTimeoutMs } = defaults;
  program
    .command('run')
    .description('drive your software through the scenarios and report what it did')
    .addOption(driverOption())
    .addOption(
      suiteOption(
        'which scenarios: pat (production approval, the default), behaviour (faults, limits, tokens, corrections), all',
      ),
    )
    .option('--scenario <ids>', 'only these scenarios, such as R01,L01', idList)
    .addOption(asOfOption())
    .option('--config <file>', `configuration file (default: ${defaults.configFile}, if present)`)
    .option('--out <folder>', `folder for the report (default: ${defaults.reportFolder})`)
    .addOption(formatOption())
    .addOption(signOption())
    .addOption(profileOption('behave as an unofficial page says as well; for the suite behaviour only'))
    .option('--seed <number>', 'seed of the synthetic receipts, for a repeatable run', wholeNumber)
    .option(
      '--timeout <time>',
      `time limit for each task (default: ${timeoutMs / 1000}s; ${behaviourTimeoutMs / 60_000}m for behaviour)`,
      duration,
    )
    .option(
      '--concurrency <number>',
      `number of scenarios to run at once (default: ${defaults.concurrency})`,
      positiveNumber,
    )
    .option('--json', 'print the verdicts as JSON')
    .option('--github', 'write annotations and the job summary of GitHub Actions (default: on GitHub only)')
    .option('--verbose', 'name every file of the report')
    .addHelpText('after', `\nExample:\n  ${commandName()} run --driver "exec:python3 submit.py" --out report`)
    .action(async (flags: RunFlags) => finish(await runRehearsal(flags)));
}

async function runRehearsal(flags: RunFlags): Promise<ExitCode> {
  const { githubJob } = await import('../github.ts');
  const job = githubJob(flags.github === true);
  try {
    return await rehearseIn(job, flags);
  } finally {
    job.close();
  }
}

/** Validates all options before anything starts. */
async function rehearseIn(job: GithubJob, flags: RunFlags): Promise<ExitCode> {
  const { resolveRunOptions } = await import('../../run/resolve-options.ts');
  const { createDriver } = await import('../../drivers/create-driver.ts');
  const { describeDriver } = await import('../../drivers/describe-driver.ts');
  const { checkReportFolder } = await import('../../report-files/report-folder.ts');
  const { writeReportFolder } = await import('../../report-files/write-report-folder.ts');
  const run = await resolveRunOptions(flags);
  const driver = createDriver(run.driver, { timeoutMs: run.timeoutMs });
  const { loadContract } = await import('../../../spec/contract/contract.ts');
  const contract = loadContract({
    ruleSet: 'observed',
    ...(run.asOf === null ? {} : { asOf: run.asOf }),
    ...(flags.profile === undefined ? {} : { profile: flags.profile }),
  });
  checkReportFolder(run.out, run.pack);

  const { serve } = await import('../../server.ts');
  const service = await serve({
    contract,
    place: 'memory',
    host: defaults.host,
    port: 0,
    rateLimit: defaults.rateLimit,
    isForRun: true,
  });
  let interruption: Interruptible | undefined;
  try {
    const { runSuite } = await import('../../run/run-suite.ts');
    const { progress } = await import('../progress.ts');
    const { exitCodeOf } = await import('../exit-code-of-run.ts');
    const { proxyRemarks, resultSummary, shortSummary } = await import('../print-results.ts');
    const { scenarios, config } = run;
    const shown = progress(scenarios.length);
    const settings = {
      suite: run.suite,
      driver: describeDriver(run.driver),
      ruleSet: contract.ruleSet,
      asOf: contract.asOf,
      ...(contract.profile === null ? {} : { profile: contract.profile }),
      seed: flags.seed ?? randomInt(1_000_000),
      timeoutMs: run.timeoutMs,
      concurrency: run.concurrency,
      thresholds: config.thresholds,
      scenarios: scenarios.map(({ id }) => id),
    };
    const many = scenarios.length === 1 ? '1 scenario' : `${scenarios.length} scenarios`;
    const from =
      run.configFile === null ? `no ${defaults.configFile} in this folder` : `settings from ${safe(run.configFile)}`;
    say(`Rehearsing ${many} as of ${settings.asOf}, driver ${safe(settings.driver)}, seed ${settings.seed}, ${from}.`);
    interruption = interruptible(() => {
      shown.onBreak();
      say('Interrupted: the report has what was judged so far. Interrupt again to stop at once.');
    });
    const { product, signatory, declarations } = config;
    const selfDeclarations = selfDeclarationsFor(run);
    const options = { product, signatory, selfDeclarations, declarations, interruption: interruption.signal, ...shown };
    const rehearsal = await runSuite({ scenarios, driver, contract, service, settings, ...options });
    const { files, notes } = await writeReportFolder(rehearsal, run.pack, run.out);
    for (const remark of [...notes, ...proxyRemarks(rehearsal, process.env)]) say(safe(remark));
    if (flags.verbose === true) for (const [name, path] of files) say(`${name.padEnd(6)} ${safe(path)}`);
    if (flags.json === true) printJson(shortSummary(rehearsal, files));
    else print(`\n${resultSummary(rehearsal, run.out)}`);
    job.report(rehearsal);
    return exitCodeOf(rehearsal);
  } finally {
    interruption?.isOver();
    await driver.close?.();
    await service.close();
  }
}

/**
 * Returns the declared duties to report. If the vendor answered none, they are reported only with the suite that they
 * belong to.
 */
function selfDeclarationsFor({ suite, config }: ResolvedRun): readonly SelfDeclaration[] {
  const isAnswered = config.selfDeclarations.some(({ answer }) => answer !== null);
  return suite === 'pat' && !isAnswered ? [] : config.selfDeclarations;
}
