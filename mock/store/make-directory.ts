import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Creates a folder and its parents step by step: Node's own recursive mode never ends on a file system that cannot hold
 * folders, such as `/proc`.
 * @throws the error of the step that failed.
 */
export function makeDirectory(folder: string): void {
  const path = resolve(folder);
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have created it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
