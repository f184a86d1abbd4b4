import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { readRehearsal } from '../../../reports/read-rehearsal.ts';
import type { Rehearsal } from '../../../reports/rehearsal.ts';
import { scenariosOf } from '../../../scenarios/suites.ts';
import { verdictsOf } from '../../testing/in-process.ts';
import { checkout, type Ended, runCli, temporaryFolder } from '../../testing/run-command.ts';
import { runInProcess } from '../../testing/run-in-process.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
let folders = 0;
function emptyFolder(): string {
  folders += 1;
  const path = folder.path(`run-${folders}`);
  mkdirSync(path);
  return path;
}

type Run = (cwd: string, args: readonly string[]) => Promise<Ended>;

/** In a process of its own, which finds the configuration by itself. */
const inFolder: Run = (cwd, args) => runCli(['run', ...args], { cwd });

/** In the test's process, which costs far less, and is told where the configuration is. */
const named: Run = (cwd, args) => runInProcess(['run', '--config', `${cwd}/rehearsal.config.yaml`, ...args]);

/** Runs `rehearse run` with only this configuration, whose report is written to `report` in its folder. */
async function runWith(config: string, args: readonly string[] = [], run = named) {
  const cwd = emptyFolder();
  const placed = run === named ? config.replace(/^out: /m, `out: ${cwd}/`) : config;
  writeFileSync(`${cwd}/rehearsal.config.yaml`, placed);
  const ended = await run(cwd, args);
  const file = `${cwd}/report/rehearsal.json`;
  const reading = existsSync(file) ? readRehearsal(readFileSync(file, 'utf8')) : undefined;
  const rehearsal = reading?.kind === 'ok' ? reading.rehearsal : undefined;
  return { ...ended, cwd, rehearsal };
}

function reported({ rehearsal, stderr }: { rehearsal: Rehearsal | undefined; stderr: string }): Rehearsal {
  if (rehearsal === undefined) throw new Error(`no report: ${stderr}`);
  return rehearsal;
}

/** A product that reports everything as blocked. */
const blocker = `${JSON.stringify(process.execPath)} -e "process.stdin.resume().on('end', () => console.log(JSON.stringify({outcome: 'blocked', messages: ['our form']})))"`;
/** A product that reports everything as accepted and sends nothing. */
const claimer = blocker.replace("'blocked'", "'accepted', wasteTrackingId: '26AAAAAA'");

describe.concurrent('run with a configuration', () => {
  test('finds it in the working directory, and uses all of its settings', async () => {
    const config = `
product: { name: Invented Weighbridge, version: "4.2.0" }
signatory: { name: Alex Example, role: Head of Software }
driver: reference
out: report
formats: [json]
timeout: 90s
concurrency: 6
declared:
  T13-privacy: { answer: On our website, evidence: "https://www.example.com/privacy" }
thresholds: { backoffGrowth: 1.6 }
scenarios:
  R05: { notApplicable: One code for each item, evidence: "https://help.example.com/codes" }
`;
    const ran = await runWith(config, ['--scenario', 'R01,R05,A01'], inFolder);
    expect(ran.stdout.split('\n').filter((line) => /✗|○|!/.test(line))).toEqual([]);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain('settings from rehearsal.config.yaml');
    const { product, signatory, settings, selfDeclarations, scenarios } = reported(ran);
    expect({ product, signatory }).toEqual({
      product: { name: 'Invented Weighbridge', version: '4.2.0' },
      signatory: { name: 'Alex Example', role: 'Head of Software' },
    });
    expect(settings).toMatchObject({ timeoutMs: 90_000, concurrency: 6, thresholds: { backoffGrowth: 1.6 } });
    expect(selfDeclarations.find(({ answer }) => answer !== null)).toMatchObject({
      requirement: 'terms:T13',
      answer: 'On our website',
    });
    const r05 = scenarios.find(({ id }) => id === 'R05');
    expect(r05).toMatchObject({
      verdict: 'not-applicable',
      declaration: { reason: 'One code for each item' },
      exchanges: [],
    });
    expect(ran.stdout).toContain(
      'This tool’s own reference client was driven, not your software. 2 of 2 scenarios that apply passed; 1 is declared not applicable by the vendor.',
    );
  });

  test('takes its suite: without one, the run is of the approval scenarios', async () => {
    // The run is broken off soon, and the report names all that it was to judge.
    const config = 'out: report\ndriver: "exec:/nowhere/no-such-program"\nformats: [json]\n';
    const ran = await Promise.all(['', 'suite: behaviour\n', 'suite: all\n'].map((suite) => runWith(config + suite)));
    const judged = ran.map((each) => [reported(each).settings.suite, reported(each).scenarios.map(({ id }) => id)]);
    const suites = ['pat', 'behaviour', 'all'] as const;
    expect(judged).toEqual(suites.map((suite) => [suite, scenariosOf(suite).map(({ id }) => id)]));
  });

  test('is not ready where the product blocks a scenario and no evidence is given', async () => {
    const evidence = 'scenarios:\n  C01: { blocked: { reason: Our form asks for it, evidence: "form.png" } }\n';
    const args = ['--scenario', 'C01', '--driver', `exec:${blocker}`];
    const [without, given] = await Promise.all([
      runWith('out: report\n', args),
      runWith(`out: report\n${evidence}`, args),
    ]);
    expect([without, given].map((ran) => verdictsOf(reported(ran)))).toEqual([{ C01: 'blocked' }, { C01: 'blocked' }]);
    expect([without.code, given.code]).toEqual([1, 0]);
    const notReady = 'Not ready: blocked by the product without evidence for a person to judge: C01.';
    expect([without, given].map(({ stdout }) => stdout.includes(notReady))).toEqual([true, false]);
    const certificate = readFileSync(`${without.cwd}/report/self-certification.md`, 'utf8');
    expect(certificate).toContain('(C01).** Blocked by the product, but no evidence is given');
    expect(certificate).toMatch(/^\*\*Not ready to be signed/m);
  });

  test('names the driver, or the run ends before anything starts', async () => {
    const [without, given] = await Promise.all([
      runWith('out: report\n', ['--scenario', 'R01']),
      runWith('out: report\ndriver: reference\n', ['--scenario', 'R01']),
    ]);
    expect([without.code, without.stdout, without.rehearsal]).toEqual([2, '', undefined]);
    expect(without.stderr).toContain('rehearsal.config.yaml names none');
    expect([given.code, reported(given).settings.driver]).toEqual([0, 'reference']);
  });

  test('lets the command line override it', async () => {
    const config = 'out: elsewhere\nsuite: behaviour\ndriver: "exec:no-such-program"\n';
    const flags = ['--scenario', 'R01,A01', '--driver', 'reference', '--out', 'report'];
    const ran = await runWith(config, flags, inFolder);
    expect(ran.code).toBe(0);
    expect(verdictsOf(reported(ran))).toEqual({ R01: 'pass', A01: 'pass' });
    expect(reported(ran).settings).toMatchObject({ suite: 'all', driver: 'reference' });
    expect(existsSync(`${ran.cwd}/elsewhere`)).toBe(false);
  });

  test('explains with a declaration why nothing was sent, and never turns a fail into a pass', async () => {
    const declared = `
out: report
scenarios:
  R05: { blocked: { reason: Our form takes one code, evidence: "https://help.example.com/codes" } }
`;
    const [blocked, claimed] = await Promise.all([
      runWith(declared, ['--scenario', 'R05,R03', '--driver', `exec:${blocker}`]),
      runWith(declared, ['--scenario', 'R05,R03', '--driver', `exec:${claimer}`]),
    ]);
    expect(verdictsOf(reported(blocked))).toEqual({ R03: 'not-exercised', R05: 'blocked' });
    expect(reported(blocked).scenarios[1]?.declaration).toMatchObject({
      kind: 'blocked',
      reason: 'Our form takes one code',
    });
    expect(verdictsOf(reported(claimed))).toEqual({ R03: 'fail', R05: 'fail' });
  });

  test.each([
    ['an unknown key', 'drivr: reference\n', ['drivr', 'driver']],
    ['R01 out of scope', 'scenarios:\n  R01: { notApplicable: no }\n', ['scenarios.R01', 'line 2']],
    ['R02 stopped', 'scenarios:\n  R02: { notApplicable: no }\n', ['scenarios.R02']],
    ['a scenario that is not there', 'scenarios:\n  R99: { notApplicable: no }\n', ['R99']],
    ['a weaker threshold', 'thresholds: { backoffGrowth: 1.1 }\n', ['thresholds.backoffGrowth', '1.5']],
    ['an answer that counts as passed', 'declared:\n  T13-privacy: pass\n', ['declared.T13-privacy']],
    ['broken YAML', 'product: [\n', ['rehearsal.config.yaml']],
  ])('refuses %s before anything runs', async (_, config, names) => {
    const file = `${emptyFolder()}/rehearsal.config.yaml`;
    const out = folder.path('refused');
    writeFileSync(file, config);
    const { code, stderr, stdout } = await runInProcess(['run', '--config', file, '--out', out]);
    expect({ code, stdout, hasRun: existsSync(out) }).toEqual({ code: 2, stdout: '', hasRun: false });
    for (const name of names) expect(stderr).toContain(name);
  });

  test('names a missing file', async () => {
    const { code, stderr } = await runInProcess(['run', '--config', folder.path('nowhere.yaml')]);
    expect(code).toBe(2);
    expect(stderr).toContain('nowhere.yaml');
  });
});

describe.concurrent('run with a product that keeps running', () => {
  test('drives a module, which is loaded once and keeps its state', async () => {
    const file = folder.path('product.mjs');
    const client = pathToFileURL(`${checkout}/runner/drivers/reference.ts`).href;
    writeFileSync(
      file,
      `import { referenceDriver } from ${JSON.stringify(client)};
const client = referenceDriver({ timeoutMs: 60000 });
export default async (brief) => {
  const driven = await client.drive(brief);
  return driven.kind === 'outcome' ? driven.outcome : { results: driven.outcomes };
};`,
    );
    const ran = await runWith('out: report\n', [
      '--scenario',
      'R01,A02,U01',
      '--driver',
      `module:${file}`,
      '--concurrency',
      '3',
    ]);
    expect({ code: ran.code, stderr: ran.stderr }).toMatchObject({ code: 0 });
    expect(verdictsOf(reported(ran))).toEqual({ R01: 'pass', A02: 'pass', U01: 'pass' });
  });

  test('refuses an invalid --concurrency', async () => {
    const { code, stderr } = await runInProcess(['run', '--concurrency', '0']);
    expect(code).toBe(2);
    expect(stderr).toContain('1 or more');
  });
});
