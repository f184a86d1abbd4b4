import { basename, join } from 'node:path';
import { type FormatName, reportFormats } from '../../reports/formats.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { reportFolderFiles } from '../verify/check-hashes.ts';
import { makePdf } from './print-pdf.ts';
import { signReportFolder } from './sign.ts';
import { type ReportSigningKey, readSigningKey } from './signing-keys.ts';
import { pickFormats, writeReports } from './write-files.ts';

/** What a pack is to hold, found in order before anything is run for it. */
export interface ReportFolderOptions {
  formats: readonly FormatName[];
  /** The page printed as well, where a Chromium is there. */
  pdf: boolean;
  key: ReportSigningKey | undefined;
}

/** What was written, by name, for a person to be pointed to, and what could not be had. */
export interface WrittenReportFolder {
  files: Map<string, string>;
  notes: string[];
}

/**
 * Reads a list such as `json,html,pdf`, and the key that the pack is to be signed with. The page is always drawn with
 * its print.
 * @throws UsageError for a format that is not there, and a key that does not fit.
 */
export function resolveReportFolder(list: string | undefined, keyFile: string | undefined): ReportFolderOptions {
  const asked = list?.split(',').map((name) => name.trim());
  const pdf = asked?.includes('pdf') === true;
  const others = asked?.filter((name) => name !== 'pdf');
  const drawn = pdf && others?.includes('html') === false ? [...others, 'html'] : others;
  return {
    formats: pickFormats(drawn?.join(',')),
    pdf,
    key: keyFile === undefined ? undefined : readSigningKey(keyFile),
  };
}

/**
 * Writes the pack: every file as it is wished for, the list of their hashes, and its signature where there is a key.
 * `others` are files in the folder that belong to it already.
 * @throws UsageError where it cannot be written; then nothing is half there.
 */
export async function writeReportFolder(
  rehearsal: Rehearsal,
  options: ReportFolderOptions,
  folder: string,
  others: readonly string[] = [],
): Promise<WrittenReportFolder> {
  const { places, paths: written } = writeReports(rehearsal, options.formats, folder);
  const files = new Map<string, string>(places);
  const notes: string[] = [];
  if (options.pdf) {
    const path = join(folder, 'report.pdf');
    const made = await makePdf(join(folder, reportFormats.html.file), path);
    if (made === 'made') {
      files.set('pdf', path);
      written.push(path);
    } else notes.push(`There is no report.pdf: ${made.skipped}.`);
  }
  const sealed = signReportFolder(folder, [...new Set([...others, ...written])], options.key);
  const sealNames = { sums: reportFolderFiles.sums, signed: reportFolderFiles.signature };
  for (const [name, file] of Object.entries(sealNames)) {
    const path = sealed.find((each) => basename(each) === file);
    if (path !== undefined) files.set(name, path);
  }
  return { files, notes };
}
