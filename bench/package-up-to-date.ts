import { execFileSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BenchError } from './bench-error.ts';

const root = join(import.meta.dirname, '..');

/** Builds the package if it is missing, or older than one of its sources: a stale one would be measured otherwise. */
export function bringPackageUpToDate(say: (text: string) => void): void {
  // Compiled first, copied last: a build that was interrupted lacks one or the other.
  const built = Math.min(changedAt('dist/runner/main.js'), changedAt('dist/spec/receipt-api.yaml'));
  const sources = globSync(['{spec,mock,scenarios,runner,reports}/**/*.{ts,yaml,json,njk,css,js}', '.ci/*.ts'], {
    cwd: root,
  });
  const newest = Math.max(...sources.filter((file) => !file.endsWith('.test.ts')).map(changedAt));
  if (newest < built) return;
  say(built === 0 ? 'Building the package …' : 'Building the package again: a source is newer …');
  try {
    execFileSync(process.execPath, [join('.ci', 'build.ts')], { cwd: root, stdio: ['ignore', 2, 2] });
  } catch {
    throw new BenchError('The package does not build: see above, and fix that first.');
  }
}

/** Returns 0 if there is no such file. */
function changedAt(file: string): number {
  return statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
