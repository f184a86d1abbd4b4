import { createHash } from 'node:crypto';
import { createReadStream, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join, normalize } from 'node:path';
import { messageOf } from '../../spec/contract/read-document.ts';
import { type CheckResult, checkResult, type Discrepancy, skippedCheck } from './check-result.ts';

/** Checks the files of a folder against its `SHA256SUMS`. `judged` is the name of the rehearsal in it. */
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
    return skippedCheck({
      cannot: [`${reportFolderFiles.sums} is not a regular file, or is too large, and was not read.`],
    });
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
      (name) => `${name} is not in ${reportFolderFiles.sums}: its content cannot be checked.`,
    ),
  });
}

async function checkFile(folder: string, { name, hash }: Sum): Promise<Pick<CheckResult, 'differences' | 'cannot'>> {
  const path = join(folder, name);
  switch (kindOf(path)) {
    case 'missing':
      return { differences: [], cannot: [`${name} is missing, and ${reportFolderFiles.sums} lists it.`] };
    case 'other':
      return { differences: [difference(name, 'not a regular file', `a file with the hash ${hash}`)], cannot: [] };
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

/** Follows no links and reads no devices: a report folder from another party may contain any. */
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

/** The files of a report folder for its hashes and its signature. */
export const reportFolderFiles = {
  /** One line for each file, in the format of `sha256sum`. */
  sums: 'SHA256SUMS',
  /** The 64 bytes of an Ed25519 signature of the sums, in the format of `openssl pkeyutl -verify -rawin`. */
  signature: 'SHA256SUMS.sig',
  /** The public key for the signature. */
  publicKey: 'signing-key.pub.pem',
} as const;

/** Signature, key and sums are small regular files; anything else is ignored. */
const maxBytes = 16 * 1024 * 1024;

/** Returns the content of such a file; undefined if there is none. Follows no links, which may lead anywhere. */
export function contentOf(
  folder: string,
  name: (typeof reportFolderFiles)[keyof typeof reportFolderFiles],
): Buffer | undefined {
  const path = join(folder, name);
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isFile() && found.size <= maxBytes ? readFileSync(path) : undefined;
}

/** One line of the sums. Names are relative to the folder, with `/`. */
interface Sum {
  hash: string;
  name: string;
}

type ReadSums = { sums: Sum[]; faults: { line: number; text: string; why: string }[] };

/** Formats the sums sorted by name, so that the same files give the same text. */
export function formatSums(sums: readonly Sum[]): string {
  const lines = sums.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ hash, name }) => `${hash}  ${name}\n`);
  return lines.join('');
}

/** Parses the output of `formatSums` or `sha256sum`. Any other line, or a path outside the folder, is a fault. */
export function readSums(text: string): ReadSums {
  const read: ReadSums = { sums: [], faults: [] };
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const [index, line] of lines.entries()) {
    const [, hash, name] = /^([0-9a-f]{64}) [ *](.+?)\r?$/.exec(line) ?? [];
    const fault = (why: string) => read.faults.push({ line: index + 1, text: line, why });
    if (hash === undefined || name === undefined) fault('is not a line of sha256sum');
    else if (!isInside(name)) fault('names a file outside the folder');
    else if (read.sums.some((sum) => sum.name === name)) fault('names a file a second time');
    else read.sums.push({ hash, name });
  }
  return read;
}

/** Returns the SHA-256 of a file in hex. */
async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

function isInside(name: string): boolean {
  const plain = normalize(name).replaceAll('\\', '/');
  return plain === name && !isAbsolute(name) && !/^[A-Za-z]:|^\.\.(?:\/|$)|[\0\n]/.test(plain);
}
