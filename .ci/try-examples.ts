/**
 * Takes the good example of each language through every scenario and prints a line for each. Compiles those that must
 * be, and installs compilers and runtimes where that is permitted. Names on the command line choose some: csharp java.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GoodExample, goodExamples, missingPrograms } from '../examples/test-support/good-examples.ts';
import type { Rehearsal } from '../reports/rehearsal.ts';
import { installPackages } from './install-packages.ts';

process.chdir(join(import.meta.dirname, '..'));
const names = process.argv.slice(2);
const unknown = names.filter((name) => !goodExamples.some((example) => example.name === name));
if (unknown.length > 0) {
  console.error(`unknown example ${unknown.join(', ')}: there are ${goodExamples.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
const asked = goodExamples.filter(({ name }) => names.length === 0 || names.includes(name));
installPackages(asked.filter((example) => missingPrograms(example).length > 0).flatMap(({ packages }) => packages));
const folder = mkdtempSync(join(tmpdir(), 'receipt-rehearsal-examples-'));
try {
  const passed = asked.map(rehearse);
  if (passed.includes(false)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Returns false if it does not pass; it may be that it could not be tried. */
function rehearse(example: GoodExample): boolean {
  const { name } = example;
  const missing = missingPrograms(example);
  if (missing.length > 0) {
    console.log(
      `${name}: not tried, because ${missing.join(' and ')} is missing (Debian: ${example.packages.join(' ')})`,
    );
    return true;
  }
  const built = join(folder, name);
  mkdirSync(built);
  const [compiler, ...sources] = example.build?.(built) ?? [];
  if (compiler !== undefined) execFileSync(compiler, sources, { stdio: 'inherit' });
  const tests = ['examples/answers.system.test.ts', 'examples/patience.system.test.ts'];
  const tested = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...tests], {
    env: { ...process.env, TESTED_EXAMPLE: name, TESTED_EXAMPLE_FOLDER: built },
    encoding: 'utf8',
  });
  if (tested.status !== 0) console.error(tested.stdout, tested.stderr);
  const out = join(built, 'report');
  const driver = `exec:${example
    .command(built)
    .map((word) => `"${word}"`)
    .join(' ')}`;
  const run = ['runner/main.ts', 'run', '--driver', driver, '--suite', 'all', '--concurrency', '8', '--out', out];
  const { status, stderr } = spawnSync(process.execPath, run, { encoding: 'utf8' });
  const report = join(out, 'rehearsal.json');
  if (!existsSync(report)) throw new Error(`${name} left no report: ${stderr}`);
  const { scenarios }: Rehearsal = JSON.parse(readFileSync(report, 'utf8'));
  const passes = scenarios.filter(({ verdict }) => verdict === 'pass').length;
  console.log(
    `${name}: ${passes} of ${scenarios.length} scenarios passed; its own tests ${tested.status === 0 ? 'pass' : 'fail'}`,
  );
  for (const { id, findings } of scenarios) {
    // Words of the API that a user saw pass with a warning, and are no example to copy.
    for (const { text, level } of findings) if (level !== 'note') console.log(`  ${id}: ${text}`);
  }
  return status === 0 && tested.status === 0;
}
