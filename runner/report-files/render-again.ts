import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatNames, reportFormats } from '../../reports/formats.ts';
import { redact } from '../../reports/redact/redact.ts';
import { UsageError } from '../cli/exit-codes.ts';
import { readSmallFile, readSums, reportFolderFiles } from '../verify/check-hashes.ts';
import { loadRehearsal, rehearsalFileAt } from './load-rehearsal.ts';
import { printedPages } from './print-pdf.ts';
import { checkReportFolder } from './report-folder.ts';
import { resolveReportFolder, writeReportFolder } from './write-report-folder.ts';

export interface RenderOptions {
  out?: string;
  format?: string;
  sign?: string;
  redact?: true;
}

export interface RenderedAgain {
  files: Map<string, string>;
  notes: string[];
  /** True if the rehearsal.json would have replaced the file that was read. Evidence is never overwritten. */
  kept: boolean;
}

/**
 * Renders a rehearsal again in the chosen formats.
 * @throws UsageError for an unusable file, format or folder.
 */
export async function renderAgain(path: string, options: RenderOptions): Promise<RenderedAgain> {
  const pack = resolveReportFolder(options.format, options.sign);
  const file = rehearsalFileAt(path);
  const rehearsal = loadRehearsal(file);
  const out = options.out ?? dirname(file);
  const isBeside = isSame(out, dirname(file));
  if (options.redact === true && isBeside) {
    throw new UsageError(
      `a redacted report next to ${file} could be mistaken for the original. Choose another folder with --out`,
    );
  }
  if (isBeside && pack.key === undefined && existsSync(join(out, reportFolderFiles.signature))) {
    throw new UsageError(
      `the report folder of ${file} is signed, and another file would break the signature. Choose another folder with --out, or sign again with --sign`,
    );
  }
  if (!isBeside) checkReportFolder(out, pack);
  const drawn = options.redact === true ? redact(rehearsal) : rehearsal;
  const isOwnFolder = isSame(join(out, reportFormats.json.file), file);
  const kept = pack.formats.includes('json') && isOwnFolder;
  const others = isBeside ? [file, ...listedBeside(out)] : [];
  // Pages name the key that signs them and link to each other, so those that stay in the folder are rendered too.
  const stays = (name: string) => isOwnFolder && others.includes(join(out, name));
  const formats = formatNames.filter((name) => {
    if (name === 'json' && isOwnFolder) return false;
    return pack.formats.includes(name) || stays(reportFormats[name].file);
  });
  // A print shows no links, so that only a new key makes it another.
  const pdf = pack.pdf || (pack.key !== undefined && printedPages.some((page) => stays(page.pdf)));
  return { ...(await writeReportFolder(drawn, { ...pack, formats, pdf }, out, others)), kept };
}

/** Returns the existing files of the report folder, which stay part of it. */
function listedBeside(folder: string): string[] {
  const sums = readSmallFile(folder, reportFolderFiles.sums);
  if (!Buffer.isBuffer(sums)) return [];
  const listed = readSums(sums.toString('utf8')).sums.filter(({ name }) => name !== reportFolderFiles.publicKey);
  return listed.map(({ name }) => join(folder, name)).filter((path) => existsSync(path));
}

/** True if two paths lead to the same existing file, links resolved. */
function isSame(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return false;
  }
}
