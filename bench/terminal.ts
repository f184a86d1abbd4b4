import { accessSync, constants, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { BenchError } from './bench-error.ts';

/** Writes a message for people, apart from the results. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/**
 * Checks before the work that a file can be written there.
 * @throws BenchError if it cannot.
 */
export function checkPlace(file: string | undefined): void {
  if (file === undefined) return;
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch {
    throw new BenchError(`--json: ${file} cannot be written: choose a folder that exists and is writable`);
  }
}

/** Writes to a temporary file first: the file is either complete or unchanged. */
export function writeJsonFile(file: string, value: unknown): void {
  writeFileSync(`${file}.partial`, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(`${file}.partial`, file);
}

/** Sets exit code 2 for what the user can fix; throws anything else. */
export function endWith(error: unknown): void {
  if (!(error instanceof BenchError)) throw error;
  say(error.message);
  process.exitCode = 2;
}
