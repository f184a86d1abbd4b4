import { Command, CommanderError } from 'commander';
import { StoreError } from '../../mock/store/store.ts';
import { ContractError } from '../../spec/contract/read-document.ts';
import { toolVersion } from './check-runtime.ts';
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

/** Every command, each in its own file. It imports what it needs when it runs, so that `--help` stays quick. */
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

/** Runs one command line to its end and gives its exit code. */
export async function runCommandLine(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = exitCodes.passed;
  const program = new Command('rehearse')
    .description('Rehearse production approval for the Receipt of Waste API on your own machine.')
    .version(toolVersion())
    .addHelpText('after', exitCodeHelp)
    .showHelpAfterError('(add --help for what is accepted)')
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

/** Says what went wrong, and gives the exit code for it. */
export function explain(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.passed : exitCodes.usage;
  if (error instanceof UsageError || error instanceof ContractError || error instanceof StoreError) {
    say(`rehearse: ${safe(error.message)}`);
    return exitCodes.usage;
  }
  say(
    `rehearse: this is a fault of receipt-rehearsal, please report it.\n${safe(String(error instanceof Error ? error.stack : error))}`,
  );
  return exitCodes.broken;
}

const exitCodeHelp = `
Exit codes: 0 all that applies passed · 1 a verdict failed, a scenario was not exercised, or verify or diff found
something · 2 wrong usage or configuration · 3 the product could not be driven · 4 receipt-rehearsal itself broke.

A rehearsal against a mock. It is no approval by anyone: vendors certify themselves with the real service.`;
