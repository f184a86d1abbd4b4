import { createHash, sign } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { messageOf } from '../../spec/contract/read-document.ts';
import { UsageError } from '../cli/exit-codes.ts';
import { formatSums, reportFolderFiles } from '../verify/check-hashes.ts';
import { publicPemOf, type ReportSigningKey } from './signing-keys.ts';

/**
 * Lists the files of a pack with their SHA-256 in `SHA256SUMS`, and signs that list where a key is given. `files` are
 * paths as they were written, all in the folder or below it. What an earlier pack in this folder was signed with is
 * taken away. Gives the paths of what was written.
 * @throws UsageError where a file cannot be read, or nothing can be written; then nothing is half there.
 */
export function signReportFolder(
  folder: string,
  files: readonly string[],
  key: ReportSigningKey | undefined,
): string[] {
  const place = (name: string) => join(folder, name);
  const beside = (name: string) => place(`${name}.${process.pid}.part`);
  const contents = new Map<string, string | Buffer>();
  try {
    const sums = files.map((file) => ({ name: nameIn(folder, file), hash: hashOf(readFileSync(file)) }));
    if (key !== undefined) {
      const publicPem = publicPemOf(key.publicKey);
      contents.set(reportFolderFiles.publicKey, publicPem);
      // Listed as well, so that the signature vouches for the key that stands beside it.
      sums.push({ name: reportFolderFiles.publicKey, hash: hashOf(publicPem) });
    }
    const text = formatSums(sums);
    contents.set(reportFolderFiles.sums, text);
    if (key !== undefined) contents.set(reportFolderFiles.signature, sign(null, Buffer.from(text), key.privateKey));
    for (const [name, content] of contents) writeFileSync(beside(name), content);
    for (const name of Object.values(reportFolderFiles)) if (!contents.has(name)) rmSync(place(name), { force: true });
    for (const name of contents.keys()) renameSync(beside(name), place(name));
  } catch (error) {
    for (const name of contents.keys()) rmSync(beside(name), { force: true });
    throw new UsageError(
      `cannot write ${reportFolderFiles.sums} to ${resolve(folder)}: ${messageOf(error)}. Choose another folder with --out`,
    );
  }
  return [...contents.keys()].map(place);
}

function nameIn(folder: string, file: string): string {
  const name = relative(folder, file).replaceAll('\\', '/');
  if (name === '' || name.startsWith('..')) throw new Error(`${file} is not in the folder`);
  return name;
}

function hashOf(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}
