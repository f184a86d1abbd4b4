import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../../reports/html/find-chromium.ts';
import { runCli, temporaryFolder } from '../../testing/run-command.ts';
import { runInProcess } from '../../testing/run-in-process.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const keys = folder.path('keys');
const key = `${keys}/rehearsal-key.pem`;
beforeAll(async () => {
  expect((await runInProcess(['keygen', '--out', keys])).code).toBe(0);
});

const run = (out: string, ...args: string[]) =>
  runInProcess(['run', '--driver', 'reference', '--scenario', 'R01,A01', '--out', out, ...args]);
const verify = (out: string, ...args: string[]) => runInProcess(['verify', out, ...args]);

describe('the pack', { timeout: 120_000 }, () => {
  test('has its hashes, and a signature if there is a key', async () => {
    const [plain, signed] = [folder.path('plain'), folder.path('signed')];
    const ran = await Promise.all([run(plain), run(signed, '--sign', key)]);
    expect(ran.map(({ code }) => code)).toEqual([0, 0]);
    expect(readdirSync(plain)).toContain('SHA256SUMS');
    expect(readdirSync(plain)).not.toContain('SHA256SUMS.sig');
    expect(readdirSync(signed)).toEqual(
      expect.arrayContaining(['SHA256SUMS', 'SHA256SUMS.sig', 'signing-key.pub.pem']),
    );
    const checked = await Promise.all([verify(plain), verify(signed, '--key', `${keys}/rehearsal-key.pub.pem`)]);
    expect(checked.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
  });

  test('is found out with one byte changed in any file', async () => {
    const out = folder.path('changed');
    await run(out, '--sign', key);
    for (const file of readdirSync(out).filter((name) => name !== 'SHA256SUMS.sig')) {
      const before = readFileSync(`${out}/${file}`);
      appendFileSync(`${out}/${file}`, ' ');
      const { code, stdout, stderr } = await verify(out);
      expect([file, code]).toEqual([file, expect.toBeOneOf([1, 2])]);
      expect(stdout + stderr).toContain(file === 'SHA256SUMS' ? 'signature' : file);
      writeFileSync(`${out}/${file}`, before);
    }
    expect((await verify(out)).code).toBe(0);
  });

  test('stays complete if more formats are rendered, and a signature is not broken', async () => {
    const out = folder.path('more');
    await run(out, '--sign', key);
    const refused = await runInProcess(['report', out, '--format', 'allure']);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--sign') });
    expect(existsSync(`${out}/allure-results`)).toBe(false);
    expect((await runInProcess(['report', out, '--format', 'allure', '--sign', key])).code).toBe(0);
    expect(readFileSync(`${out}/SHA256SUMS`, 'utf8')).toMatch(/ allure-results\/[\s\S]* rehearsal\.json/);
    expect((await verify(out)).code).toBe(0);
  });

  test('is rendered again when it is signed, so that its pages name the key', async () => {
    const out = folder.path('signed-later');
    await run(out, '--format', 'json,cert');
    expect((await runInProcess(['report', out, '--format', 'md', '--sign', key])).code).toBe(0);
    expect(readdirSync(out)).not.toContain('report.html');
    expect(readFileSync(`${out}/self-certification.md`, 'utf8')).toMatch(/compare it with this one: `SHA256:/);
    expect((await verify(out)).code).toBe(0);
  });

  test('links its pages to each other, if both are there', async () => {
    const out = folder.path('linked');
    await run(out, '--format', 'json,html');
    const linked = () => readFileSync(`${out}/report.html`, 'utf8').includes('href="self-certification.html"');
    expect(linked()).toBe(false);
    expect((await runInProcess(['report', out, '--format', 'cert'])).code).toBe(0);
    expect(linked()).toBe(true);
    expect(readFileSync(`${out}/self-certification.html`, 'utf8')).toContain('href="report.html"');
    expect((await verify(out)).code).toBe(0);
    rmSync(`${out}/self-certification.html`);
    const { code, stdout } = await verify(out);
    expect({ code, stdout }).toMatchObject({ code: 2, stdout: expect.not.stringContaining('report.html') });
  });

  test('is not started with an unusable key or an unknown format', async () => {
    writeFileSync(folder.path('no-key.pem'), 'nothing');
    const out = folder.path('never');
    const refused = await Promise.all([
      run(out, '--sign', folder.path('no-key.pem')),
      run(out, '--sign', `${keys}/rehearsal-key.pub.pem`),
      run(out, '--format', 'doc'),
    ]);
    expect(refused.map(({ code, stdout }) => [code, stdout])).toEqual([
      [2, ''],
      [2, ''],
      [2, ''],
    ]);
    expect(existsSync(out)).toBe(false);
  });

  test('is of one rehearsal: the files of an earlier one are replaced or removed, and others stay', async () => {
    const out = folder.path('again');
    await run(out, '--sign', key, '--format', 'json,html,junit,allure');
    writeFileSync(`${out}/notes.txt`, 'Ours.');
    expect((await run(out, '--format', 'json,md')).code).toBe(0);
    expect(readdirSync(out).sort()).toEqual([
      'SHA256SUMS',
      'allure-results',
      'notes.txt',
      'rehearsal.json',
      'summary.md',
    ]);
    expect(readdirSync(`${out}/allure-results`)).toEqual([]);
  });

  test.each([
    ['a file with the name of a report', 'junit.xml', 'of our unit tests'],
    ['the hashes of something else', 'SHA256SUMS', `${'0'.repeat(64)}  release.zip\n`],
  ])('never replaces %s: the run does not start', async (_, name, content) => {
    const out = folder.path(`foreign-${name}`);
    mkdirSync(out);
    writeFileSync(`${out}/${name}`, content);
    const { code, stdout, stderr } = await run(out);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`cannot write reports to ${out}: ${name} is there and not of an earlier rehearsal`);
    expect(stderr).not.toContain('Rehearsing');
    expect(readFileSync(`${out}/${name}`, 'utf8')).toBe(content);
  });

  test.each(['.', '..'])('is not written to %s', async (out) => {
    const { code, stderr } = await run(out);
    expect(code).toBe(2);
    expect(stderr).toContain('a report needs a folder of its own');
  });

  test('says why there is no PDF if Chromium cannot print', async () => {
    const out = folder.path('no-print');
    const env = { PATH: '', CHROMIUM_PATH: process.execPath };
    const { code, stderr } = await runCli(
      ['run', '--driver', 'reference', '--scenario', 'R01', '--format', 'json,pdf', '--out', out],
      {
        env,
      },
    );
    expect(code).toBe(0);
    expect(stderr).toMatch(/report\.pdf and self-certification\.pdf were not written: .*Chromium/);
    // Here, someone asked for nothing else.
    const again = await runCli(['report', out, '--format', 'pdf'], { env });
    expect(again.code).toBe(2);
    expect(readdirSync(out)).toEqual(expect.arrayContaining(['report.html', 'self-certification.html', 'SHA256SUMS']));
    if (findChromium() === undefined) return;
    expect((await runCli(['report', out, '--format', 'pdf'])).code).toBe(0);
    expect(readdirSync(out)).toEqual(expect.arrayContaining(['report.pdf', 'self-certification.pdf']));
  });
});
