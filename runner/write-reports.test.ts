import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatNames, formats } from '../reports/formats.ts';
import type { Rehearsal } from '../reports/rehearsal.ts';
import { rehearseInProcess, startService } from './testing/in-process.ts';
import { temporaryFolder } from './testing/run-command.ts';
import { UsageError } from './usage-error.ts';
import { pickFormats, prepareFolder, writeReports } from './write-reports.ts';

const folder = temporaryFolder();
let rehearsal: Rehearsal;
beforeAll(async () => {
  const service = await startService();
  rehearsal = await rehearseInProcess({ service, ids: ['R01'] });
  await service.close();
});
afterAll(() => folder.remove());

describe('pickFormats', () => {
  test('picks all where none is named, else those named, each once and in our order', () => {
    expect(pickFormats(undefined)).toEqual(formatNames);
    expect(pickFormats('md, json,md')).toEqual(['json', 'md']);
  });

  test.each(['pdf', 'json,', '', 'JSON', 'toString'])('refuses "%s" and names those there are', (list) => {
    expect(() => pickFormats(list)).toThrow(UsageError);
    expect(() => pickFormats(list)).toThrow(formatNames.join(', '));
  });
});

describe('prepareFolder', () => {
  test('makes a folder with all above it, and is content with one that is there', () => {
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

  // Whoever is root, or on Windows, may write anywhere.
  test.skipIf(process.getuid === undefined || process.getuid() === 0)('refuses a folder that it may not write', () => {
    const locked = folder.path('locked');
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    expect(() => prepareFolder(locked)).toThrow(UsageError);
  });
});

describe('writeReports', () => {
  test('writes each format whole to its file, over the one before, and nothing else', () => {
    const out = folder.path('whole');
    prepareFolder(out);
    writeFileSync(`${out}/rehearsal.json`, 'the one before');
    const files = writeReports(rehearsal, formatNames, out);
    expect([...files]).toEqual(formatNames.map((name) => [name, `${out}/${formats[name].file}`]));
    expect(readdirSync(out).sort()).toEqual(formatNames.map((name) => formats[name].file).sort());
    for (const [name, path] of files) expect(readFileSync(path, 'utf8')).toBe(formats[name].render(rehearsal));
  });

  test('leaves the files of before as they were, and no parts, where it cannot write', () => {
    const out = folder.path('gone');
    expect(() => writeReports(rehearsal, ['json'], out)).toThrow(UsageError);
    expect(existsSync(out)).toBe(false);

    const occupied = folder.path('occupied');
    mkdirSync(`${occupied}/rehearsal.json`, { recursive: true });
    writeFileSync(`${occupied}/summary.md`, 'the one before');
    expect(() => writeReports(rehearsal, ['json', 'md'], occupied)).toThrow(`cannot write reports to ${occupied}`);
    expect(readdirSync(occupied).sort()).toEqual(['rehearsal.json', 'summary.md']);
    expect(readFileSync(`${occupied}/summary.md`, 'utf8')).toBe('the one before');
  });
});
