import { mkdtempSync, rmSync } from 'node:fs';
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

it('leaves nothing of a write that failed behind when the next file is begun', async () => {
  const record: LogRecord = {
    ...{ clientId: null, at: 0, head: '{}', sent: null, answered: null },
    ...{ judgedBy: null, left: null, created: null, receipt: null },
  };
  const log = new SegmentFiles(root, { segment: 1, offset: 0 });
  log.append(writeFrame(1, [record]));
  disk.isFull = true;
  expect(() => log.append(writeFrame(2, [record]))).toThrow(StoreUnavailable);
  disk.isFull = false;
  log.begin();
  log.append(writeFrame(2, [record]));
  const found: number[] = [];
  findEnd(root, { segment: 1, offset: 0 }, ({ first }) => found.push(first));
  expect(found).toEqual([1, 2]);
  await log.close();
});
