/**
 * Changes what judges and what the mock's rules decide, one small thing at a time, and shows which changes no test
 * notices: `npm run mutants`, or a part of it, `npm run mutants -- --only scenarios/approval`. A folder, a file or a glob.
 *
 * Each folder is a run of its own, so that an interrupted run loses one folder. What was found is kept in `.mutants/`,
 * and used again as long as neither the code nor its tests have changed.
 */
import { globSync, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname, join, matchesGlob, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { type MutantResult, type PartialStrykerOptions, Stryker } from '@stryker-mutator/core';
import { parse } from 'yaml';

interface Survivors {
  reason: string;
  file: string;
  changes: string[];
}

interface Count {
  noticed: number;
  unnoticed: number;
}

const root = join(import.meta.dirname, '../..');
const threshold = 85;
const { values } = parseArgs({ options: { only: { type: 'string', default: '**' } } });
const only = values.only.replace(/\/+$/, '');

const files = globSync(['scenarios/**/*.ts', 'mock/rules/**/*.ts'], { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !/\.test\.ts$|\/testing\//.test(file))
  .filter((file) => file === only || file.startsWith(`${only}/`) || matchesGlob(file, only))
  .toSorted();
if (files.length === 0) {
  console.error(`--only ${values.only} names no file of scenarios/ or mock/rules/: name a folder, a file or a glob.`);
  process.exit(2);
}

// It takes long, and nobody waits for it.
setPriority(19);
process.chdir(root);

const known = parse(readFileSync(join(import.meta.dirname, 'survivors.yaml'), 'utf8')) as Survivors[];
const reasons = new Map(
  known.flatMap(({ reason, file, changes }) => changes.map((each) => [`${file}: ${each}`, reason])),
);
const counts = new Map<string, Count>();
const unexplained: string[] = [];

for (const [folder, ofFolder] of Object.entries(Object.groupBy(files, (file) => dirname(file)))) {
  const results = await new Stryker(optionsFor(folder, ofFolder ?? [])).runMutationTest();
  const count = { noticed: 0, unnoticed: 0 };
  for (const mutant of results) {
    const file = relative(root, mutant.fileName).replaceAll('\\', '/');
    if (!files.includes(file) || dirname(file) !== folder) continue;
    if (mutant.status === 'Killed' || mutant.status === 'Timeout') count.noticed++;
    if (mutant.status !== 'Survived' && mutant.status !== 'NoCoverage') continue;
    count.unnoticed++;
    const change = describeChange(file, mutant);
    if (!reasons.has(`${file}: ${change}`)) unexplained.push(`${file}:${mutant.location.start.line}: ${change}`);
  }
  counts.set(folder, count);
}

const total = [...counts.values()].reduce(
  (sum, each) => ({ noticed: sum.noticed + each.noticed, unnoticed: sum.unnoticed + each.unnoticed }),
  { noticed: 0, unnoticed: 0 },
);
for (const line of unexplained) console.log(line);
console.log(`\n${unexplained.length} changes that no test notices have no reason in .ci/mutants/survivors.yaml.\n`);
for (const [folder, count] of [...counts, ['all', total] as const]) {
  console.log(
    `${scoreOf(count).toFixed(1).padStart(6)} %  ${folder}: ${count.noticed} noticed, ${count.unnoticed} not`,
  );
}
process.exitCode = scoreOf(total) < threshold ? 1 : 0;

function scoreOf({ noticed, unnoticed }: Count): number {
  return noticed + unnoticed === 0 ? 100 : (100 * noticed) / (noticed + unnoticed);
}

/** Returns a change as `survivors.yaml` has it: by its text, since lines move. */
function describeChange(file: string, { location, replacement }: MutantResult): string {
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const { start, end } = location;
  const original = lines.slice(start.line - 1, end.line);
  original[original.length - 1] = (original.at(-1) ?? '').slice(0, end.column - 1);
  original[0] = (original[0] ?? '').slice(start.column - 1);
  return `${inOneLine(original.join(' '))} → ${inOneLine(replacement)}`;
}

function inOneLine(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ').trim();
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

function optionsFor(folder: string, mutate: readonly string[]): PartialStrykerOptions {
  return {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: '.ci/mutants/vitest.config.ts', related: false },
    mutate: [...mutate],
    // Names, keys and messages: see docs/decisions/0016-mutation-testing.md.
    mutator: { excludedMutations: ['StringLiteral'] },
    coverageAnalysis: 'perTest',
    // What is evaluated when a module is loaded would need the module to be loaded again for each mutant.
    ignoreStatic: true,
    // TypeScript 7 has no compiler for Stryker to call; types are stripped.
    tsconfigFile: 'none',
    disableTypeChecks: false,
    concurrency: 1,
    timeoutMS: 5_000,
    dryRunTimeoutMinutes: 30,
    reporters: ['progress-append-only', 'json'],
    jsonReporter: { fileName: `.mutants/${folder.replaceAll('/', '-')}.json` },
    tempDirName: '.mutants/sandbox',
    incremental: true,
    incrementalFile: `.mutants/${folder.replaceAll('/', '-')}.incremental.json`,
    allowEmpty: true,
  } as PartialStrykerOptions;
}
