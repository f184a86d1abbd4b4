import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../spec/contract/read-document.ts';
import { type CheckResult, checkResult, type Discrepancy, skippedCheck } from './check-result.ts';
import { contentOf, hashOfFile, readSums, reportFolderFiles, type Sum } from './sums.ts';

/** Holds the files of a folder to its `SHA256SUMS`. `judged` is the name of the rehearsal in it. */
export async function checkHashes(folder: string, judged: string): Promise<CheckResult> {
  if (kindOf(join(folder, reportFolderFiles.sums)) === 'missing') {
    return skippedCheck({ notes: [`There is no ${reportFolderFiles.sums} beside ${judged}: no hash was checked.`] });
  }
  let content: Buffer | undefined;
  try {
    content = contentOf(folder, reportFolderFiles.sums);
  } catch (error) {
    return skippedCheck({ cannot: [`${reportFolderFiles.sums} cannot be read: ${messageOf(error)}.`] });
  }
  if (content === undefined) {
    return skippedCheck({ cannot: [`${reportFolderFiles.sums} is no plain file, or too large, and was not read.`] });
  }
  const { sums, faults } = readSums(content.toString('utf8'));
  const odd = faults.map(({ line, text: found, why }) =>
    difference(`${reportFolderFiles.sums} line ${line}`, `"${found}", which ${why}`, 'the hash and the name of a file'),
  );
  const files = await Promise.all(sums.map((sum) => checkFile(folder, sum)));
  const unlisted = sums.some(({ name }) => name === judged)
    ? []
    : [difference(reportFolderFiles.sums, 'nothing', `a line for ${judged}`)];
  return checkResult(`${sums.length} files against ${reportFolderFiles.sums}`, {
    differences: [...odd, ...unlisted, ...files.flatMap((each) => each.differences)],
    cannot: files.flatMap((each) => each.cannot),
    notes: strangersIn(folder, sums).map(
      (name) => `${name} is not in ${reportFolderFiles.sums}: nothing vouches for it.`,
    ),
  });
}

async function checkFile(folder: string, { name, hash }: Sum): Promise<Pick<CheckResult, 'differences' | 'cannot'>> {
  const path = join(folder, name);
  switch (kindOf(path)) {
    case 'missing':
      return { differences: [], cannot: [`${name} is missing, and ${reportFolderFiles.sums} lists it.`] };
    case 'other':
      return { differences: [difference(name, 'no plain file', `a file with the hash ${hash}`)], cannot: [] };
    case 'file':
      try {
        const found = await hashOfFile(path);
        const differences = found === hash ? [] : [difference(name, `a file with the hash ${found}`, hash)];
        return { differences, cannot: [] };
      } catch (error) {
        return { differences: [], cannot: [`${name} cannot be read: ${messageOf(error)}.`] };
      }
  }
}

/** A link or a device in a pack that somebody else made may lead anywhere: it is not followed. */
function kindOf(path: string): 'file' | 'missing' | 'other' {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 'missing';
  return found.isFile() ? 'file' : 'other';
}

function strangersIn(folder: string, sums: readonly Sum[]): string[] {
  const known = new Set<string>([reportFolderFiles.sums, reportFolderFiles.signature, ...sums.map(({ name }) => name)]);
  const here = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
  return here.map(({ name }) => name).filter((name) => !known.has(name));
}

function difference(member: string, recorded: string, recomputed: string): Discrepancy {
  return { scenario: null, member, recorded, recomputed };
}
