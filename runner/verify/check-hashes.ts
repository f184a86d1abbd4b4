import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../spec/read-document.ts';
import { contentOf, hashOfFile, packFiles, readSums, type Sum } from './sums.ts';
import { type Checked, checked, type Difference, notChecked } from './verification.ts';

/** Holds the files of a folder to its `SHA256SUMS`. `judged` is the name of the rehearsal in it. */
export async function checkHashes(folder: string, judged: string): Promise<Checked> {
  if (kindOf(join(folder, packFiles.sums)) === 'missing') {
    return notChecked({ notes: [`There is no ${packFiles.sums} beside ${judged}: no hash was checked.`] });
  }
  let content: Buffer | undefined;
  try {
    content = contentOf(folder, packFiles.sums);
  } catch (error) {
    return notChecked({ cannot: [`${packFiles.sums} cannot be read: ${messageOf(error)}.`] });
  }
  if (content === undefined) {
    return notChecked({ cannot: [`${packFiles.sums} is no plain file, or too large, and was not read.`] });
  }
  const { sums, faults } = readSums(content.toString('utf8'));
  const odd = faults.map(({ line, text: found, why }) =>
    difference(`${packFiles.sums} line ${line}`, `"${found}", which ${why}`, 'the hash and the name of a file'),
  );
  const files = await Promise.all(sums.map((sum) => checkFile(folder, sum)));
  const unlisted = sums.some(({ name }) => name === judged)
    ? []
    : [difference(packFiles.sums, 'nothing', `a line for ${judged}`)];
  return checked(`${sums.length} files against ${packFiles.sums}`, {
    differences: [...odd, ...unlisted, ...files.flatMap((each) => each.differences)],
    cannot: files.flatMap((each) => each.cannot),
    notes: strangersIn(folder, sums).map((name) => `${name} is not in ${packFiles.sums}: nothing vouches for it.`),
  });
}

async function checkFile(folder: string, { name, hash }: Sum): Promise<Pick<Checked, 'differences' | 'cannot'>> {
  const path = join(folder, name);
  switch (kindOf(path)) {
    case 'missing':
      return { differences: [], cannot: [`${name} is missing, and ${packFiles.sums} lists it.`] };
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
  const known = new Set<string>([packFiles.sums, packFiles.signature, ...sums.map(({ name }) => name)]);
  const here = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
  return here.map(({ name }) => name).filter((name) => !known.has(name));
}

function difference(member: string, recorded: string, recomputed: string): Difference {
  return { scenario: null, member, recorded, recomputed };
}
