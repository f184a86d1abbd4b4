import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

/** Windows knows no process groups; there only the process itself can be ended. */
const hasGroups = process.platform !== 'win32';

const alive = new Set<ChildProcessWithoutNullStreams>();
let sweepsAtExit = false;

/**
 * Starts a program without a shell, at the head of a process group of its own, so that what it starts can be ended with it.
 * Such a group gets no Ctrl-C from the terminal: it is ended when this process exits.
 */
export function startGroup(file: string, args: string[], env: NodeJS.ProcessEnv): ChildProcessWithoutNullStreams {
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

/** Ends the program and everything in its group. Also right when the program is gone: others may have stayed behind. */
export function endGroup(child: ChildProcessWithoutNullStreams): void {
  // Once only: when the group is gone, its number may come to belong to somebody else.
  if (!alive.delete(child) || child.pid === undefined) return;
  if (!hasGroups) {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nobody is left in the group.
  }
}
