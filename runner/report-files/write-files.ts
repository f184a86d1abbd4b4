import { accessSync, constants, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { makeDirectory } from '../../mock/store/make-directory.ts';
import {
  defaultFormats,
  type FormatName,
  formatNames,
  type ReportFile,
  renderReports,
  reportFormats,
} from '../../reports/formats.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { messageOf } from '../../spec/contract/read-document.ts';
import { UsageError } from '../cli/exit-codes.ts';

/** Reads a list such as `json,html`; the usual ones where none is named. */
export function pickFormats(list: string | undefined): FormatName[] {
  if (list === undefined) return [...defaultFormats];
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
    makeDirectory(folder);
    if (!statSync(folder).isDirectory()) throw new Error('it is not a folder');
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

/** What was drawn: the place that a person is pointed to, by format, and the paths of all files. */
export interface WrittenReports {
  places: Map<FormatName, string>;
  paths: string[];
}

/**
 * Draws the rehearsal in every format and puts the files into the folder, over those of before. A folder that somebody
 * took away during the run is made again.
 */
export function writeReports(rehearsal: Rehearsal, names: readonly FormatName[], folder: string): WrittenReports {
  const paths = writeFiles(renderReports(rehearsal, names), folder);
  return { places: new Map(names.map((name) => [name, join(folder, reportFormats[name].file)])), paths };
}

/**
 * Puts the files into the folder: all are written beside their place first, so that none is ever half there, and those of
 * before stay where one cannot be written. Gives their paths.
 */
function writeFiles(files: readonly ReportFile[], folder: string): string[] {
  prepareFolder(folder);
  const placed = files.map(({ name, text }) => {
    const beside = join(folder, `${name.replaceAll('/', '-')}.${process.pid}.part`);
    return { path: join(folder, name), beside, text };
  });
  try {
    for (const { beside, text } of placed) writeFileSync(beside, text);
    for (const { path } of placed) makePlace(path);
    for (const { beside, path } of placed) renameSync(beside, path);
  } catch (error) {
    for (const { beside } of placed) rmSync(beside, { force: true });
    throw cannotWrite(folder, error);
  }
  return placed.map(({ path }) => path);
}

/** What would keep a file from its place is found out before any is moved. */
function makePlace(path: string): void {
  makeDirectory(dirname(path));
  if (!statSync(dirname(path)).isDirectory()) throw new Error(`${dirname(path)} is not a folder`);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) throw new Error(`${path} is a folder`);
}

function cannotWrite(folder: string, error: unknown): UsageError {
  return new UsageError(
    `cannot write reports to ${resolve(folder)}: ${messageOf(error)}. Choose another folder with --out`,
  );
}
