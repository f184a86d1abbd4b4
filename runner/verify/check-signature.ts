import { type KeyObject, verify } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf, publicKeyIn } from '../report-files/signing-keys.ts';
import { readSmallFile, reportFolderFiles } from './check-hashes.ts';
import { type CheckResult, checkResult, type Discrepancy, skippedCheck } from './check-result.ts';

/**
 * Checks the signature of the sums: by `expected` if a key was given, otherwise by the key in the report folder.
 * `isFromFolder` is true if the given key is a file of that folder.
 */
export function checkSignature(folder: string, expected: KeyObject | undefined, isFromFolder: boolean): CheckResult {
  const signature = contentOf(folder, reportFolderFiles.signature);
  const inPack = publicKeyIn(contentOf(folder, reportFolderFiles.publicKey)?.toString('utf8') ?? '');
  if (signature === undefined) {
    if (expected === undefined && !existsSync(join(folder, reportFolderFiles.publicKey))) {
      return skippedCheck({ notes: ['The report is not signed.'] });
    }
    return refused(reportFolderFiles.signature, 'nothing', 'a signature, because a key was given');
  }
  const sums = contentOf(folder, reportFolderFiles.sums);
  if (sums === undefined) return refused(reportFolderFiles.sums, 'nothing', 'the list that was signed');
  const key = expected ?? inPack;
  if (key === undefined) return refused(reportFolderFiles.publicKey, 'not a public Ed25519 key', 'the signer’s key');
  if (verify(null, sums, key, signature)) return good(key, expected, isFromFolder);
  // A signature by another key is reported differently from an invalid one.
  const byOther = inPack !== undefined && verify(null, sums, inPack, signature);
  return refused(
    reportFolderFiles.signature,
    byOther ? `a signature by ${fingerprintOf(inPack)}` : `no signature of ${reportFolderFiles.sums} as it is now`,
    `a signature by ${fingerprintOf(key)}`,
  );
}

function contentOf(
  folder: string,
  name: (typeof reportFolderFiles)[keyof typeof reportFolderFiles],
): Buffer | undefined {
  const found = readSmallFile(folder, name);
  return Buffer.isBuffer(found) ? found : undefined;
}

function good(key: KeyObject, expected: KeyObject | undefined, isFromFolder: boolean): CheckResult {
  if (expected !== undefined && !isFromFolder) return checkResult(`by ${fingerprintOf(key)}, the given key`);
  const note =
    expected === undefined
      ? 'The signature was checked with the key in the report folder, which anyone could have put there. Pass the signer’s public key with --key, or compare the fingerprint with theirs.'
      : 'The key given with --key is in the report folder, where anyone could have put it, so it does not show who signed: use a key that the signer gave you by another way, or compare the fingerprint with theirs.';
  return checkResult(`by ${fingerprintOf(key)}, the key in the report folder`, { notes: [note] });
}

function refused(member: string, recorded: string, recomputed: string): CheckResult {
  const difference: Discrepancy = { scenario: null, member, recorded, recomputed };
  return checkResult('invalid', { differences: [difference] });
}
