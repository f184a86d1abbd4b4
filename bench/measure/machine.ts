import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { delimiter, join } from 'node:path';

/** The machine that the numbers were measured on. */
export interface Machine {
  processor: string;
  cores: number;
  memoryGb: number;
  node: string;
  system: string;
  date: string;
  /** False if the operating system assigns the server and the load to any cores. */
  isPinned: boolean;
}

export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    system: process.platform,
    date: new Date().toISOString().slice(0, 10),
    isPinned: canPin(),
  };
}

/** Returns the full path of a program, or undefined if the machine lacks it. */
export function findProgram(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

const serverCore = '0';
const loadCore = '1';

function canPin(): boolean {
  return cpus().length > 1 && findProgram('taskset') !== undefined;
}

/** Keeps this process, which makes the load, off the server's core. */
export function pinLoad(): void {
  if (canPin()) execFileSync('taskset', ['-acp', loadCore, String(process.pid)], { stdio: 'ignore' });
}

/**
 * Returns the same command, on the server's core alone. `taskset` becomes the server: the process id is the server's.
 */
export function onServerCore(file: string, args: readonly string[]): [file: string, args: string[]] {
  return canPin() ? ['taskset', ['-c', serverCore, file, ...args]] : [file, [...args]];
}
