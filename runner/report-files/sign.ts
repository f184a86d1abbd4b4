import { createHash, sign } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { messageOf } from '../../spec/contract/read-document.ts';
import { UsageError } from '../cli/exit-codes.ts';
import { formatSums, reportFolderFiles } from '../verify/check-hashes.ts';
import { publicPemOf, type ReportSigningKey } from './signing-keys.ts';

/**
 * Writes the SHA-256 of the files to `SHA256SUMS`, and signs that list if a key is given. `files` are paths in the folder. Removes the signature of an earlier report. Returns the written paths.
 * @throws UsageError if a file cannot be read or written; then no file is left incomplete.
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
      // Listed too, so that the signature covers the public key.
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
