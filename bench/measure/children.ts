import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Readable } from 'node:stream';

/** A process that the benchmark started, and ends at the latest with itself. */
export interface Child {
  process: ChildProcess;
  ended: Promise<unknown>;
  /** The end of what it said on standard error. */
  lastWords(): string;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  // Not the harder way: some have started others, and end them first.
  for (const child of running) child.kill();
});
for (const [signal, code] of [['SIGINT', 130] as const, ['SIGTERM', 143] as const]) {
  process.on(signal, () => process.exit(code));
}

export function startChild(file: string, args: readonly string[], { cwd }: { cwd: string }): Child {
  // What it says on standard output goes nowhere: to read it would cost the load its time.
  const child = spawn(file, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  running.add(child);
  const ended = once(child, 'close')
    .catch(() => undefined)
    .finally(() => running.delete(child));
  return { process: child, ended, lastWords: lastOf(child.stderr) };
}

/** How long a process that was asked to stop may take. */
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

/** A port of 127.0.0.1 that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
