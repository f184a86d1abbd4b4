import { type Command, Option } from 'commander';
import type { SuiteName } from '../../scenarios/suites.ts';
import type { ExitCode, Finish } from '../exit-codes.ts';
import { idList } from '../options.ts';
import { addMockOptions, introduction, type MockFlags, sayUnspent, startMock, stopped } from '../start-mock.ts';
import { print, say } from '../terminal.ts';

interface WatchFlags extends MockFlags {
  suite?: SuiteName;
  scenario?: string[];
  out: string;
  format?: string;
}

/** `rehearse watch`: a mock, and a verdict on whatever traffic arrives; the report is written when it is stopped. */
export function watchCommand(program: Command, finish: Finish): void {
  const command = program
    .command('watch')
    .description('start the mock and judge whatever you send to it, until Ctrl-C writes the report');
  addMockOptions(command)
    .addOption(new Option('--suite <name>', 'which scenarios (default: all)').choices(['pat', 'behaviour', 'all']))
    .option('--scenario <ids>', 'only these, such as R01,L01', idList)
    .option('--out <folder>', 'where the report goes', 'rehearsal-report')
    .option('--format <names>', 'which files, of json,html,junit,md (default: all of them)')
    .addHelpText('after', '\nUse your software by hand meanwhile, with the address and the client that are shown.')
    .action(async (flags: WatchFlags) => finish(await runWatch(flags)));
}

async function runWatch(flags: WatchFlags): Promise<ExitCode> {
  const { pickScenarios } = await import('../pick-scenarios.ts');
  const { pickFormats, prepareFolder, writeReports } = await import('../write-reports.ts');
  const scenarios = pickScenarios(flags.scenario, flags.suite ?? (flags.scenario === undefined ? 'all' : undefined));
  const formats = pickFormats(flags.format);
  prepareFolder(flags.out);
  const started = await startMock(flags);
  const { watchService } = await import('../watch-service.ts');
  const stop = stopped();
  const watching = watchService(scenarios, started, flags.suite ?? 'all');
  print(`receipt-rehearsal watches at ${started.service.url}`);
  say([...(await introduction(started, flags)), '  Ctrl-C writes the report and stops.', ''].join('\n'));
  await stop;
  const rehearsal = await watching.end();
  await started.service.close();
  await sayUnspent(started);
  const { exitCodeOf, resultTable } = await import('../outcome-of-run.ts');
  const files = writeReports(rehearsal, formats, flags.out);
  print(resultTable(rehearsal));
  for (const [name, path] of files) say(`${name.padEnd(6)} ${path}`);
  return exitCodeOf(rehearsal);
}
