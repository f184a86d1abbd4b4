import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Readable } from 'node:stream';

/** A child process of the benchmark, ended with it at the latest. */
export interface Child {
  process: ChildProcess;
  ended: Promise<unknown>;
  /** Returns the end of what it wrote to standard error. */
  lastOutput(): string;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  // SIGTERM, not SIGKILL: some have children of their own, and end them first.
  for (const child of running) child.kill();
});
for (const [signal, code] of [['SIGINT', 130] as const, ['SIGTERM', 143] as const]) {
  process.on(signal, () => process.exit(code));
}

export function startChild(file: string, args: readonly string[], { cwd }: { cwd: string }): Child {
  // Its standard output is ignored: reading it would slow the load down.
  const child = spawn(file, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  running.add(child);
  const ended = once(child, 'close')
    .catch(() => undefined)
    .finally(() => running.delete(child));
  return { process: child, ended, lastOutput: lastOf(child.stderr) };
}

/** The maximum time for a process to stop, in milliseconds. */
const graceMs = 5_000;

export async function stopChild(child: Child, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  child.process.kill(signal);
  const killer = setTimeout(() => child.process.kill('SIGKILL'), graceMs);
  await child.ended;
  clearTimeout(killer);
}

export function hasEnded({ process: { exitCode, signalCode, pid } }: Child): boolean {
  return exitCode !== null || signalCode !== null || pid === undefined;
}

function lastOf(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (piece: string) => {
    text = `${text}${piece}`.slice(-2000);
  });
  return () => text.trim() || '(none)';
}

/** Returns a port of 127.0.0.1 that is free just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
