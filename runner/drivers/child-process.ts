import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { maxTimerMs } from './driver.ts';

interface ProcessRequest {
  file: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Written to stdin, which is then closed. */
  input: string;
  timeoutMs: number;
  /** Holds a function that ends the process, and what it left running when it ended, as long as either runs. */
  running: Set<() => void>;
}

/**
 * How a process ended, with the end of its output. `unstartable`: it did not start; `reason` is the system's error
 * code.
 */
export type ProcessResult =
  | { kind: 'unstartable'; reason: string }
  | { kind: 'timed-out'; stdout: string; stderr: string }
  | { kind: 'ended'; code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };

export const stdoutLimit = 1024 * 1024;
const stderrLimit = 64 * 1024;
/** How long output may still arrive from child processes of the program. */
const graceMs = 1000;

/**
 * Runs one process, and kills it with its process group on timeout. What it left running when it ended by itself stays:
 * as for a user, it may still send. Never rejects.
 */
export function runProcess(request: ProcessRequest): Promise<ProcessResult> {
  const { promise, resolve } = Promise.withResolvers<ProcessResult>();
  let child: ChildProcessWithoutNullStreams;
  try {
    child = startGroup(request.file, request.args, request.env);
  } catch (error) {
    // Node throws for some causes (an argument list that is too long) and emits an event for others.
    return Promise.resolve({ kind: 'unstartable', reason: reasonOf(error) });
  }

  const stdout = new Tail(stdoutLimit);
  const stderr = new Tail(stderrLimit);
  let grace: NodeJS.Timeout | undefined;
  let timedOut = false;

  const end = () => endGroup(child);
  request.running.add(end);
  const settle = (ran: ProcessResult): void => {
    clearTimeout(timer);
    clearTimeout(grace);
    if (ran.kind !== 'ended' || !isGroupAlive(child)) {
      endGroup(child);
      request.running.delete(end);
    }
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
    child.unref();
    resolve(ran);
  };
  const finish = (): void => {
    const printed = { stdout: stdout.text(), stderr: stderr.text() };
    if (timedOut) settle({ kind: 'timed-out', ...printed });
    else settle({ kind: 'ended', code: child.exitCode, signal: child.signalCode, ...printed });
  };
  const finishSoon = (): void => {
    // What arrived while this process was busy is read first: an overdue timer runs before that.
    grace ??= setTimeout(() => setImmediate(finish), graceMs);
  };
  const timer = setTimeout(
    () => {
      timedOut = child.exitCode === null && child.signalCode === null;
      endGroup(child);
      finishSoon();
    },
    Math.min(request.timeoutMs, maxTimerMs),
  );

  child.on('error', (error) => {
    if (child.pid === undefined) settle({ kind: 'unstartable', reason: reasonOf(error) });
  });
  child.on('exit', finishSoon);
  child.on('close', finish);
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  // A program that does not read stdin may close it. That is allowed, like any other broken pipe.
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => {});
  child.stdin.end(request.input);
  return promise;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

/** Windows has no process groups; there, only the process itself can be killed. */
const hasGroups = process.platform !== 'win32';

const alive = new Set<ChildProcessWithoutNullStreams>();
let sweepsAtExit = false;

/**
 * Starts a program without a shell, as the leader of a new process group, so that its children can be killed with it.
 * Such a group receives no Ctrl-C from the terminal: it is killed when this process exits.
 */
function startGroup(file: string, args: string[], env: NodeJS.ProcessEnv): ChildProcessWithoutNullStreams {
  const child = spawn(file, args, { env, detached: hasGroups, stdio: 'pipe', windowsHide: true });
  alive.add(child);
  if (!sweepsAtExit) {
    sweepsAtExit = true;
    process.on('exit', () => {
      for (const left of alive) endGroup(left);
    });
  }
  return child;
}

/** Kills the process group, even if the program itself has exited: its children may still run. */
function endGroup(child: ChildProcessWithoutNullStreams): void {
  // Only once: after the group is gone, its id may belong to another process.
  if (!alive.delete(child) || child.pid === undefined) return;
  if (!hasGroups) {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is empty.
  }
}

/** True if a process of the group runs, although the program itself has ended. */
function isGroupAlive({ pid }: ChildProcessWithoutNullStreams): boolean {
  if (!hasGroups || pid === undefined) return false;
  try {
    return process.kill(-pid, 0);
  } catch {
    return false;
  }
}

/** Returns the text to show instead of a line of which only the end was kept. */
function tooLongLine(limit: number): string {
  return `(a line of more than ${limit} bytes)`;
}

/** True if the last line of a program's output was too long to be kept. */
export function isTooLong(line: string): boolean {
  return line === tooLongLine(stdoutLimit);
}

/** Keeps the end of a stream in bounded memory: a product may print without end, and only its last lines are needed. */
export class Tail {
  readonly #limit: number;
  #chunks: Buffer[] = [];
  #size = 0;
  #lost = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    // Joining at every chunk would copy the tail each time, but many tiny chunks cost memory too.
    if (this.#size > 2 * this.#limit || this.#chunks.length > 1024) this.#join();
  }

  /** Returns the kept text from the start of a line: half a line could contain half a token, which cannot be masked. */
  text(): string {
    const text = this.#join().toString('utf8');
    if (!this.#lost) return text;
    const lineEnd = text.indexOf('\n');
    const rest = lineEnd === -1 ? '' : text.slice(lineEnd + 1);
    return rest.trim() === '' ? tooLongLine(this.#limit) : rest;
  }

  #join(): Buffer {
    const all = Buffer.concat(this.#chunks);
    if (all.length > this.#limit) this.#lost = true;
    const kept = all.subarray(Math.max(0, all.length - this.#limit));
    this.#chunks = [kept];
    this.#size = kept.length;
    return kept;
  }
}
