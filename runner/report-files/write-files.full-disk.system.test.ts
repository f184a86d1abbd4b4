import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { sampleRehearsal } from '../../reports/testing/sample-rehearsal.ts';
import { UsageError } from '../cli/exit-codes.ts';
import { temporaryFolder } from '../testing/run-command.ts';
import { writeReports } from './write-files.ts';

/** How many more files fit on the disk. */
const room = vi.hoisted(() => ({ files: Number.POSITIVE_INFINITY }));

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const write: typeof fs.writeFileSync = (file, data, options) => {
    room.files -= 1;
    if (room.files >= 0) return fs.writeFileSync(file, data, options);
    // A disk that fills up accepts part of a file first.
    fs.writeFileSync(file, String(data).slice(0, 10), options);
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
  return { ...fs, writeFileSync: write };
});

const folder = temporaryFolder();
afterAll(() => folder.remove());
afterEach(() => {
  room.files = Number.POSITIVE_INFINITY;
});

test.each([0, 1, 2])(
  'on a disk with room for %i files nothing is half written and the report of before stays',
  (files) => {
    const out = folder.path(String(files));
    mkdirSync(out);
    for (const name of ['rehearsal.json', 'results.csv', 'summary.md']) writeFileSync(`${out}/${name}`, 'before');
    room.files = files;
    const write = () => writeReports(sampleRehearsal, ['json', 'csv', 'md'], out);
    expect(write).toThrow(UsageError);
    room.files = files;
    expect(write).toThrow(/no space left on device, write\. Choose another folder with --out/);
    expect(readdirSync(out).sort()).toEqual(['rehearsal.json', 'results.csv', 'summary.md']);
    for (const name of readdirSync(out)) expect(readFileSync(`${out}/${name}`, 'utf8')).toBe('before');
  },
);
