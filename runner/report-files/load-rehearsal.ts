import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readRehearsal } from '../../reports/read-rehearsal.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { commandName } from '../cli/command-name.ts';
import { UsageError } from '../cli/exit-codes.ts';
import { readRegularFile } from './read-regular-file.ts';

/** Returns the rehearsal.json of a report folder, or the file itself. */
export function rehearsalFileAt(path: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? join(path, 'rehearsal.json') : path;
}

/** What a string can hold, and far more than a rehearsal has. */
const maxRehearsalBytes = 2 ** 29 - 32;

/**
 * Reads the rehearsal in a file.
 * @throws UsageError for an unreadable file, or one that is not a rehearsal.
 */
export function loadRehearsal(file: string, { followsLinks = true } = {}): Rehearsal {
  const found = readRegularFile(file, { maxBytes: maxRehearsalBytes, followsLinks });
  if ('why' in found) {
    throw new UsageError(`cannot read ${file}: ${found.why}. Use a rehearsal.json that "${commandName()} run" wrote`);
  }
  const read = readRehearsal(found.toString('utf8'));
  if (read.kind === 'problem') throw new UsageError(`cannot use ${file}. ${read.problem}`);
  return read.rehearsal;
}
