#!/usr/bin/env node
import module from 'node:module';
import { nodeTooOldMessage, silenceSqliteWarning } from './cli/check-runtime.ts';

// Nothing else is imported before this is known: an older Node could not even read it.
const problem = nodeTooOldMessage(process.versions.node);
if (problem !== undefined) {
  process.stderr.write(`${problem}\n`);
  process.exit(2);
}

// Compiled code is kept between runs: a pipeline starts this a hundred times a day. It is written when the command ends,
// which is the one moment when nobody waits for an answer.
module.enableCompileCache();
silenceSqliteWarning();
const { explain, runCommandLine } = await import('./cli/command-line.ts');

// A reader that has seen enough (`rehearse scenarios | head -1`) is no fault: the command goes on to its own exit code.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
// Node's own exit code for what nobody caught is that of a verdict that failed.
process.on('uncaughtException', (error) => process.exit(explain(error)));

// A signal must run the exit handlers, or a product that hangs would outlive the harness.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
process.exitCode = await runCommandLine(process.argv.slice(2));
