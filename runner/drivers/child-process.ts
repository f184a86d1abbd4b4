import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { maxTimerMs } from './driver.ts';
import { endGroup, startGroup } from './process-group.ts';
import { Tail } from './tail.ts';

export interface ProcessRequest {
  file: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Written to stdin, followed by its end. */
  input: string;
  timeoutMs: number;
}

/** How a process ended, and the last that it printed. `unstartable`: it never began; `reason` is the system's own word. */
export type ProcessResult =
  | { kind: 'unstartable'; reason: string }
  | { kind: 'timed-out'; stdout: string; stderr: string }
  | { kind: 'ended'; code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };

const stdoutLimit = 1024 * 1024;
const stderrLimit = 64 * 1024;
/** How long output may still arrive from helpers that the program left behind. */
const graceMs = 1000;

/** Runs one process to its end, or ends it and its whole group when the time is up. Never rejects. */
export function runProcess(request: ProcessRequest): Promise<ProcessResult> {
  const { promise, resolve } = Promise.withResolvers<ProcessResult>();
  let child: ChildProcessWithoutNullStreams;
  try {
    child = startGroup(request.file, request.args, request.env);
  } catch (error) {
    // Node reports some causes by throwing (an argument list that is too long), others by an event.
    return Promise.resolve({ kind: 'unstartable', reason: reasonOf(error) });
  }

  const stdout = new Tail(stdoutLimit);
  const stderr = new Tail(stderrLimit);
  let grace: NodeJS.Timeout | undefined;
  let timedOut = false;

  const settle = (ran: ProcessResult): void => {
    clearTimeout(timer);
    clearTimeout(grace);
    endGroup(child);
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
    grace ??= setTimeout(finish, graceMs);
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
  // A program that never reads its stdin closes it on us. That is its own affair, as is any other broken pipe.
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => {});
  child.stdin.end(request.input);
  return promise;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
