import { type KeyObject, verify } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf, publicKeyIn } from '../report-files/signing-keys.ts';
import { contentOf, reportFolderFiles } from './check-hashes.ts';
import { type CheckResult, checkResult, type Discrepancy, skippedCheck } from './check-result.ts';

/** Checks who vouches for the sums: whoever holds `expected`, where a key was named; else the key in the pack. */
export function checkSignature(folder: string, expected: KeyObject | undefined): CheckResult {
  const signature = contentOf(folder, reportFolderFiles.signature);
  const inPack = publicKeyIn(contentOf(folder, reportFolderFiles.publicKey)?.toString('utf8') ?? '');
  if (signature === undefined) {
    if (expected === undefined && !existsSync(join(folder, reportFolderFiles.publicKey))) {
      return skippedCheck({ notes: ['The pack is not signed: nobody vouches for it.'] });
    }
    return refused(reportFolderFiles.signature, 'nothing', 'a signature, as there is a key to check it with');
  }
  const sums = contentOf(folder, reportFolderFiles.sums);
  if (sums === undefined) return refused(reportFolderFiles.sums, 'nothing', 'the list that was signed');
  const key = expected ?? inPack;
  if (key === undefined) return refused(reportFolderFiles.publicKey, 'no public Ed25519 key', 'the key of who signed');
  if (verify(null, sums, key, signature)) return good(key, expected);
  // Signed by another is worth knowing apart from signed by nobody.
  const byOther = inPack !== undefined && verify(null, sums, inPack, signature);
  return refused(
    reportFolderFiles.signature,
    byOther ? `a signature by ${fingerprintOf(inPack)}` : `no signature of ${reportFolderFiles.sums} as it is now`,
    `a signature by ${fingerprintOf(key)}`,
  );
}

function good(key: KeyObject, expected: KeyObject | undefined): CheckResult {
  if (expected !== undefined) return checkResult(`by ${fingerprintOf(key)}, the key that was named`);
  const note =
    'The signature was checked with the key that lies in the pack, which anybody could have put there. ' +
    'Name the key of who should have signed with --key, or compare the fingerprint with theirs.';
  return checkResult(`by ${fingerprintOf(key)}, the key in the pack`, { notes: [note] });
}

function refused(member: string, recorded: string, recomputed: string): CheckResult {
  const difference: Discrepancy = { scenario: null, member, recorded, recomputed };
  return checkResult('does not hold', { differences: [difference] });
}
