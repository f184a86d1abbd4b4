import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { findEnd } from './find-end.ts';
import { type LogRecord, writeFrame } from './frame.ts';
import { SegmentFiles } from './segment-files.ts';
import { StoreUnavailable } from './store.ts';

const { disk } = vi.hoisted(() => ({ disk: { isFull: false } }));
vi.mock('node:fs', async (load) => {
  const fs = await load<typeof import('node:fs')>();
  // Of a write to a full disk, half gets there.
  const writeSync = (file: number, bytes: Buffer, offset: number, length: number, position: number) => {
    if (!disk.isFull) return fs.writeSync(file, bytes, offset, length, position);
    fs.writeSync(file, bytes, offset, Math.floor(length / 2), position);
    throw Object.assign(new Error('ENOSPC'), { syscall: 'write' });
  };
  return { ...fs, writeSync };
});

const root = mkdtempSync(join(tmpdir(), 'segment-files-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const record: LogRecord = {
  ...{ clientId: null, at: 0, head: '{}', sent: null, answered: null },
  ...{ judgedBy: null, left: null, created: null, receipt: null },
};

/** A log of one frame in a folder of its own, and what fails on a full disk. */
function logIn(name: string) {
  const folder = join(root, name);
  mkdirSync(folder);
  const log = new SegmentFiles(folder, { segment: 1, offset: 0 });
  log.append(writeFrame(1, [record]));
  const fail = (frame: Buffer) => {
    disk.isFull = true;
    expect(() => log.append(frame)).toThrow(StoreUnavailable);
    disk.isFull = false;
  };
  const found = () => {
    const firsts: number[] = [];
    const { lost } = findEnd(folder, { segment: 1, offset: 0 }, ({ first }) => firsts.push(first));
    return { firsts, lost };
  };
  return { log, fail, found };
}

it('leaves nothing of a write that failed behind when the next file is begun', async () => {
  const { log, fail, found } = logIn('begun');
  fail(writeFrame(2, [record]));
  log.begin();
  log.append(writeFrame(2, [record]));
  expect(found()).toEqual({ firsts: [1, 2], lost: 0 });
  await log.close();
});

it('leaves nothing of a longer write that failed behind the next one', async () => {
  const { log, fail, found } = logIn('behind');
  fail(
    writeFrame(
      2,
      Array.from({ length: 10 }, () => record),
    ),
  );
  log.append(writeFrame(2, [record]));
  expect(found()).toEqual({ firsts: [1, 2], lost: 0 });
  await log.close();
});
