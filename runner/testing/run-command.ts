import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export const checkout = join(import.meta.dirname, '..', '..');
/** Tests run the package, which `.ci/build-for-tests.ts` builds before them; commands for developers, the sources. */
export const main =
  process.env['VITEST'] === undefined
    ? join(checkout, 'runner', 'main.ts')
    : join(checkout, 'dist', 'runner', 'main.js');

const common = {
  // Proxy settings of the machine must not apply to a service on loopback.
  NO_PROXY: '127.0.0.1',
  no_proxy: '127.0.0.1',
  // The environment of the test must not affect the output.
  CI: undefined,
  NO_COLOR: undefined,
};

const running = new Set<ChildProcessWithoutNullStreams>();

/** Ends what was started and not stopped. */
export function stopCommands(): void {
  for (const child of running) child.kill('SIGKILL');
}
process.on('exit', stopCommands);

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  /** Added to the environment of the test; undefined removes a variable. */
  env?: Record<string, string | undefined>;
  cwd?: string;
  stdin?: string;
}

/** Runs `rehearse` with these arguments as a separate process, to its end. */
export function runCli(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const { child, ended } = startCommand(args, options);
  child.stdin.end(options.stdin ?? '');
  return ended;
}

/** A process of `rehearse` that runs until it is stopped. */
export interface Running {
  child: ChildProcessWithoutNullStreams;
  ended: Promise<Ended>;
}

export function startCommand(args: readonly string[], { env, cwd = checkout }: CommandOptions = {}): Running {
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { ...process.env, ...common, ...env },
    stdio: 'pipe',
  });
  // A command that refuses its arguments may end before it reads standard input.
  child.stdin.on('error', () => {});
  const [stdout, stderr] = [collected(child.stdout), collected(child.stderr)];
  running.add(child);
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    return { code, stdout: stdout.text, stderr: stderr.text };
  });
  return { child, ended };
}

export interface RunningMock extends Running {
  /** The line that it prints when it is ready, and its URL. */
  line: string;
  url: string;
  stop(signal?: 'SIGTERM' | 'SIGINT'): Promise<Ended>;
}

/** Starts `rehearse mock` on a free port, and waits until it is ready. */
export function startMockProcess(args: readonly string[], options: CommandOptions = {}): Promise<RunningMock> {
  return startService('mock', args, options);
}

/** Starts `rehearse watch` in the same way. */
export function startWatch(args: readonly string[], options: CommandOptions = {}): Promise<RunningMock> {
  return startService('watch', args, options);
}

async function startService(command: string, args: readonly string[], options: CommandOptions): Promise<RunningMock> {
  const { child, ended } = startCommand([command, '--port', '0', ...args], options);
  const first = once(createInterface(child.stdout), 'line').then(([line]) => String(line));
  const line = await Promise.race([first, ended.then(({ stderr }) => Promise.reject(new Error(stderr)))]);
  const url = /http:\/\/\S+:\d+/.exec(line)?.[0] ?? '';
  const stop = (signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM') => {
    child.kill(signal);
    return ended;
  };
  return { child, ended, line, url, stop };
}

/** Creates a temporary folder for one test file. */
export function temporaryFolder(): { path: (...names: string[]) => string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'receipt-rehearsal-'));
  return {
    path: (...names) => join(folder, ...names),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function collected(stream: Readable): { text: string } {
  const all = { text: '' };
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    all.text += chunk;
  });
  return all;
}
