import { accessSync, constants, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { BenchError } from './bench-error.ts';

/** Talk for a person, off the results. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/**
 * To be asked before the work, and not after.
 * @throws BenchError where no file can be written there.
 */
export function checkPlace(file: string | undefined): void {
  if (file === undefined) return;
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch {
    throw new BenchError(`--json: ${file} cannot be written: choose a folder that is there and can be written to`);
  }
}

/** Writes beside it first: a file of that name is whole, or as it was. */
export function writeWhole(file: string, value: unknown): void {
  writeFileSync(`${file}.partial`, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(`${file}.partial`, file);
}

/** Exit code 2 for what the person can mend; anything else is thrown on. */
export function endWith(error: unknown): void {
  if (!(error instanceof BenchError)) throw error;
  say(error.message);
  process.exitCode = 2;
}
