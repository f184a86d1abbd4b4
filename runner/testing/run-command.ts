import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const main = join(import.meta.dirname, '..', 'main.ts');
export const checkout = join(import.meta.dirname, '..', '..');

const common = {
  // A proxy that is set on the machine has no business with a service on loopback.
  NO_PROXY: '127.0.0.1',
  no_proxy: '127.0.0.1',
  // Whether the test itself runs in CI or without colour must not decide what is seen.
  CI: undefined,
  NO_COLOR: undefined,
  // Hundreds of processes read the same sources: a third of their time goes without this.
  NODE_COMPILE_CACHE: join(tmpdir(), 'receipt-rehearsal-compile-cache'),
};

/** A test that fails may never come to stop what it started. */
const running = new Set<ChildProcessWithoutNullStreams>();
const stopAll = () => {
  for (const child of running) child.kill('SIGKILL');
};
// Also used outside of tests, by commands for developers.
if (process.env['VITEST'] === undefined) process.on('exit', stopAll);
else (await import('vitest')).afterAll(stopAll);

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  /** Laid over the environment of the test; undefined takes a variable away. */
  env?: Record<string, string | undefined>;
  cwd?: string;
  stdin?: string;
}

/** Runs `rehearse` with these arguments as a process of its own, to its end. */
export function runCli(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const { child, ended } = startCommand(args, options);
  child.stdin.end(options.stdin ?? '');
  return ended;
}

/** A process of `rehearse` that goes on until it is stopped. */
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
  // A command that refuses its arguments has ended before it could read anything.
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
  /** What it prints when it listens, and the address in it. */
  line: string;
  url: string;
  stop(signal?: 'SIGTERM' | 'SIGINT'): Promise<Ended>;
}

/** `rehearse mock` on a free port, once it says that it listens. */
export function startMockProcess(args: readonly string[], options: CommandOptions = {}): Promise<RunningMock> {
  return startService('mock', args, options);
}

/** The same of `rehearse watch`. */
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

/** A folder for the files of one test file, and how to remove it. */
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
