import { spawnSync } from 'node:child_process';

const found = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });

/**
 * The path of Python; undefined if this machine has none. On some machines the command `python3` is a script that takes
 * longer than an example, and tests start it hundreds of times.
 */
export const python = found.status === 0 ? found.stdout.trim() : undefined;
