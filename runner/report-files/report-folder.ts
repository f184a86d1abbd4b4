import { readdirSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { formatNames, reportFormats } from '../../reports/formats.ts';
import { UsageError } from '../cli/exit-codes.ts';
import { readSmallFile, readSums, reportFolderFiles } from '../verify/check-hashes.ts';
import { printedPages } from './print-pdf.ts';
import { prepareFolder } from './write-files.ts';
import type { ReportFolderOptions } from './write-report-folder.ts';

/** True for a file of this rehearsal or of an earlier one: a folder holds the files of one rehearsal. */
export function isReportFile(name: string): boolean {
  return formatNames.some((format) => reportFormats[format].owns(name)) || besides.has(name);
}

const printedNames = printedPages.map(({ pdf }) => pdf);
const besides: ReadonlySet<string> = new Set([...Object.values(reportFolderFiles), ...printedNames]);

/** Returns the names in a folder and, with a slash, those in its folders. */
export function namesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const inside = entry.isDirectory() ? readdirSync(join(folder, entry.name)) : [];
    return [entry.name, ...inside.map((each) => `${entry.name}/${each}`)];
  });
}

/**
 * Creates the folder of a report, and checks that nothing in it would be lost. Before a run, which may take long.
 * @throws UsageError that names what is in the way.
 */
export function checkReportFolder(folder: string, options: ReportFolderOptions): void {
  const way = relative(resolve(folder), process.cwd());
  if (way === '' || !/^(?:\.\.(?:[/\\]|$)|[A-Za-z]:|[/\\])/.test(way)) {
    throw new UsageError(
      `the report would be written to ${resolve(folder)}, which ${way === '' ? 'is the current folder' : 'holds the current folder'}: a report needs a folder of its own. Choose another folder with --out, such as --out rehearsal-report`,
    );
  }
  prepareFolder(folder);
  refuseForeign(folder, options);
}

/**
 * Checks that none of the files to write is there, or that it is of an earlier rehearsal.
 * @throws UsageError that names the others.
 */
export function refuseForeign(folder: string, { formats, pdf, key }: ReportFolderOptions): void {
  const { sums, signature, publicKey } = reportFolderFiles;
  const signed = key === undefined ? [] : [signature, publicKey];
  const others = new Set<string>([sums, ...(pdf ? printedNames : []), ...signed]);
  const isWritten = (name: string) => others.has(name) || formats.some((format) => reportFormats[format].owns(name));
  const earlier = earlierFiles(folder);
  const foreign = namesIn(folder).filter((name) => isWritten(name) && !earlier.includes(name));
  if (foreign.length === 0) return;
  const shown = foreign.length > 3 ? [...foreign.slice(0, 3), `${foreign.length - 3} more`] : foreign;
  const isOne = foreign.length === 1;
  throw new UsageError(
    `cannot write reports to ${resolve(folder)}: ${new Intl.ListFormat('en-GB').format(shown)} ${isOne ? 'is' : 'are'} there and not of an earlier rehearsal, as ${reportFolderFiles.sums} does not name ${isOne ? 'it' : 'them'}. Move ${isOne ? 'it' : 'them'} away, or choose another folder with --out`,
  );
}

/** Returns the files of an earlier rehearsal in a folder: those that its list of hashes names. */
export function earlierFiles(folder: string): string[] {
  const content = readSmallFile(folder, reportFolderFiles.sums);
  if (!Buffer.isBuffer(content)) return [];
  const listed = readSums(content.toString('utf8')).sums.map(({ name }) => name);
  // The list of something else has names that are not ours.
  if (!listed.includes(reportFormats.json.file) && !listed.every(isReportFile)) return [];
  const known = new Set<string>([...listed.filter(isReportFile), ...Object.values(reportFolderFiles)]);
  return namesIn(folder).filter((name) => known.has(name));
}

/** Removes what an earlier rehearsal left in the folder, but for these files: a folder holds one rehearsal. */
export function removeEarlier(folder: string, earlier: readonly string[], kept: readonly string[]): void {
  for (const name of earlier) if (!kept.includes(name)) rmSync(join(folder, name), { force: true });
}
