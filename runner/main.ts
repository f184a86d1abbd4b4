import module from 'node:module';
import { silenceSqliteWarning } from './cli/check-runtime.ts';
import { stopWith } from './cli/interruptible.ts';
import { startFolder } from './cli/start-folder.ts';

// Cache compiled code between runs: pipelines start this often. Node writes the cache when the command ends.
module.enableCompileCache();
silenceSqliteWarning();
process.chdir(startFolder(process.env) ?? '.');
const { explain, runCommandLine } = await import('./cli/command-line.ts');

// A closed pipe (`rehearse scenarios | head -1`) is not an error: the command ends with its own exit code.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
// Node's exit code for an uncaught exception is 1, which means a failed verdict here.
process.on('uncaughtException', (error) => process.exit(explain(error)));

// A signal must run the exit handlers, or a product that hangs would outlive this process.
process.on('SIGINT', () => stopWith(130, performance.now()));
process.on('SIGTERM', () => stopWith(143, performance.now()));
process.exitCode = await runCommandLine(process.argv.slice(2));
