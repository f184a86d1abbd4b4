import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { defaultFormats, formatNames, renderReports, reportFormats } from '../../../reports/formats.ts';
import { renderJson } from '../../../reports/json.ts';
import { readRehearsal } from '../../../reports/read-rehearsal.ts';
import { redact } from '../../../reports/redact/redact.ts';
import type { Rehearsal } from '../../../reports/rehearsal.ts';
import { hostileRehearsal } from '../../../reports/testing/hostile-rehearsal.ts';
import { sampleRehearsal } from '../../../reports/testing/sample-rehearsal.ts';
import { defaultFiles } from '../../../reports/testing/usual-files.ts';
import { temporaryFolder } from '../../testing/run-command.ts';
import { runInProcess } from '../../testing/run-in-process.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** A report folder with nothing but a rehearsal in it. */
function packOf(name: string, text = renderJson(sampleRehearsal)): { pack: string; file: string } {
  const pack = folder.path(name);
  mkdirSync(pack);
  const file = `${pack}/rehearsal.json`;
  writeFileSync(file, text);
  return { pack, file };
}

function read(file: string): Rehearsal {
  const found = readRehearsal(readFileSync(file, 'utf8'));
  if (found.kind === 'problem') throw new Error(found.problem);
  return found.rehearsal;
}

describe.concurrent('report', () => {
  test('renders the default files next to the rehearsal, names them, and leaves the evidence unchanged', async () => {
    const { pack, file } = packOf('beside');
    const { code, stdout, stderr } = await runInProcess(['report', file]);
    expect(code).toBe(0);
    expect(readdirSync(pack).sort()).toEqual(defaultFiles);
    for (const { name, text } of renderReports(sampleRehearsal, defaultFormats)) {
      expect(readFileSync(`${pack}/${name}`, 'utf8')).toBe(text);
    }
    expect(stdout).toContain(`junit  ${pack}/junit.xml`);
    expect(stdout).not.toContain('rehearsal.json');
    expect(stderr).toContain('stays unchanged');
  });

  test('accepts the folder instead of the file, and creates the output folder', async () => {
    const { pack } = packOf('folder');
    const out = folder.path('made', 'on', 'the', 'way');
    const { code, stdout } = await runInProcess(['report', pack, '--format', 'json,allure,cert', '--out', out]);
    expect({ code, files: readdirSync(out).sort() }).toEqual({
      code: 0,
      files: ['SHA256SUMS', 'allure-results', 'rehearsal.json', 'self-certification.html', 'self-certification.md'],
    });
    expect(readdirSync(`${out}/allure-results`)).toHaveLength(sampleRehearsal.scenarios.length);
    expect(stdout.trim().split('\n')).toHaveLength(4);
    expect(read(`${out}/rehearsal.json`)).toEqual(sampleRehearsal);
  });

  test('redacts only into another folder', async () => {
    const { pack, file } = packOf('to redact');
    const out = folder.path('redacted');
    const { code } = await runInProcess(['report', file, '--redact', '--format', formatNames.join(), '--out', out]);
    expect(code).toBe(0);
    expect(read(`${out}/rehearsal.json`)).toEqual(redact(sampleRehearsal));
    for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((each) => /\.\w+$/.test(each))) {
      expect(readFileSync(`${out}/${name}`, 'utf8')).not.toMatch(/Marrow|Fernhill|REH-000417|CBDU123456|no permit/);
    }
    symlinkSync(pack, folder.path('link'));
    for (const same of [[], ['--out', pack], ['--out', folder.path('link')]]) {
      const refused = await runInProcess(['report', file, '--redact', ...same]);
      expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 2, stdout: '' });
      expect(refused.stderr).toContain('Choose another folder with --out');
    }
    expect(readdirSync(pack)).toEqual(['rehearsal.json']);
  });

  test('escapes control characters of a hostile rehearsal', async () => {
    const { file } = packOf(
      'hostile',
      renderJson({ ...hostileRehearsal('control'), contract: sampleRehearsal.contract }),
    );
    const { code, stdout, stderr } = await runInProcess(['report', file]);
    expect(code).toBe(0);
    expect(stdout + stderr).not.toMatch(/(?!\n)\p{Cc}/u);
  });
});

describe.concurrent('a file that is not a rehearsal', () => {
  const whole = renderJson(sampleRehearsal);

  test.each<[name: string, text: string, says: string[]]>([
    ['cut off', whole.slice(0, whole.length / 2), ['is not JSON', 'The file ends early.', 'Use the rehearsal.json']],
    ['empty', '', ['This file is empty.', 'Use the rehearsal.json of a report folder']],
    ['binary', '\u0000\u001b[2J\u0007\ufffd', ['is not JSON']],
    [
      'of another tool',
      '{"results": {"tool": {"name": "other"}}}',
      ['not a rehearsal: it has no "format"', 'Use the rehearsal.json'],
    ],
    ['a list', '[]', ['not a rehearsal', 'Use the rehearsal.json of a report folder']],
    [
      'of a newer format',
      whole.replace('receipt-rehearsal/2', 'receipt-rehearsal/3'),
      ['"receipt-rehearsal/3"', 'Use the version of receipt-rehearsal that wrote it'],
    ],
    [
      'of format 1',
      whole.replace('receipt-rehearsal/2', 'receipt-rehearsal/1'),
      ['"receipt-rehearsal/1"', 'Run the rehearsal again with this version'],
    ],
    [
      'of a newer version',
      whole.replace('"redacted": false', '"redacted": false, "seal": 1').replace('0.1.0', '9.9.9'),
      ['"seal" is not a known member', '"9.9.9"'],
    ],
    [
      'edited wrongly',
      whole.replace('"verdict": "fail"', '"verdict": "great"'),
      ['scenarios.3.verdict, "great" must be', '"pass", "fail"'],
    ],
    ['without end', '['.repeat(200_000), ['is not JSON']],
  ])('as it is %s is refused with the place and the fix, and nothing is written', async (name, text, says) => {
    const { pack, file } = packOf(`bad ${name}`, text);
    const { code, stdout, stderr } = await runInProcess(['report', file]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const part of [file, ...says]) expect(stderr).toContain(part);
    expect(stderr).not.toMatch(/^ +at |(?!\n)\p{Cc}/mu);
    expect(stderr.length).toBeLessThan(1500);
    expect(readdirSync(pack)).toEqual(['rehearsal.json']);
  });

  test('that does not exist is refused by name', async () => {
    const empty = folder.path('nothing here');
    mkdirSync(empty);
    for (const path of [empty, `${empty}/other.json`]) {
      const { code, stdout, stderr } = await runInProcess(['report', path]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/cannot read .*nothing here.*ENOENT.*Use a rehearsal\.json/);
    }
    expect((await runInProcess(['report'])).code).toBe(2);
    expect(readdirSync(empty)).toEqual([]);
  });
});

describe.concurrent('a folder that cannot be used', () => {
  test('as it is a file, or may not be written, is named, and nothing is written', async () => {
    const { file } = packOf('good');
    const taken = folder.path('taken');
    writeFileSync(taken, 'as before');
    const { code, stdout, stderr } = await runInProcess(['report', file, '--out', taken]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`cannot write reports to ${taken}`);
    expect(readFileSync(taken, 'utf8')).toBe('as before');
  });

  // Root may write anywhere.
  test.skipIf(process.getuid === undefined || process.getuid() === 0)('without write permission is named', async () => {
    const { file } = packOf('for locked');
    const locked = folder.path('locked');
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    const { code, stderr } = await runInProcess(['report', file, '--out', locked]);
    expect({ code, files: readdirSync(locked) }).toEqual({ code: 2, files: [] });
    expect(stderr).toContain(`cannot write reports to ${locked}`);
  });

  test('is not created for an unknown format', async () => {
    const { file } = packOf('for formats');
    const out = folder.path('never');
    const { code, stderr } = await runInProcess(['report', file, '--format', 'json,xlsx', '--out', out]);
    expect({ code, made: existsSync(out) }).toEqual({ code: 2, made: false });
    expect(stderr).toContain(`unknown format "xlsx". Known formats: ${formatNames.join(', ')}`);
  });
});

test('the help names every format', async () => {
  const { stdout } = await runInProcess(['report', '--help']);
  expect(/formats to write, from (\S+)/.exec(stdout.replace(/\s+/g, ' '))?.[1]).toBe(
    `${Object.keys(reportFormats).join(',')},pdf`,
  );
});
