import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../spec/contract/read-document.ts';
import { defaults } from '../cli/defaults.ts';
import { UsageError } from '../cli/exit-codes.ts';

/**
 * Writes a commented configuration into a folder that has none, and gives the name of the file. It is written beside
 * its place first, so that it is never half there.
 * @throws UsageError where there is one already, or it cannot be written.
 */
export function writeStarter(folder: string): string {
  const path = join(folder, defaults.configFile);
  const beside = `${path}.${process.pid}.part`;
  const starter = readFileSync(join(import.meta.dirname, 'starter.yaml'));
  try {
    // A link to nowhere counts as well: what it points to is not ours to make.
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
      throw new UsageError(
        `there is a ${defaults.configFile} in this folder already. To begin anew, move it away first`,
      );
    }
    writeFileSync(beside, starter, { flag: 'wx' });
    renameSync(beside, path);
    return defaults.configFile;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    rmSync(beside, { force: true });
    throw new UsageError(`cannot write ${path}: ${messageOf(error)}. Run it in a folder that you may write to`);
  }
}
