import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readRehearsal } from '../../reports/read-rehearsal.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { messageOf } from '../../spec/contract/read-document.ts';
import { UsageError } from '../cli/exit-codes.ts';

/** A report folder stands for the rehearsal in it. */
export function rehearsalFileAt(path: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? join(path, 'rehearsal.json') : path;
}

/**
 * The rehearsal in a file.
 * @throws UsageError for a file that cannot be read, or that holds anything else.
 */
export function loadRehearsal(file: string): Rehearsal {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${messageOf(error)}. Name the rehearsal.json that "rehearse run" wrote`);
  }
  const read = readRehearsal(text);
  if (read.kind === 'problem') throw new UsageError(`cannot use ${file}. ${read.problem}`);
  return read.rehearsal;
}
