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

/** Reads a list such as `json,html`; without one, returns the default formats. */
export function pickFormats(list: string | undefined): FormatName[] {
  if (list === undefined) return [...defaultFormats];
  const asked = list.split(',').map((name) => name.trim());
  const unknown = asked.filter((name) => !formatNames.some((format) => format === name));
  if (unknown.length > 0) {
    throw new UsageError(`unknown format "${unknown.join(', ')}". Known formats: ${formatNames.join(', ')}, pdf`);
  }
  return formatNames.filter((name) => asked.includes(name));
}

/**
 * Creates the report folder before the run starts.
 * @throws UsageError if it cannot be created or written.
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

/** The rendered files: the main path of each format, and the paths of all files. */
export interface WrittenReports {
  places: Map<FormatName, string>;
  paths: string[];
}

/**
 * Renders the rehearsal in every format and writes the files, replacing earlier ones. Creates the folder again if it
 * was deleted during the run. `fingerprint` is that of the key that will sign them, if one does.
 */
export function writeReports(
  rehearsal: Rehearsal,
  names: readonly FormatName[],
  folder: string,
  fingerprint?: string,
): WrittenReports {
  const paths = writeFiles(renderReports(rehearsal, names, { fingerprint }), folder);
  return { places: new Map(names.map((name) => [name, join(folder, reportFormats[name].file)])), paths };
}

/**
 * Writes the files and returns their paths. Writes temporary files first, so that none is ever incomplete, and earlier
 * files stay if one cannot be written.
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

/** Checks that every file can be moved to its place before any is moved. */
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
