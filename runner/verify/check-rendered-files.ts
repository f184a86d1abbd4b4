import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { formatNames, type ReportFile, renderReports, reportFormats } from '../../reports/formats.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { messageOf } from '../../spec/contract/read-document.ts';
import { toolVersion } from '../cli/check-runtime.ts';
import { commandName } from '../cli/command-name.ts';
import { printedPages } from '../report-files/print-pdf.ts';
import { type NotRead, readRegularFile } from '../report-files/read-regular-file.ts';
import { namesIn } from '../report-files/report-folder.ts';
import { fingerprintOf, publicKeyIn } from '../report-files/signing-keys.ts';
import { maxReportBytes, readSmallFile, readSums, reportFolderFiles } from './check-hashes.ts';
import { type CheckResult, checkResult, type Discrepancy, skippedCheck } from './check-result.ts';

/**
 * Renders every format again and compares the files in the folder with it. The signer could sign a page that claims
 * more than its evidence: neither hashes nor signature show that, and people read the page. Leaves out files that
 * `SHA256SUMS` does not name: `checkHashes` names them.
 */
export function checkRenderedFiles(rehearsal: Rehearsal, folder: string, judged: string): CheckResult {
  // Under another name, it may be next to the files of another rehearsal.
  if (judged !== reportFormats.json.file) {
    return skippedCheck({
      notes: [`Other files were not compared with ${judged}: only ${reportFormats.json.file} has rendered files.`],
    });
  }
  const listed = listedIn(folder);
  let drawn: ReportFile[];
  try {
    drawn = renderReports(rehearsal, formatNames, {
      fingerprint: fingerprintIn(folder),
      files: filesIn(folder, listed),
    });
  } catch (error) {
    return skippedCheck({ cannot: [`${judged} cannot be rendered again: ${messageOf(error)}.`] });
  }
  const there = drawn.filter(({ name }) => isThere(folder, name));
  const isListed = (name: string) => listed === undefined || listed.includes(name);
  const others = there.filter(({ name }) => name !== judged && isListed(name));
  const own = there.filter((file) => file.name === judged && contentDiffers(file, folder) === true);
  const notes = [
    ...own.map(({ name }) => `${name} is not formatted as it was written.`),
    ...printedPages
      .filter(({ pdf }) => isThere(folder, pdf))
      .map(({ pdf }) => `${pdf} differs on every print, and was not compared with ${judged}.`),
  ];
  const strays = namesIn(folder).filter(
    (name) => isRendered(name) && isListed(name) && drawn.every((file) => file.name !== name),
  );
  if (others.length + strays.length === 0) return skippedCheck({ notes });
  const found = others.map((file) => compare(file, rehearsal, folder));
  return checkResult(`${others.length} files rendered again from ${judged}`, {
    differences: [...found.flatMap(({ differences }) => differences), ...strays.map(ofAnother)],
    cannot: found.flatMap(({ cannot }) => cannot),
    notes,
  });
}

function isRendered(name: string): boolean {
  return formatNames.some((format) => reportFormats[format].owns(name));
}

function ofAnother(name: string): Discrepancy {
  const recorded = 'a file of another rehearsal';
  return {
    scenario: null,
    member: name,
    recorded,
    recomputed: `no such file: ${reportFormats.json.file} does not give it`,
  };
}

/** Returns the fingerprint of the key that signs the folder, as its files name it; undefined if it is not signed. */
function fingerprintIn(folder: string): string | undefined {
  if (!Buffer.isBuffer(readSmallFile(folder, reportFolderFiles.signature))) return undefined;
  const text = readSmallFile(folder, reportFolderFiles.publicKey);
  const key = publicKeyIn(Buffer.isBuffer(text) ? text.toString('utf8') : '');
  return key && fingerprintOf(key);
}

/** Returns the files of the report folder. One that its list names and that was removed is reported once, as missing. */
function filesIn(folder: string, listed: readonly string[] = []): string[] {
  const files = formatNames.map((name) => reportFormats[name].file);
  return files.filter((file) => listed.includes(file) || isThere(folder, file));
}

/** Returns the names in the list of hashes; undefined if it cannot be read, so that no hash was checked. */
function listedIn(folder: string): string[] | undefined {
  const sums = readSmallFile(folder, reportFolderFiles.sums);
  return Buffer.isBuffer(sums) ? readSums(sums.toString('utf8')).sums.map(({ name }) => name) : undefined;
}

function isThere(folder: string, name: string): boolean {
  return lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined;
}

/** Returns whether the file in the folder has another content, or why it was not read. */
function contentDiffers({ name, text }: ReportFile, folder: string): boolean | NotRead {
  const found = readRegularFile(join(folder, name), { maxBytes: maxReportBytes, followsLinks: false });
  return 'why' in found ? found : !found.equals(Buffer.from(text));
}

function compare(file: ReportFile, rehearsal: Rehearsal, folder: string): Pick<CheckResult, 'differences' | 'cannot'> {
  const { name } = file;
  const differs = contentDiffers(file, folder);
  if (typeof differs === 'object') return { differences: [], cannot: [`${name} cannot be read: ${differs.why}.`] };
  if (!differs) return { differences: [], cannot: [] };
  return isOfThisMaking(rehearsal)
    ? { differences: [notDrawn(name)], cannot: [] }
    : { differences: [], cannot: [notComparable(name, rehearsal)] };
}

/** True if this version on this Node wrote the report. Others may render the same facts differently. */
function isOfThisMaking({ tool, environment }: Rehearsal): boolean {
  return tool.version === toolVersion() && environment.node === process.version;
}

function notDrawn(name: string): Discrepancy {
  return {
    scenario: null,
    member: name,
    recorded: 'another text',
    recomputed: `what ${reportFormats.json.file} renders to; see "${commandName()} report --out"`,
  };
}

function notComparable(name: string, { tool, environment }: Rehearsal): string {
  return (
    `${name} differs from what ${reportFormats.json.file} renders to here. receipt-rehearsal ${tool.version} on Node ` +
    `${environment.node} may render it differently: render it again with "${commandName()} report --out", and read that.`
  );
}
