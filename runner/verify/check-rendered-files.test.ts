import { appendFileSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatNames, renderReports } from '../../reports/formats.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { signReportFolder } from '../report-files/sign.ts';
import { makeKeys, readSigningKey } from '../report-files/signing-keys.ts';
import { writeReports } from '../report-files/write-files.ts';
import { runForReportFolder } from '../testing/report-folder.ts';
import { temporaryFolder } from '../testing/run-command.ts';
import { checkRenderedFiles } from './check-rendered-files.ts';
import { verifyReportFolder } from './verify.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await runForReportFolder({ ids: ['R01', 'R04'] });
});

function written(name: string, drawn: Rehearsal = rehearsal): string {
  writeReports(drawn, formatNames, folder.path(name));
  return folder.path(name);
}

const files = () => renderReports(rehearsal, formatNames).filter(({ name }) => name !== 'rehearsal.json');

describe('the files of a pack', () => {
  test('match the rehearsal', () => {
    const { summary, differences, cannot } = checkRenderedFiles(rehearsal, written('honest'), 'rehearsal.json');
    expect({ differences, cannot }).toEqual({ differences: [], cannot: [] });
    expect(summary).toBe(`${files().length} files rendered again from rehearsal.json`);
  });

  test('are named if they differ', () => {
    const pack = written('edited');
    for (const { name } of files()) appendFileSync(join(pack, name), ' ');
    const { differences } = checkRenderedFiles(rehearsal, pack, 'rehearsal.json');
    expect(differences.map(({ member }) => member)).toEqual(files().map(({ name }) => name));
  });

  test('that claim more than the evidence are found out, even if signed', async () => {
    const keys = makeKeys(folder.path('keys'), 'forger');
    const pack = folder.path('signed');
    writeReports(rehearsal, formatNames, pack, keys.fingerprint);
    appendFileSync(join(pack, 'report.html'), '<p>All passed.</p>');
    const names = ['rehearsal.json', ...files().map(({ name }) => name)];
    signReportFolder(
      pack,
      names.map((name) => join(pack, name)),
      readSigningKey(keys.privateKey),
    );
    const { verification, exitCode } = await verifyReportFolder(pack, keys.publicKey);
    expect(exitCode).toBe(1);
    expect(verification.hashes.differences).toEqual([]);
    expect(verification.rendering.differences.map(({ member }) => member)).toEqual(['report.html']);
  });
});

test('a page that names another key than that of the signature is found out', () => {
  const keys = makeKeys(folder.path('keys'), 'signer');
  const pack = folder.path('other-key');
  const { paths } = writeReports(rehearsal, ['json', 'md', 'cert'], pack, 'SHA256:another');
  signReportFolder(pack, paths, readSigningKey(keys.privateKey));
  expect(checkRenderedFiles(rehearsal, pack, 'rehearsal.json').differences.map(({ member }) => member)).toEqual([
    'self-certification.html',
    'self-certification.md',
  ]);
});

test('files of another rehearsal are found, without sums and if the sums name them', () => {
  const pack = folder.path('left-over');
  const { paths } = writeReports(rehearsal, ['json', 'md'], pack);
  writeFileSync(join(pack, 'results.csv'), 'of another run');
  writeReports({ ...rehearsal, scenarios: rehearsal.scenarios.slice(0, 1) }, ['allure'], pack);
  const [other = ''] = readdirSync(join(pack, 'allure-results'));
  renameSync(join(pack, 'allure-results', other), join(pack, 'allure-results', `${'0'.repeat(8)}${other.slice(8)}`));
  const stray = { member: expect.stringMatching(/^allure-results\/00000000/), recorded: 'a file of another rehearsal' };
  const found = () => checkRenderedFiles(rehearsal, pack, 'rehearsal.json').differences;
  expect(found()).toMatchObject([{ member: 'results.csv' }, stray]);
  const [inAllure = ''] = readdirSync(join(pack, 'allure-results')).filter((name) => name.startsWith('00000000'));
  signReportFolder(pack, [...paths, join(pack, 'allure-results', inAllure)], undefined);
  expect(found()).toMatchObject([stray]);
});

test('files rendered by another version or another Node cannot be distinguished from edited ones', () => {
  const environment = { ...rehearsal.environment, node: 'v1.0.0' };
  const pack = written('other-node', { ...rehearsal, environment });
  appendFileSync(join(pack, 'summary.md'), ' ');
  const { differences, cannot } = checkRenderedFiles({ ...rehearsal, environment }, pack, 'rehearsal.json');
  expect(differences).toEqual([]);
  expect(cannot).toEqual([expect.stringMatching(/^summary\.md differs from what .* on Node v1\.0\.0 may /)]);
});

test('files next to a rehearsal under another name are ignored', () => {
  const pack = written('renamed');
  writeFileSync(join(pack, 'report.html'), 'of another');
  const { differences, notes, isDone } = checkRenderedFiles(rehearsal, pack, 'before.json');
  expect({ differences, isDone }).toEqual({ differences: [], isDone: false });
  expect(notes).toEqual(['Other files were not compared with before.json: only rehearsal.json has rendered files.']);
});

test('a link is not followed, and a note says that a PDF is not compared', () => {
  const pack = folder.path('links');
  writeReports(rehearsal, ['json'], pack);
  symlinkSync('/dev/zero', join(pack, 'report.html'));
  writeFileSync(join(pack, 'report.pdf'), 'a print');
  const { cannot, notes } = checkRenderedFiles(rehearsal, pack, 'rehearsal.json');
  expect(cannot).toEqual(['report.html cannot be read: it is a link.']);
  expect(notes).toEqual(['report.pdf differs on every print, and was not compared with rehearsal.json.']);
});

test('a rehearsal that was formatted in another way leaves a note', () => {
  const pack = folder.path('formatted');
  mkdirSync(pack);
  writeFileSync(join(pack, 'rehearsal.json'), JSON.stringify(rehearsal));
  const { notes } = checkRenderedFiles(rehearsal, pack, 'rehearsal.json');
  expect(notes).toEqual(['rehearsal.json is not formatted as it was written.']);
});

test('evidence that cannot be rendered is reported', () => {
  const odd = { ...rehearsal, scenarios: [null] } as unknown as Rehearsal;
  const { cannot, differences } = checkRenderedFiles(odd, folder.path('honest'), 'rehearsal.json');
  expect(differences).toEqual([]);
  expect(cannot).toEqual([expect.stringMatching(/^rehearsal\.json cannot be rendered again: /)]);
});
