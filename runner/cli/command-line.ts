import { Command, CommanderError } from 'commander';
import { StoreError } from '../../mock/store/store.ts';
import { ContractError } from '../../spec/contract/read-document.ts';
import { toolVersion } from './check-runtime.ts';
import { commandName } from './command-name.ts';
import { assessCommand } from './commands/assess.ts';
import { diffCommand } from './commands/diff.ts';
import { explainCommand } from './commands/explain.ts';
import { initCommand } from './commands/init.ts';
import { keygenCommand } from './commands/keygen.ts';
import { mockCommand } from './commands/mock.ts';
import { reportCommand } from './commands/report.ts';
import { runCommand } from './commands/run.ts';
import { scenariosCommand } from './commands/scenarios.ts';
import { specCommand } from './commands/spec.ts';
import { verifyCommand } from './commands/verify.ts';
import { watchCommand } from './commands/watch.ts';
import { type ExitCode, exitCodes, UsageError } from './exit-codes.ts';
import { safe, say } from './terminal.ts';

/** Every command, each in its own file. Commands import on demand, so that `--help` stays fast. */
const commands = [
  mockCommand,
  runCommand,
  watchCommand,
  reportCommand,
  assessCommand,
  explainCommand,
  scenariosCommand,
  specCommand,
  initCommand,
  verifyCommand,
  diffCommand,
  keygenCommand,
];

/** Runs one command line and returns its exit code. */
export async function runCommandLine(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = exitCodes.passed;
  const program = new Command(commandName())
    .description('Rehearse production approval for the Receipt of Waste API on your own machine.')
    .version(toolVersion())
    .addHelpText('after', exitCodeHelp)
    .showHelpAfterError('(add --help for usage)')
    .exitOverride()
    .enablePositionalOptions();
  for (const add of commands) add(program, (given) => (code = given));
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return explain(error);
  }
}

/** Prints what went wrong and returns the exit code for it. */
export function explain(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.passed : exitCodes.usage;
  if (error instanceof UsageError || error instanceof ContractError || error instanceof StoreError) {
    say(`rehearse: ${safe(error.message)}`);
    return exitCodes.usage;
  }
  say(`rehearse: internal error, please report it.\n${safe(String(error instanceof Error ? error.stack : error))}`);
  return exitCodes.broken;
}

const exitCodeHelp = `
Exit codes: 0 everything applicable passed · 1 a scenario failed, was not exercised or lacks its evidence, or verify or
diff found differences · 2 wrong usage or configuration · 3 your software could not be driven · 4 internal error.

This is a rehearsal against a mock, not an approval: vendors certify themselves with the real service.`;
