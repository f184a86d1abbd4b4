import { spawnSync } from 'node:child_process';

const found = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });

/**
 * The command for Python; undefined if this machine has none. On some machines `python3` is a script that takes longer
 * than an example, and tests start it hundreds of times. `-S` leaves out packages that are installed on the machine:
 * loading them takes long too, and the examples need the standard library only.
 */
export const python = found.status === 0 ? [found.stdout.trim(), '-S'] : undefined;
