import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder, and those it is in, step by step: Node's own recursive way never ends on a file system that cannot hold
 * folders, such as `/proc`.
 * @throws the error of the step that cannot be made.
 */
export function makeDirectory(folder: string): void {
  const path = resolve(folder);
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
