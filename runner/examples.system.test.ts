import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { python } from '../examples/test-support/find-python.ts';
import { readRehearsal } from '../reports/read-rehearsal.ts';
import type { Rehearsal } from '../reports/rehearsal.ts';
import { defaultFiles } from '../reports/testing/usual-files.ts';
import { scenariosOf } from '../scenarios/suites.ts';
import type { Verdict } from '../spec/types/verdict.ts';
import { say } from './cli/terminal.ts';
import { findingsOf, verdictsOf } from './testing/in-process.ts';
import { checkout, type Ended, runCli, temporaryFolder } from './testing/run-command.ts';
import { runInProcess } from './testing/run-in-process.ts';

const hasPython = python !== undefined;
if (!hasPython) say('python3 is not on this machine: the Python examples are not rehearsed');

const node = `"${process.execPath}"`;
const pythonCommand = python?.map((word) => `"${word}"`).join(' ');
const everyId = scenariosOf('all').map(({ id }) => id);
const allPassOf = (ids: readonly string[]): Record<string, Verdict> =>
  Object.fromEntries(ids.map((id) => [id, 'pass']));
const folder = temporaryFolder();
afterAll(() => folder.remove());

let rehearsals = 0;

/** Runs an example through scenarios of both suites, and returns what a vendor would look at. */
async function rehearse(
  name: string,
  driver: string,
  ids: readonly string[],
  run: typeof runInProcess,
): Promise<Ended & { out: string; rehearsal: Rehearsal }> {
  rehearsals += 1;
  const out = folder.path(`${name}-${rehearsals}`);
  // This seed gives H03 the reason HWRC_RECEIPT.
  const settings = ['--suite', 'all', '--scenario', ids.join(','), '--seed', '2', '--concurrency', '8', '--out', out];
  const ended = await run(['run', '--driver', driver, ...settings]);
  const report = `${out}/rehearsal.json`;
  if (!existsSync(report)) throw new Error(`${name} left no report: ${ended.stderr}`);
  const read = readRehearsal(readFileSync(report, 'utf8'));
  if (read.kind === 'problem') throw new Error(read.problem);
  return { ...ended, out, rehearsal: read.rehearsal };
}

/**
 * A bad example is taken through its own scenarios, the first one of the next in the table, which it passes, and one that
 * all pass.
 */
function idsFor(name: string): string[] {
  const names = Object.keys(bad);
  const [ofNext = ''] = Object.keys(bad[names[(names.indexOf(name) + 1) % names.length] ?? ''] ?? {});
  return ['R01', ...new Set([...Object.keys(bad[name] ?? {}), ofNext])];
}

const rehearseBad = (name: string) =>
  rehearse(name, `exec:${pythonCommand} examples/bad/${name}.py`, idsFor(name), runInProcess);

/**
 * As a command, the TypeScript example only reads the brief and prints the outcome of the module: one scenario of each
 * action, of each kind of outcome and of a wait is enough for it. A process for each brief takes long.
 */
const good = [
  {
    name: 'the TypeScript one',
    runs: true,
    driver: `exec:${node} examples/typescript/submit-receipt.ts`,
    ids: ['A02', 'A05', 'D04', 'U01', 'U02', 'U04', 'U05'],
    run: runCli,
  },
  {
    name: 'the TypeScript one, as a module',
    runs: true,
    driver: 'module:examples/typescript/act.ts',
    ids: everyId,
    run: runInProcess,
  },
  {
    name: 'the Python one',
    runs: hasPython,
    driver: `exec:${pythonCommand} examples/python/submit_receipt.py`,
    ids: everyId,
    run: runInProcess,
  },
];

/** The verdicts of each bad example that are not passes. L02 stands first: passing L01 takes half a minute. */
const bad: Record<string, Record<string, Verdict>> = {
  'sends-the-reason-sentence': failing('H03'),
  'asks-a-token-per-request': failing('A02'),
  'hammers-on-429': failing('L02', 'L01', 'L03'),
  'posts-instead-of-updating': failing('U01', 'U02'),
  'calls-from-a-browser': failing('W01'),
  'silent-on-errors': failing('A05', 'L03', 'D01', 'D02', 'D03', 'D04', 'D05', 'D06', 'U02', 'U03', 'U04', 'U05'),
};

function failing(...ids: string[]): Record<string, Verdict> {
  return Object.fromEntries(ids.map((id) => [id, 'fail']));
}

// Real waits are measured, and a stall of the machine spoils their growth, so there are retries.
describe.concurrent('of the examples, through the command line', { timeout: 600_000, retry: 2 }, () => {
  for (const { name, runs, driver, ids, run } of good) {
    test.skipIf(!runs)(`${name} passes everything and leaves a report in every format`, async () => {
      const { code, stdout, stderr, out, rehearsal } = await rehearse(name, driver, ids, run);
      const allPass = allPassOf(ids);
      expect(otherThan(allPass, rehearsal)).toEqual([]);
      expect({ code, verdicts: verdictsOf(rehearsal) }).toEqual({ code: 0, verdicts: allPass });
      // Errors and warnings are shown in its own words.
      for (const id of ['U04', 'U05']) expect(findingsOf(rehearsal, id)).toEqual([]);
      expect(stderr.match(/✓ pass/g)).toHaveLength(ids.length);
      expect(stdout).toContain(`${ids.length} of ${ids.length} scenarios passed.`);
      expect(readdirSync(out).sort()).toEqual(defaultFiles);
      expect(stdout).toContain(`Report: ${out} `);
    });
  }

  test.skipIf(!hasPython).for(Object.entries(bad))(
    'the one that %s fails exactly its scenarios, and its findings are on the terminal',
    async ([name, verdicts]) => {
      const { code, stdout, rehearsal } = await rehearseBad(name);
      const expected: Record<string, Verdict> = { ...allPassOf(idsFor(name)), ...verdicts };
      expect(otherThan(expected, rehearsal)).toEqual([]);
      expect({ code, verdicts: verdictsOf(rehearsal) }).toEqual({ code: 1, verdicts: expected });
      for (const [id, verdict] of Object.entries(verdicts)) {
        if (verdict === 'fail') expect(stdout).toMatch(new RegExp(`^(?:[A-Z]\\d\\d, )*${id}\\b.* ✗ fail`, 'm'));
        for (const { text } of findingsOf(rehearsal, id)) expect(stdout.replace(/^ +/gm, '')).toContain(text);
      }
      if (name === 'sends-the-reason-sentence') expectBothSpellings(rehearsal);
    },
  );
});

/** Returns unexpected verdicts with their findings. */
function otherThan(expected: Record<string, Verdict>, { scenarios }: Rehearsal) {
  return scenarios
    .filter(({ id, verdict }) => verdict !== expected[id])
    .map(({ id, verdict, findings }) => ({ id, verdict, findings: findings.map(({ text }) => text) }));
}

/** The terminal shows the reason in one sentence. */
function expectBothSpellings(rehearsal: Rehearsal): void {
  const [sentence, code] = ['Household Waste Recycling Centre Receipt', 'HWRC_RECEIPT'];
  const findings = findingsOf(rehearsal, 'H03');
  const lost = findings.find(({ field, found }) => field === 'reasonForNoConsignmentCode' && found?.includes(sentence));
  expect(lost?.expected).toContain(code);
  expect(findings.some(({ text }) => text.includes(sentence) && text.includes(code))).toBe(true);
}

describe('the table of bad examples in their README', () => {
  const readme = readFileSync(`${checkout}/examples/README.md`, 'utf8');
  const rows = readme.split('\n').filter((line) => /^\| `[a-z0-9-]+\.py`/.test(line));

  test('names every file, and the scenarios that it does not pass', () => {
    const named = rows.map((row) => [/`(.+)\.py`/.exec(row)?.[1], row.match(/\b[A-Z]\d\d\b/g)?.sort()]);
    expect(named).toEqual(Object.entries(bad).map(([name, verdicts]) => [name, Object.keys(verdicts).sort()]));
    expect(readdirSync(`${checkout}/examples/bad`).sort()).toEqual(
      Object.keys(bad)
        .map((name) => `${name}.py`)
        .sort(),
    );
  });
});
