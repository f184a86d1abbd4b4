import { lstatSync, readdirSync } from 'node:fs';
import { isAbsolute, join, normalize } from 'node:path';
import { hashRegularFile, type NotRead, readRegularFile } from '../report-files/read-regular-file.ts';
import { type CheckResult, checkResult, type Discrepancy, skippedCheck } from './check-result.ts';

/**
 * Checks the files of a folder against its `SHA256SUMS`, which must name each of them. `judged` is the name of the
 * rehearsal in it.
 */
export function checkHashes(folder: string, judged: string): CheckResult {
  const content = readSmallFile(folder, reportFolderFiles.sums);
  if (content === undefined) {
    return skippedCheck({ notes: [`There is no ${reportFolderFiles.sums} beside ${judged}: no hash was checked.`] });
  }
  if ('why' in content) {
    return skippedCheck({ cannot: [`${reportFolderFiles.sums} cannot be read: ${content.why}.`] });
  }
  const { sums, faults } = readSums(content.toString('utf8'));
  const odd = faults.map(({ line, text: found, why }) =>
    difference(`${reportFolderFiles.sums} line ${line}`, `"${found}", which ${why}`, 'the hash and the name of a file'),
  );
  const { entries, isComplete } = listFolder(folder, sums);
  const files = checkFiles(folder, sums, entries);
  const unlisted = sums.some(({ name }) => name === judged)
    ? []
    : [difference(reportFolderFiles.sums, 'nothing', `a line for ${judged}`)];
  return checkResult(`${sums.length} files against ${reportFolderFiles.sums}`, {
    differences: [
      ...odd,
      ...unlisted,
      ...strangersIn(entries, sums).filter(({ member }) => member !== judged),
      ...files.flatMap((each) => each.differences),
    ],
    cannot: [
      ...files.flatMap((each) => each.cannot),
      ...(isComplete ? [] : [`The folder has more than ${maxEntries} files: not all were looked at.`]),
    ],
  });
}

type EntryKind = 'file' | 'folder' | 'link' | 'other';

/** Far more than a report has. */
const maxEntries = 20_000;

/**
 * Lists the files of a folder by name, and of those folders in it that the sums name files of. Follows no links and
 * opens nothing: a report folder from another party may contain any.
 */
function listFolder(folder: string, sums: readonly Sum[]): { entries: Map<string, EntryKind>; isComplete: boolean } {
  const folders = new Set(sums.flatMap(({ name }) => foldersOf(name)));
  const entries = new Map<string, EntryKind>();
  const waiting = [''];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    for (const entry of readdirSync(join(folder, place), { withFileTypes: true })) {
      if (entries.size === maxEntries) return { entries, isComplete: false };
      const name = `${place}${entry.name}`;
      entries.set(name, kindOf(entry));
      if (entry.isDirectory() && folders.has(name)) waiting.push(`${name}/`);
    }
  }
  // Those that were looked into have been compared file by file.
  for (const name of folders) if (entries.get(name) === 'folder') entries.delete(name);
  return { entries, isComplete: true };
}

function foldersOf(name: string): string[] {
  const steps = name.split('/').slice(0, -1);
  return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

const inWords: Record<EntryKind, string> = {
  file: 'a file',
  folder: 'a folder',
  link: 'a link',
  other: 'a pipe, a socket or a device',
};

/** Returns the entries that the sums do not name: they were not hashed, and no signature covers them. */
function strangersIn(entries: ReadonlyMap<string, EntryKind>, sums: readonly Sum[]): Discrepancy[] {
  const known = new Set<string>([reportFolderFiles.sums, reportFolderFiles.signature, ...sums.map(({ name }) => name)]);
  return [...entries].flatMap(([name, kind]) =>
    known.has(name)
      ? []
      : difference(name, `${inWords[kind]} that ${reportFolderFiles.sums} does not name`, 'not in the folder'),
  );
}

/** All files of a report folder together, so that it takes seconds to read them: far more than any has. */
export const maxReportBytes = 2 ** 30;

function checkFiles(
  folder: string,
  sums: readonly Sum[],
  entries: ReadonlyMap<string, EntryKind>,
): Pick<CheckResult, 'differences' | 'cannot'>[] {
  let left = maxReportBytes;
  return sums.map(({ name, hash }) => {
    const cannot = (why: string) => ({ differences: [], cannot: [`${name} ${why}.`] });
    const kind = entries.get(name);
    if (kind === undefined) return cannot(`is missing, and ${reportFolderFiles.sums} lists it`);
    if (kind !== 'file') {
      return { differences: [difference(name, inWords[kind], `a file with the hash ${hash}`)], cannot: [] };
    }
    const found = hashRegularFile(join(folder, name), { maxBytes: left, followsLinks: false });
    if ('why' in found) return cannot(`cannot be read: ${found.why}`);
    left -= found.bytes;
    const differences = found.hash === hash ? [] : [difference(name, `a file with the hash ${found.hash}`, hash)];
    return { differences, cannot: [] };
  });
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

/** Signature, key and sums are small: this is a list of some ten thousand files. */
const maxBytes = 2 ** 20;

/** Returns the content of such a file, or why it was not read; undefined if there is none. Follows no links. */
export function readSmallFile(
  folder: string,
  name: (typeof reportFolderFiles)[keyof typeof reportFolderFiles],
): Buffer | NotRead | undefined {
  const path = join(folder, name);
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
  return readRegularFile(path, { maxBytes, followsLinks: false });
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
  const names = new Set<string>();
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const [index, line] of lines.entries()) {
    const [, hash, name] = /^([0-9a-f]{64}) [ *](.+?)\r?$/.exec(line) ?? [];
    const fault = (why: string) => read.faults.push({ line: index + 1, text: line, why });
    if (hash === undefined || name === undefined) fault('is not a line of sha256sum');
    else if (!isInside(name)) fault('names a file outside the folder');
    else if (names.has(name)) fault('names a file a second time');
    else read.sums.push({ hash, name });
    if (name !== undefined) names.add(name);
  }
  return read;
}

function isInside(name: string): boolean {
  const plain = normalize(name).replaceAll('\\', '/');
  return plain === name && !isAbsolute(name) && !/^[A-Za-z]:|^\.\.(?:\/|$)|[\0\n]/.test(plain);
}
