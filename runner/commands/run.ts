import { randomInt } from 'node:crypto';
import { type Command, Option } from 'commander';
import { maskCommand } from '../../spec/mask-command.ts';
import type { ExitCode, Finish } from '../exit-codes.ts';
import { duration, idList, wholeNumber } from '../options.ts';
import { print, safe, say } from '../terminal.ts';

interface RunFlags {
  driver: string;
  suite: 'pat';
  scenario?: string[];
  out: string;
  format?: string;
  seed?: number;
  timeout: number;
  json?: true;
}

/** `rehearse run`: drives the product through the scenarios against a mock of its own, and writes the report. */
export function runCommand(program: Command, finish: Finish): void {
  program
    .command('run')
    .description('drive your software through the scenarios and report what it did')
    .option(
      '--driver <driver>',
      'how your software is made to act: exec:CMD, or reference (our own client)',
      'reference',
    )
    .addOption(
      new Option('--suite <name>', 'which scenarios: pat, the production-approval scenarios')
        .choices(['pat'])
        .default('pat'),
    )
    .option('--scenario <ids>', 'only these, such as R01,R04', idList)
    .option('--out <folder>', 'where the report goes', 'rehearsal-report')
    .option('--format <names>', 'which files, of json,html,junit,md (default: all of them)')
    .option('--seed <number>', 'makes the synthetic receipts repeatable', wholeNumber)
    .addOption(
      new Option('--timeout <time>', 'how long your software may take over one receipt')
        .default(30_000, '30s')
        .argParser(duration),
    )
    .option('--json', 'print the verdicts as JSON')
    .addHelpText('after', '\nExample:\n  rehearse run --driver "exec:python3 submit.py" --out report')
    .action(async (flags: RunFlags) => finish(await runRehearsal(flags)));
}

/** What is wrong with the command line is said before anything is started for it. */
async function runRehearsal(flags: RunFlags): Promise<ExitCode> {
  const { pickScenarios } = await import('../pick-scenarios.ts');
  const { chooseDriver } = await import('../drivers/choose-driver.ts');
  const { pickFormats, prepareFolder, writeReports } = await import('../write-reports.ts');
  const scenarios = pickScenarios(flags.scenario);
  const formats = pickFormats(flags.format);
  const driver = chooseDriver(flags.driver, { timeoutMs: flags.timeout });
  prepareFolder(flags.out);

  const { loadContract } = await import('../../spec/contract.ts');
  const { serve } = await import('../serve.ts');
  const contract = loadContract({ ruleSet: 'observed' });
  const service = await serve({ contract, place: 'memory', host: '127.0.0.1', port: 0 });
  try {
    const { rehearse } = await import('../rehearse.ts');
    const { progress } = await import('../progress.ts');
    const { exitCodeOf, inShort, resultTable } = await import('../outcome-of-run.ts');
    const settings = {
      suite: flags.suite,
      driver: maskCommand(flags.driver),
      ruleSet: contract.ruleSet,
      seed: flags.seed ?? randomInt(1_000_000),
      timeoutMs: flags.timeout,
      scenarios: scenarios.map(({ id }) => id),
    };
    const many = scenarios.length === 1 ? '1 scenario' : `${scenarios.length} scenarios`;
    say(`Rehearsing ${many}, driver ${safe(settings.driver)}, seed ${settings.seed}.`);
    const rehearsal = await rehearse({ scenarios, driver, contract, service, settings, ...progress(scenarios.length) });
    const files = writeReports(rehearsal, formats, flags.out);
    print(flags.json === true ? JSON.stringify(inShort(rehearsal, files), null, 2) : resultTable(rehearsal));
    for (const [name, path] of files) say(`${name.padEnd(6)} ${path}`);
    return exitCodeOf(rehearsal);
  } finally {
    await service.close();
  }
}
