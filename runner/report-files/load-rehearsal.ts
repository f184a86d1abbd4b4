import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readRehearsal } from '../../reports/read-rehearsal.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { messageOf } from '../../spec/contract/read-document.ts';
import { commandName } from '../cli/command-name.ts';
import { UsageError } from '../cli/exit-codes.ts';

/** Returns the rehearsal.json of a report folder, or the file itself. */
export function rehearsalFileAt(path: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? join(path, 'rehearsal.json') : path;
}

/**
 * Reads the rehearsal in a file.
 * @throws UsageError for an unreadable file, or one that is not a rehearsal.
 */
export function loadRehearsal(file: string): Rehearsal {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const fix = isMissing ? `. Use a rehearsal.json that "${commandName()} run" wrote` : '';
    throw new UsageError(`cannot read ${file}: ${messageOf(error)}${fix}`);
  }
  const read = readRehearsal(text);
  if (read.kind === 'problem') throw new UsageError(`cannot use ${file}. ${read.problem}`);
  return read.rehearsal;
}
