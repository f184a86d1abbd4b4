import { AsyncLocalStorage } from 'node:async_hooks';
import { runCommandLine } from '../cli/command-line.ts';
import { defaults } from '../cli/defaults.ts';
import { atOnce } from './in-process.ts';
import type { Ended } from './run-command.ts';

// The products of these tests send nothing late. A separate process waits as long as for a user.
Object.assign(defaults.settling, atOnce);

const printing = new AsyncLocalStorage<{ stdout: string; stderr: string }>();

for (const name of ['stdout', 'stderr'] as const) {
  const stream = process[name];
  const write = stream.write.bind(stream);
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    const printed = printing.getStore();
    if (printed === undefined) return Reflect.apply(write, stream, [chunk, ...rest]);
    printed[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return true;
  };
}

/**
 * Runs `rehearse` with these arguments in the test's own process, which is a hundred times faster to start. Commands
 * that read standard input or wait for a signal need `runCommand`.
 */
export async function runInProcess(args: readonly string[]): Promise<Ended> {
  const printed = { stdout: '', stderr: '' };
  const code = await printing.run(printed, () => runCommandLine(args));
  return { code, ...printed };
}
