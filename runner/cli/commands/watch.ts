import type { Command } from 'commander';
import type { SuiteName } from '../../../scenarios/suites.ts';
import { defaults } from '../defaults.ts';
import type { ExitCode, Finish } from '../exit-codes.ts';
import { addMockOptions, introduction, type MockFlags, startMock, stopped, warnUnusedFaults } from '../mock-options.ts';
import { formatOption, idList, signOption, suiteOption } from '../options.ts';
import { print, safe, say } from '../terminal.ts';

interface WatchFlags extends MockFlags {
  suite?: SuiteName;
  scenario?: string[];
  out: string;
  format?: string;
  sign?: string;
  verbose?: true;
}

/**
 * Adds `rehearse watch`, which runs a mock, evaluates the traffic that arrives, and writes the report when it is
 * stopped.
 */
export function watchCommand(program: Command, finish: Finish): void {
  const command = program
    .command('watch')
    .description('start the mock, judge the traffic that it receives, and write the report on Ctrl-C');
  addMockOptions(command)
    .addOption(suiteOption(`which scenarios (default: ${defaults.watchedSuite})`))
    .option('--scenario <ids>', 'only these scenarios, such as R01,L01', idList)
    .option('--out <folder>', 'folder for the report', defaults.reportFolder)
    .addOption(formatOption())
    .addOption(signOption())
    .option('--verbose', 'name every file of the report')
    .addHelpText('after', '\nMeanwhile, use your software with the address and the client that are shown.')
    .action(async (flags: WatchFlags) => finish(await runWatch(flags)));
}

async function runWatch(flags: WatchFlags): Promise<ExitCode> {
  const { pickScenarios, resolveSuite } = await import('../../run/pick-scenarios.ts');
  const { checkReportFolder } = await import('../../report-files/report-folder.ts');
  const { resolveReportFolder, writeReportFolder } = await import('../../report-files/write-report-folder.ts');
  const scenarios = pickScenarios(
    flags.scenario,
    flags.suite ?? (flags.scenario === undefined ? defaults.watchedSuite : undefined),
  );
  const pack = resolveReportFolder(flags.format, flags.sign);
  checkReportFolder(flags.out, pack);
  const { watchService } = await import('../../watch/watch.ts');
  const suite = flags.suite ?? resolveSuite(scenarios);
  const write = async () => [...(await writeReportFolder(watching.rehearsal(), pack, flags.out)).files.values()];
  const board = { scenarios, suite, since: 'start' as const, report: { folder: flags.out, write } };
  const started = await startMock(flags, board);
  const stop = stopped();
  const watching = watchService(scenarios, started, suite);
  print(`receipt-rehearsal watches at ${started.service.url}`);
  say([...(await introduction(started, flags)), '  Ctrl-C writes the report and stops.', ''].join('\n'));
  await stop;
  const rehearsal = watching.end();
  await started.service.close();
  await warnUnusedFaults(started);
  const { exitCodeOf } = await import('../exit-code-of-run.ts');
  const { resultSummary, resultTable } = await import('../print-results.ts');
  const { files, notes } = await writeReportFolder(rehearsal, pack, flags.out);
  for (const note of notes) say(safe(note));
  if (flags.verbose === true) for (const [name, path] of files) say(`${name.padEnd(6)} ${safe(path)}`);
  print(`${resultTable(rehearsal)}\n\n${resultSummary(rehearsal, flags.out)}`);
  return exitCodeOf(rehearsal);
}
