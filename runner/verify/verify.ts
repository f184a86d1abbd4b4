import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, sep } from 'node:path';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { type ExitCode, exitCodes, UsageError } from '../cli/exit-codes.ts';
import { loadRehearsal, rehearsalFileAt } from '../report-files/load-rehearsal.ts';
import { readPublicKey } from '../report-files/signing-keys.ts';
import { checkConsistency } from './check-consistency.ts';
import { checkHashes } from './check-hashes.ts';
import { checkRenderedFiles } from './check-rendered-files.ts';
import { type CheckResult, skippedCheck, type Verification } from './check-result.ts';
import { checkSignature } from './check-signature.ts';
import { checkVerdicts } from './check-verdicts.ts';

export interface Verified {
  verification: Verification;
  exitCode: ExitCode;
}

/**
 * Checks a `rehearsal.json` and its report folder offline: hashes, signature, every verdict recomputed and every format rendered again. If the rehearsal cannot be read, hashes and signature are still checked.
 * @throws UsageError if the file does not exist or the key cannot be used.
 */
export async function verifyReportFolder(path: string, keyFile: string | undefined): Promise<Verified> {
  const file = rehearsalFileAt(path);
  const expected = keyFile === undefined ? undefined : readPublicKey(keyFile);
  const rehearsal = readable(file);
  const pack = {
    hashes: checkHashes(dirname(file), basename(file)),
    signature: checkSignature(dirname(file), expected, keyFile !== undefined && isInside(keyFile, dirname(file))),
  };
  if (rehearsal instanceof UsageError) {
    const consistency = skippedCheck({ cannot: [rehearsal.message] });
    return {
      verification: { ...pack, consistency, verdicts: skippedCheck(), rendering: skippedCheck() },
      exitCode: exitCodes.usage,
    };
  }
  const verification = {
    ...pack,
    consistency: checkConsistency(rehearsal),
    verdicts: checkVerdicts(rehearsal),
    rendering: checkRenderedFiles(rehearsal, dirname(file), basename(file)),
  };
  return { verification, exitCode: exitCodeOf(Object.values(verification)) };
}

/** True if a file is in a folder or in one of its folders, links resolved. */
function isInside(file: string, folder: string): boolean {
  const way = relative(realpathSync(folder), realpathSync(file));
  return !isAbsolute(way) && way.split(sep)[0] !== '..';
}

/** Returns the exit code. A difference outweighs a check that could not be done. */
function exitCodeOf(checks: readonly CheckResult[]): ExitCode {
  if (checks.some(({ differences }) => differences.length > 0)) return exitCodes.failed;
  return checks.some(({ cannot }) => cannot.length > 0) ? exitCodes.usage : exitCodes.passed;
}

function readable(file: string): Rehearsal | UsageError {
  try {
    return loadRehearsal(file, { followsLinks: false });
  } catch (error) {
    if (error instanceof UsageError && existsSync(file)) return error;
    throw error;
  }
}
