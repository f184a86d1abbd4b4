import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { readRehearsal } from '../../../reports/read-rehearsal.ts';
import type { Rehearsal } from '../../../reports/rehearsal.ts';
import { defaultFiles } from '../../../reports/testing/usual-files.ts';
import { findingsOf, verdictsOf } from '../../testing/in-process.ts';
import { checkout, runCli, startCommand, temporaryFolder } from '../../testing/run-command.ts';
import { runInProcess } from '../../testing/run-in-process.ts';
import { nodeCommand } from '../../testing/test-brief.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Returns the report in a folder, after checking that the folder has exactly its files. */
function reportIn(out: string): Rehearsal {
  expect(readdirSync(out).sort()).toEqual(defaultFiles);
  const read = readRehearsal(readFileSync(`${out}/rehearsal.json`, 'utf8'));
  if (read.kind === 'problem') throw new Error(read.problem);
  return read.rehearsal;
}

describe.concurrent('run', () => {
  test('with --json prints the verdicts to standard output, and progress to standard error', async () => {
    const out = folder.path('json');
    const options = ['--driver', 'reference', '--scenario', 'r02,H02', '--json', '--out', out];
    // The checkout may have a configuration: the README says how to write one.
    const { code, stdout, stderr } = await runCli(['run', ...options], { cwd: folder.path() });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      answer: 'This tool’s own reference client was driven, not your software. 2 of 2 scenarios passed.',
      counts: { pass: 2, fail: 0 },
      scenarios: [
        { id: 'R02', verdict: 'pass', checker: { status: 'Pass' }, wasteTrackingIds: [expect.any(String)] },
        { id: 'H02', verdict: 'pass', checker: null, wasteTrackingIds: [] },
      ],
      files: { json: `${out}/rehearsal.json`, html: `${out}/report.html` },
    });
    expect(stderr).toMatch(
      /^Rehearsing 2 scenarios as of 2026-10, driver reference, .*, no rehearsal\.config\.yaml in this folder\.$/m,
    );
    expect(Object.keys(verdictsOf(reportIn(out)))).toEqual(['R02', 'H02']);
  });

  test('writes the chosen formats, and creates the folders', async () => {
    const out = folder.path('some', 'where', 'deep');
    const options = ['--driver', 'reference', '--scenario', 'R01', '--format', 'md,junit', '--out', out];
    const { code } = await runInProcess(['run', ...options]);
    expect({ code, files: readdirSync(out).sort() }).toEqual({
      code: 0,
      files: ['SHA256SUMS', 'junit.xml', 'summary.md'],
    });
  });
});

describe.concurrent('a product that cannot be driven', () => {
  test.each<{ product: string; driver: string; says: string[]; flags?: string[] }>([
    {
      product: 'crashes',
      driver: nodeCommand(`console.error('the last straw'); process.exit(7)`),
      says: ['ended with exit code 7', 'End of stderr:', 'the last straw'],
    },
    { product: 'prints nothing', driver: nodeCommand(''), says: ['exit code 0', 'Nothing was printed on stdout'] },
    {
      product: 'prints garbage',
      driver: nodeCommand(`console.log('all fine, boss')`),
      says: ['found "all fine, boss"', 'Example: {'],
    },
    {
      product: 'hangs',
      driver: nodeCommand(`setInterval(() => {}, 1000)`),
      flags: ['--timeout', '1s'],
      says: ['timed out after 1 s', 'Increase --timeout'],
    },
    {
      product: 'is not there',
      driver: '/nowhere/no-such-program --now',
      says: ['"/nowhere/no-such-program --now" could not be started', 'ENOENT', 'on the PATH'],
    },
  ])('as it $product ends with exit code 3, the reason in every scenario, and a complete report', async (mishap) => {
    const { product, driver, says, flags = [] } = mishap;
    const out = folder.path(product);
    const args = ['run', '--driver', `exec:${driver}`, '--scenario', 'R01,C01', '--out', out, ...flags];
    const { code, stdout } = await runInProcess(args);
    const rehearsal = reportIn(out);
    expect({ code, verdicts: verdictsOf(rehearsal) }).toEqual({ code: 3, verdicts: { R01: 'error', C01: 'error' } });
    expect(stdout).toContain('R01, C01: ! error\n');
    expect(stdout).toContain('0 of 2 scenarios passed; 2 could not be judged.');
    for (const part of says) {
      // Once, for both.
      expect(stdout.split(part)).toHaveLength(2);
      for (const id of ['R01', 'C01'])
        expect(JSON.stringify(findingsOf(rehearsal, id))).toContain(JSON.stringify(part).slice(1, -1));
    }
  });

  test('in one scenario is still driven through the others', async () => {
    const example = pathToFileURL(`${checkout}/examples/typescript/submit-receipt.ts`);
    const driver = nodeCommand(`
      if (process.env.REHEARSAL_SCENARIO === 'R03') { console.error('no road'); process.exit(9); }
      import('${example}');`);
    const out = folder.path('only R03');
    const chosen = ['--scenario', 'R02,R03,R04,C01'];
    const { code, stdout } = await runInProcess(['run', '--driver', `exec:${driver}`, '--out', out, ...chosen]);
    const rehearsal = reportIn(out);
    const verdicts = { R02: 'pass', R03: 'error', R04: 'pass', C01: 'pass' };
    expect({ code, verdicts: verdictsOf(rehearsal) }).toEqual({ code: 3, verdicts });
    expect(rehearsal.counts).toMatchObject({ pass: 3, error: 1 });
    expect(JSON.stringify(findingsOf(rehearsal, 'R03'))).toContain('no road');
    expect(stdout).toContain('3 of 4 scenarios passed; 1 could not be judged.');
  });
});

describe.concurrent('a report that cannot be written', () => {
  const file = folder.path('a file');
  writeFileSync(file, 'not a folder');

  /** Writes a file when it is driven. */
  function tracer(name: string): { driver: string; trace: string } {
    const trace = folder.path(`${name}.trace`);
    const script = `require('fs').writeFileSync(${JSON.stringify(trace)}, ''); console.log('{"outcome":"blocked"}')`;
    return { driver: `exec:${nodeCommand(script)}`, trace };
  }

  test.each([
    ['below a file', folder.path('a file', 'report')],
    ['instead of a file', file],
  ])('with its folder %s is reported before the product is driven', async (where, out) => {
    const { driver, trace } = tracer(where);
    const { code, stdout, stderr } = await runInProcess(['run', '--driver', driver, '--scenario', 'R01', '--out', out]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`cannot write reports to ${out}: `);
    expect(stderr).toContain('Choose another folder with --out');
    expect(existsSync(trace)).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('not a folder');
  });

  test('is the only reason: with a writable folder, the same product is driven', async () => {
    const { driver, trace } = tracer('good');
    const { code } = await runInProcess(['run', '--driver', driver, '--scenario', 'R01', '--out', folder.path('good')]);
    expect({ code, driven: existsSync(trace) }).toEqual({ code: 1, driven: true });
  });

  test('because a folder is in the way of a file leaves no temporary files', async () => {
    const out = folder.path('occupied');
    mkdirSync(`${out}/report.html`, { recursive: true });
    const { driver } = tracer('occupied');
    const { code, stdout, stderr } = await runInProcess(['run', '--driver', driver, '--scenario', 'R01', '--out', out]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`cannot write reports to ${out}: `);
    expect(readdirSync(out).filter((name) => name.includes('part'))).toEqual([]);
  });
});

test('a product that cannot be driven three times in a row for the same reason ends the run, and verify agrees', async () => {
  const out = folder.path('three');
  const driver = `exec:${nodeCommand(`console.error('no ' + process.pid); process.exit(7)`)}`;
  const { code, stdout, stderr } = await runInProcess(['run', '--driver', driver, '--suite', 'all', '--out', out]);
  expect(code).toBe(3);
  expect(stderr.match(/^ {2}\w\d\d {2}! error/gm)).toHaveLength(3);
  expect(stdout).toMatch(/\nR01: ! error|\nR01 {2}! error/);
  expect(stdout).toMatch(
    /\n\nBroken off: the product could not be driven, several times in a row for the same reason\. 37 scenarios were not run\. .*\nReport: .*three /,
  );
  expect(reportIn(out).brokenOff).toBe('undriven');
  expect(findingsOf(reportIn(out), 'U05')).toEqual([{ text: 'Not run: the run was broken off before.' }]);
  expect(await runInProcess(['verify', out])).toMatchObject({ code: 0 });
});

describe.skipIf(process.platform === 'win32')('a run that is stopped', () => {
  test.concurrent.each<{ signal: 'SIGINT' | 'SIGTERM' }>([{ signal: 'SIGINT' }, { signal: 'SIGTERM' }])(
    'by $signal ends its product and reports what was judged so far',
    async ({ signal }) => {
      // The product keeps a connection to the test open; the system closes it when the product ends.
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const driver = nodeCommand(`
      if (process.env.REHEARSAL_SCENARIO === 'R01') console.log('{"outcome":"blocked"}');
      else require('net').connect(${port}, '127.0.0.1');`);
      const out = folder.path(signal);
      const run = startCommand(['run', '--driver', `exec:${driver}`, '--scenario', 'R01,R02,R03', '--out', out]);
      const [held] = await once(server, 'connection');
      run.child.kill(signal);
      held.resume().on('error', () => {});
      if (!held.closed) await once(held, 'close');
      const { code, stdout } = await run.ended;
      server.close();
      expect(code).toBe(3);
      expect(stdout).toContain(
        '\nBroken off: the run was interrupted. 2 scenarios were not run. 0 of 3 scenarios passed',
      );
      const rehearsal = reportIn(out);
      expect(rehearsal.brokenOff).toBe('interrupted');
      expect(rehearsal.scenarios.map(({ tasks }) => tasks.length)).toEqual([1, 0, 0]);
      expect(await runInProcess(['verify', out])).toMatchObject({ code: 0 });
    },
  );
});
