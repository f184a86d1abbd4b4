import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatNames, type ReportFile, renderReports, reportFormats } from '../../reports/formats.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { messageOf } from '../../spec/contract/read-document.ts';
import { toolVersion } from '../cli/check-runtime.ts';
import { printedPages } from '../report-files/print-pdf.ts';
import { fingerprintOf, publicKeyIn } from '../report-files/signing-keys.ts';
import { contentOf, readSums, reportFolderFiles } from './check-hashes.ts';
import { type CheckResult, checkResult, type Discrepancy, skippedCheck } from './check-result.ts';

/**
 * Renders every format again and compares the files in the folder with it. The signer could sign a page that claims
 * more than its evidence: neither hashes nor signature show that, and people read the page.
 */
export function checkRenderedFiles(rehearsal: Rehearsal, folder: string, judged: string): CheckResult {
  // Under another name, it may be next to the files of another rehearsal.
  if (judged !== reportFormats.json.file) {
    return skippedCheck({
      notes: [`Other files were not compared with ${judged}: only ${reportFormats.json.file} has rendered files.`],
    });
  }
  let drawn: ReportFile[];
  try {
    drawn = renderReports(rehearsal, formatNames, fingerprintIn(folder));
  } catch (error) {
    return skippedCheck({ cannot: [`${judged} cannot be rendered again: ${messageOf(error)}.`] });
  }
  // Files of an earlier run that are not in the sums do not belong to this report.
  const listed = listedIn(folder);
  const there = drawn.filter(({ name }) => isThere(folder, name) && (listed === undefined || listed.has(name)));
  const others = there.filter(({ name }) => name !== judged);
  const own = there.filter(({ name, text }) => name === judged && readFileSync(join(folder, name), 'utf8') !== text);
  const notes = [
    ...own.map(
      ({ name }) => `${name} is not formatted as it was written: it may contain a name twice, and the last one counts.`,
    ),
    ...printedPages
      .filter(({ pdf }) => isThere(folder, pdf))
      .map(({ pdf }) => `${pdf} differs on every print, and was not compared with ${judged}.`),
  ];
  if (others.length === 0) return skippedCheck({ notes });
  const found = others.map((file) => compare(file, rehearsal, folder));
  return checkResult(`${others.length} files rendered again from ${judged}`, {
    differences: found.flatMap(({ differences }) => differences),
    cannot: found.flatMap(({ cannot }) => cannot),
    notes,
  });
}

/** Returns the fingerprint of the key that signs the folder, as its files name it; undefined if it is not signed. */
function fingerprintIn(folder: string): string | undefined {
  if (contentOf(folder, reportFolderFiles.signature) === undefined) return undefined;
  const key = publicKeyIn(contentOf(folder, reportFolderFiles.publicKey)?.toString('utf8') ?? '');
  return key && fingerprintOf(key);
}

/** Returns the names in the sums; undefined without sums. */
function listedIn(folder: string): ReadonlySet<string> | undefined {
  const sums = contentOf(folder, reportFolderFiles.sums);
  return sums && new Set(readSums(sums.toString('utf8')).sums.map(({ name }) => name));
}

function isThere(folder: string, name: string): boolean {
  return lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined;
}

function compare(
  { name, text }: ReportFile,
  rehearsal: Rehearsal,
  folder: string,
): Pick<CheckResult, 'differences' | 'cannot'> {
  const path = join(folder, name);
  if (!lstatSync(path).isFile())
    return { differences: [], cannot: [`${name} is not a regular file, and was not read.`] };
  try {
    if (readFileSync(path).equals(Buffer.from(text))) return { differences: [], cannot: [] };
  } catch (error) {
    return { differences: [], cannot: [`${name} cannot be read: ${messageOf(error)}.`] };
  }
  return isOfThisMaking(rehearsal)
    ? { differences: [notDrawn(name)], cannot: [] }
    : { differences: [], cannot: [notComparable(name, rehearsal)] };
}

/** Another version, or a Node with other date formats, may render the same facts differently. */
function isOfThisMaking({ tool, environment }: Rehearsal): boolean {
  return tool.version === toolVersion() && environment.node === process.version;
}

function notDrawn(name: string): Discrepancy {
  return {
    scenario: null,
    member: name,
    recorded: 'another text',
    recomputed: `what ${reportFormats.json.file} renders to; see "rehearse report --out"`,
  };
}

function notComparable(name: string, { tool, environment }: Rehearsal): string {
  return (
    `${name} differs from what ${reportFormats.json.file} renders to here. receipt-rehearsal ${tool.version} on Node ` +
    `${environment.node} may render it differently: render it again with "rehearse report --out", and read that.`
  );
}
