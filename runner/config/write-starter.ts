import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { messageOf } from '../../spec/contract/read-document.ts';
import { commandName } from '../cli/command-name.ts';
import { defaults } from '../cli/defaults.ts';
import { UsageError } from '../cli/exit-codes.ts';

/**
 * Writes a commented configuration to a folder that has none, and returns the file name. Writes a temporary file first, so that the file is never incomplete.
 * @throws UsageError if there is one already, or if it cannot be written.
 */
export function writeStarter(folder: string): string {
  const path = join(folder, defaults.configFile);
  const beside = `${path}.${process.pid}.part`;
  const starter = starterFor(folder);
  try {
    // A dangling link counts too: its target must not be created.
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
      throw new UsageError(`this folder already has a ${defaults.configFile}. To start again, move it away first`);
    }
    writeFileSync(beside, starter, { flag: 'wx' });
    renameSync(beside, path);
    return defaults.configFile;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    rmSync(beside, { force: true });
    throw new UsageError(`cannot write ${path}: ${messageOf(error)}. Run the command in a writable folder`);
  }
}

/** Returns the starter with the command as the reader has it, and with the place of the schema from this folder. */
function starterFor(folder: string): string {
  const [first = '', ...rest] = readFileSync(join(import.meta.dirname, 'starter.yaml'), 'utf8').split('\n');
  const schema = relative(folder, join(import.meta.dirname, 'rehearsal.config.schema.json')).replaceAll('\\', '/');
  const head = first.replace(/(?<=\$schema=).*/, schema.startsWith('.') ? schema : `./${schema}`);
  const text = rest.join('\n').replaceAll(/\brehearse (?=run|scenarios)/g, `${commandName()} `);
  return `${head}\n${text}`;
}
