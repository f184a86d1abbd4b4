import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formats } from '../reports/formats.ts';
import { readRehearsal } from '../reports/read-rehearsal.ts';
import type { Rehearsal } from '../reports/rehearsal.ts';
import { patScenarios } from '../scenarios/pat.ts';
import { say } from './terminal.ts';
import { findingsOf, verdictsOf } from './testing/in-process.ts';
import { type Ended, runCommand, temporaryFolder } from './testing/run-command.ts';

const python = 'python3';
const hasPython = spawnSync(python, ['--version']).status === 0;
if (!hasPython) say('python3 is not on this machine: the Python examples are not rehearsed');

const node = `"${process.execPath}"`;
const allPass = Object.fromEntries(patScenarios.map(({ id }) => [id, 'pass']));
const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Rehearses a command; of the example, all that a vendor would look at afterwards. */
async function rehearseCommand(
  name: string,
  command: string,
): Promise<Ended & { files: string[]; rehearsal: Rehearsal }> {
  const out = folder.path(name, 'report');
  // This seed gives H03 the reason NO_DOC_WITH_WASTE.
  const ended = await runCommand(['run', '--driver', `exec:${command}`, '--out', out, '--seed', '2']);
  const read = readRehearsal(readFileSync(`${out}/rehearsal.json`, 'utf8'));
  if (read.kind === 'problem') throw new Error(read.problem);
  return { ...ended, files: readdirSync(out).sort(), rehearsal: read.rehearsal };
}

type Rehearsed = Awaited<ReturnType<typeof rehearseCommand>>;
let typescript: Promise<Rehearsed>;
let good: Promise<Rehearsed>;
let bad: Promise<Rehearsed>;
// All at once: each is mostly a row of short processes that wait.
beforeAll(() => {
  typescript = rehearseCommand('typescript', `${node} examples/typescript/submit-receipt.ts`);
  if (!hasPython) return;
  good = rehearseCommand('python', `${python} examples/python/submit_receipt.py`);
  bad = rehearseCommand('bad', `${python} examples/bad/sends-the-reason-sentence.py`);
});

async function expectFourteenPasses(rehearsed: Promise<Rehearsed>): Promise<void> {
  const { code, stdout, stderr, files, rehearsal } = await rehearsed;
  expect({ code, verdicts: verdictsOf(rehearsal), stderr }).toMatchObject({ code: 0, verdicts: allPass });
  expect(Object.keys(allPass)).toHaveLength(14);
  expect(stdout.match(/✓ pass/g)).toHaveLength(14);
  expect(stdout).toContain('All 14 scenarios rehearsed passed.');
  expect(files).toEqual(
    Object.values(formats)
      .map(({ file }) => file)
      .sort(),
  );
  for (const file of files) expect(stderr).toContain(file);
}

describe('the examples, through the command line', { timeout: 60_000 }, () => {
  test('the TypeScript one passes all fourteen and leaves a report in every format', () =>
    expectFourteenPasses(typescript));

  test.skipIf(!hasPython)('the Python one does, too', () => expectFourteenPasses(good));

  test.skipIf(!hasPython)('the bad one fails H03 and nothing else', async () => {
    const { code, stdout, rehearsal } = await bad;
    expect(code).toBe(1);
    expect(verdictsOf(rehearsal)).toEqual({ ...allPass, H03: 'fail' });
    expect(stdout).toMatch(/^H03 {2}✗ fail/m);
    expect(stdout).toContain('13 of 14 scenarios passed; 1 failed.');
  });

  test.skipIf(!hasPython)(
    'the findings on the bad one name the sentence that it sent and the code that was wanted',
    async () => {
      const { rehearsal, stderr } = await bad;
      const findings = findingsOf(rehearsal, 'H03');
      const [sentence, code] = ['No documentation provided with Waste', 'NO_DOC_WITH_WASTE'];
      const lost = findings.find(
        ({ field, found }) => field === 'reasonForNoConsignmentCode' && found?.includes(sentence),
      );
      expect(lost?.expected).toContain(code);
      // One sentence says it all, and it is on the terminal too, where nobody has opened a report yet.
      expect(findings.some(({ text }) => text.includes(sentence) && text.includes(code))).toBe(true);
      for (const finding of findings) expect(stderr).toContain(finding.text);
    },
  );
});
