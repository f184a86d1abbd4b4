import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatNames, type ReportFile, renderReports, reportFormats } from '../../reports/formats.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { messageOf } from '../../spec/contract/read-document.ts';
import { toolVersion } from '../cli/check-runtime.ts';
import { contentOf, readSums, reportFolderFiles } from './check-hashes.ts';
import { type CheckResult, checkResult, type Discrepancy, skippedCheck } from './check-result.ts';

/**
 * Draws every format again and holds the files in the folder to it. Whoever has the key may sign a page that says more
 * than its evidence: neither hashes nor signature show that, and people read the page.
 */
export function checkRenderedFiles(rehearsal: Rehearsal, folder: string, judged: string): CheckResult {
  // Under another name it may stand beside the pack of another rehearsal.
  if (judged !== reportFormats.json.file) {
    return skippedCheck({
      notes: [`Files beside ${judged} were not compared with it: only ${reportFormats.json.file} has any.`],
    });
  }
  let drawn: ReportFile[];
  try {
    drawn = renderReports(rehearsal, formatNames);
  } catch (error) {
    return skippedCheck({ cannot: [`${judged} cannot be drawn again: ${messageOf(error)}.`] });
  }
  // What an earlier run left behind and no line of the sums names is no part of this pack.
  const listed = listedIn(folder);
  const there = drawn.filter(({ name }) => isThere(folder, name) && (listed === undefined || listed.has(name)));
  const others = there.filter(({ name }) => name !== judged);
  const own = there.filter(({ name, text }) => name === judged && readFileSync(join(folder, name), 'utf8') !== text);
  const notes = [
    ...own.map(
      ({ name }) => `${name} is not written as it was drawn: a name may stand in it twice, and the last counts.`,
    ),
    ...(isThere(folder, print) ? [`${print} cannot be drawn again alike, and was not compared with ${judged}.`] : []),
  ];
  if (others.length === 0) return skippedCheck({ notes });
  const found = others.map((file) => compare(file, rehearsal, folder));
  return checkResult(`${others.length} files drawn again from ${judged}`, {
    differences: found.flatMap(({ differences }) => differences),
    cannot: found.flatMap(({ cannot }) => cannot),
    notes,
  });
}

/** The names in the sums; undefined where there are none. */
function listedIn(folder: string): ReadonlySet<string> | undefined {
  const sums = contentOf(folder, reportFolderFiles.sums);
  return sums && new Set(readSums(sums.toString('utf8')).sums.map(({ name }) => name));
}

/** Where a Chromium is there; no two prints of one page are alike. */
const print = 'report.pdf';

function isThere(folder: string, name: string): boolean {
  return lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined;
}

function compare(
  { name, text }: ReportFile,
  rehearsal: Rehearsal,
  folder: string,
): Pick<CheckResult, 'differences' | 'cannot'> {
  const path = join(folder, name);
  if (!lstatSync(path).isFile()) return { differences: [], cannot: [`${name} is no plain file, and was not read.`] };
  try {
    if (readFileSync(path).equals(Buffer.from(text))) return { differences: [], cannot: [] };
  } catch (error) {
    return { differences: [], cannot: [`${name} cannot be read: ${messageOf(error)}.`] };
  }
  return isOfThisMaking(rehearsal)
    ? { differences: [notDrawn(name)], cannot: [] }
    : { differences: [], cannot: [notComparable(name, rehearsal)] };
}

/** Another version, or a Node with other words for dates, may draw the same facts otherwise. */
function isOfThisMaking({ tool, environment }: Rehearsal): boolean {
  return tool.version === toolVersion() && environment.node === process.version;
}

function notDrawn(name: string): Discrepancy {
  return {
    scenario: null,
    member: name,
    recorded: 'another text',
    recomputed: `what is drawn from ${reportFormats.json.file}; see "rehearse report --out"`,
  };
}

function notComparable(name: string, { tool, environment }: Rehearsal): string {
  return (
    `${name} is not what is drawn from ${reportFormats.json.file} here. receipt-rehearsal ${tool.version} on Node ` +
    `${environment.node} may have drawn it otherwise: draw it again with "rehearse report --out", and read that.`
  );
}
