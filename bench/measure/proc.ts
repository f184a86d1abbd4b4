import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of `/proc/PID/stat` in a second: fixed in what Linux shows to programs. */
const ticksPerSecond = 100;

/** Returns the processor time in ticks, user and system, from a line of `/proc/PID/stat`. */
export function ticksOf(stat: string): number {
  // The name of the command is in brackets and may contain spaces and brackets itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  if (!Number.isInteger(user) || !Number.isInteger(system)) throw new Error(`not a line of /proc/PID/stat: ${stat}`);
  return user + system;
}

/**
 * Returns the resident memory in bytes, from a text of `/proc/PID/status`; 0 if it has none, for example of a process
 * that has ended.
 */
export function residentOf(status: string): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}

/** The usage of a process and everything that it started. */
export interface Usage {
  processorSeconds: number;
  residentBytes: number;
}

/** Sums all threads and all children that still run. Null if the machine has no `/proc`. */
export function usageOf(pids: readonly number[]): Usage | null {
  try {
    const tree = pids.flatMap(treeOf);
    const ticks = tree.map((pid) => ticksOf(readFileSync(`/proc/${pid}/stat`, 'utf8')));
    const resident = tree.map((pid) => residentOf(readFileSync(`/proc/${pid}/status`, 'utf8')));
    return { processorSeconds: sum(ticks) / ticksPerSecond, residentBytes: sum(resident) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Returns a process, the processes that its threads started, and theirs. */
function treeOf(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(treeOf)];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
