import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultFormats, formatNames, renderReports, reportFormats } from '../../reports/formats.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { UsageError } from '../cli/exit-codes.ts';
import { rehearseInProcess, startService } from '../testing/in-process.ts';
import { temporaryFolder } from '../testing/run-command.ts';
import { pickFormats, prepareFolder, writeReports } from './write-files.ts';

const folder = temporaryFolder();
let rehearsal: Rehearsal;
beforeAll(async () => {
  const service = await startService();
  rehearsal = await rehearseInProcess({ service, ids: ['R01'] });
  await service.close();
});
afterAll(() => folder.remove());

describe('pickFormats', () => {
  test('returns the defaults without names, otherwise the named ones, once each and in our order', () => {
    expect(pickFormats(undefined)).toEqual(defaultFormats);
    expect(pickFormats('allure')).toEqual(['allure']);
    expect(pickFormats('md, json,md')).toEqual(['json', 'md']);
  });

  test.each(['pdf', 'json,', '', 'JSON', 'toString'])('refuses "%s" and names those there are', (list) => {
    expect(() => pickFormats(list)).toThrow(UsageError);
    expect(() => pickFormats(list)).toThrow(formatNames.join(', '));
  });
});

describe('prepareFolder', () => {
  test('creates a folder with its parents, and accepts an existing one', () => {
    const deep = folder.path('a', 'b');
    prepareFolder(deep);
    prepareFolder(deep);
    expect(readdirSync(deep)).toEqual([]);
  });

  test('refuses a file, and a place below a file', () => {
    const file = folder.path('file');
    writeFileSync(file, '');
    for (const place of [file, `${file}/below`]) {
      expect(() => prepareFolder(place)).toThrow(UsageError);
      expect(() => prepareFolder(place)).toThrow(`cannot write reports to ${place}`);
    }
  });

  // Root may write anywhere, and so may users on Windows.
  test.skipIf(process.getuid === undefined || process.getuid() === 0)('refuses a folder that it may not write', () => {
    const locked = folder.path('locked');
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    expect(() => prepareFolder(locked)).toThrow(UsageError);
  });
});

describe('writeReports', () => {
  test('writes each format to its file, replacing the earlier one, and nothing else', () => {
    const out = folder.path('whole');
    prepareFolder(out);
    writeFileSync(`${out}/rehearsal.json`, 'the one before');
    const { places: files } = writeReports(rehearsal, formatNames, out);
    expect([...files]).toEqual(formatNames.map((name) => [name, `${out}/${reportFormats[name].file}`]));
    const drawn = renderReports(rehearsal, formatNames);
    const places = [...new Set(drawn.map(({ name }) => name.split('/')[0]))];
    expect(readdirSync(out).sort()).toEqual(places.sort());
    for (const { name, text } of drawn) expect(readFileSync(`${out}/${name}`, 'utf8')).toBe(text);
  });

  test('creates the folder again if it was deleted during the run', () => {
    const out = folder.path('gone');
    writeReports(rehearsal, ['json'], out);
    expect(readdirSync(out)).toEqual(['rehearsal.json']);
  });

  test('leaves earlier files unchanged, and no temporary files, if it cannot write', () => {
    const file = folder.path('no-folder');
    writeFileSync(file, '');
    expect(() => writeReports(rehearsal, ['json'], file)).toThrow(UsageError);

    const occupied = folder.path('occupied');
    mkdirSync(`${occupied}/summary.md`, { recursive: true });
    writeFileSync(`${occupied}/rehearsal.json`, 'the one before');
    expect(() => writeReports(rehearsal, ['json', 'md'], occupied)).toThrow(`cannot write reports to ${occupied}`);
    expect(readdirSync(occupied).sort()).toEqual(['rehearsal.json', 'summary.md']);
    expect(readFileSync(`${occupied}/rehearsal.json`, 'utf8')).toBe('the one before');
  });

  test('leaves everything unchanged if a file is in the way of a folder', () => {
    const out = folder.path('no-place');
    mkdirSync(out);
    writeFileSync(`${out}/allure-results`, 'a file');
    writeFileSync(`${out}/rehearsal.json`, 'the one before');
    expect(() => writeReports(rehearsal, ['json', 'allure'], out)).toThrow(UsageError);
    expect(readdirSync(out).sort()).toEqual(['allure-results', 'rehearsal.json']);
    expect(readFileSync(`${out}/rehearsal.json`, 'utf8')).toBe('the one before');
  });

  test('leaves other files in a results folder', () => {
    const out = folder.path('shared');
    mkdirSync(`${out}/allure-results`, { recursive: true });
    writeFileSync(`${out}/allure-results/of-others-result.json`, '{}');
    writeReports(rehearsal, ['allure'], out);
    expect(readdirSync(`${out}/allure-results`)).toHaveLength(2);
  });
});
