import { accessSync, constants, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from '../mock/store/make-folder.ts';
import { type FormatName, formatNames, formats } from '../reports/formats.ts';
import type { Rehearsal } from '../reports/rehearsal.ts';
import { UsageError } from './usage-error.ts';

/** Reads a list such as `json,html`; all formats where none is named. */
export function pickFormats(list: string | undefined): FormatName[] {
  if (list === undefined) return [...formatNames];
  const asked = list.split(',').map((name) => name.trim());
  const unknown = asked.filter((name) => !formatNames.some((format) => format === name));
  if (unknown.length > 0) {
    throw new UsageError(`there is no format "${unknown.join(', ')}". Those there are: ${formatNames.join(', ')}`);
  }
  return formatNames.filter((name) => asked.includes(name));
}

/**
 * Makes the report folder, before anything is run for it.
 * @throws UsageError where it cannot be made or written.
 */
export function prepareFolder(folder: string): void {
  try {
    makeFolder(folder);
    if (!statSync(folder).isDirectory()) throw new Error('it is not a folder');
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

/**
 * Draws the rehearsal in every format and puts the files into the folder: all are written beside their place first,
 * so that none is ever half there. Gives the files' paths, by format.
 */
export function writeReports(
  rehearsal: Rehearsal,
  names: readonly FormatName[],
  folder: string,
): Map<FormatName, string> {
  const drawn = names.map((name) => ({
    name,
    text: formats[name].render(rehearsal),
    path: join(folder, formats[name].file),
  }));
  const beside = (path: string) => `${path}.${process.pid}.part`;
  try {
    for (const { path, text } of drawn) writeFileSync(beside(path), text);
    for (const { path } of drawn) renameSync(beside(path), path);
  } catch (error) {
    for (const { path } of drawn) rmSync(beside(path), { force: true });
    throw cannotWrite(folder, error);
  }
  return new Map(drawn.map(({ name, path }) => [name, path]));
}

function cannotWrite(folder: string, error: unknown): UsageError {
  const why = error instanceof Error ? error.message : String(error);
  return new UsageError(`cannot write reports to ${resolve(folder)}: ${why}. Choose another folder with --out`);
}
