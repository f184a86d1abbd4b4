import { basename, join, relative } from 'node:path';
import type { FormatName } from '../../reports/formats.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { reportFolderFiles } from '../verify/check-hashes.ts';
import { makePdfs, printedPages } from './print-pdf.ts';
import { earlierFiles, refuseForeign, removeEarlier } from './report-folder.ts';
import { signReportFolder } from './sign.ts';
import { fingerprintOf, type ReportSigningKey, readSigningKey } from './signing-keys.ts';
import { pickFormats, prepareFolder, writeReports } from './write-files.ts';

/** The options of a report folder, validated before the run starts. */
export interface ReportFolderOptions {
  formats: readonly FormatName[];
  /** True to print the pages as PDF too, if Chromium is installed. */
  pdf: boolean;
  key: ReportSigningKey | undefined;
}

/** The written files by name, and notes on what could not be written. */
export interface WrittenReportFolder {
  files: Map<string, string>;
  notes: string[];
}

/**
 * Reads a list such as `json,html,pdf`, and the signing key. A PDF always comes with its HTML page.
 * @throws UsageError for an unknown format or an unusable key.
 */
export function resolveReportFolder(list: string | undefined, keyFile: string | undefined): ReportFolderOptions {
  const asked = list?.split(',').map((name) => name.trim());
  const pdf = asked?.includes('pdf') === true;
  const drawn = asked?.flatMap((name) => (name === 'pdf' ? printedPages.map(({ format }) => format) : [name]));
  return {
    formats: pickFormats(drawn?.join(',')),
    pdf,
    key: keyFile === undefined ? undefined : readSigningKey(keyFile),
  };
}

/**
 * Writes the report folder: the chosen formats, the list of their hashes, and its signature if there is a key. `others` are existing files that belong to it. Without them, the files of an earlier rehearsal are removed.
 * @throws UsageError if it cannot be written; then no file is left incomplete.
 */
export async function writeReportFolder(
  rehearsal: Rehearsal,
  options: ReportFolderOptions,
  folder: string,
  others: readonly string[] = [],
): Promise<WrittenReportFolder> {
  const isNew = others.length === 0;
  prepareFolder(folder);
  refuseForeign(folder, options);
  const earlier = earlierFiles(folder);
  const fingerprint = options.key && fingerprintOf(options.key.publicKey);
  const { places, paths: written } = writeReports(rehearsal, options.formats, folder, fingerprint);
  const files = new Map<string, string>(places);
  const notes: string[] = [];
  if (options.pdf) {
    const made = await makePdfs(folder);
    if (made === 'made') {
      for (const { name, pdf } of printedPages) {
        files.set(name, join(folder, pdf));
        written.push(join(folder, pdf));
      }
    } else notes.push(`${printedPages.map(({ pdf }) => pdf).join(' and ')} were not written: ${made.skipped}.`);
  }
  if (isNew)
    removeEarlier(
      folder,
      earlier,
      written.map((path) => relative(folder, path).replaceAll('\\', '/')),
    );
  const sealed = signReportFolder(folder, [...new Set([...others, ...written])], options.key);
  const sealNames = { sums: reportFolderFiles.sums, signed: reportFolderFiles.signature };
  for (const [name, file] of Object.entries(sealNames)) {
    const path = sealed.find((each) => basename(each) === file);
    if (path !== undefined) files.set(name, path);
  }
  return { files, notes };
}
