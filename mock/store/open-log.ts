import { closeSync, fdatasyncSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Checkpoints } from './checkpoints.ts';
import { type FoundFrame, findEnd, missing } from './find-end.ts';
import { type Given, lastIndexed, readGiven, readSynced, settingsOf, writeMark } from './given.ts';
import { indexAgain } from './index-again.ts';
import { LogIndex } from './log-index.ts';
import { LogJournal } from './log-journal.ts';
import { hasOldExchanges, moveToLog } from './move-to-log.ts';
import { rollBack } from './roll-back.ts';
import { SegmentFiles } from './segment-files.ts';
import { segmentName, segmentsIn } from './segment-names.ts';
import { type Segments, SegmentsInMemory } from './segments.ts';
import { setAside } from './set-aside.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

export interface LogOptions {
  database: SqliteDatabase;
  /** Where the counter of tracking ids begins in data that has given none yet. */
  firstCounter: number;
  checkpoints?: Checkpoints | undefined;
  segmentSize?: number | undefined;
}

/** The journal with its parts. */
export interface OpenLog {
  journal: LogJournal;
  index: LogIndex;
  log: Segments;
  isReadOnly: boolean;
  given: Given;
}

/** A journal that ends with the process. */
export function openLogInMemory({ database, firstCounter }: LogOptions): OpenLog {
  const given = readGiven(database, firstCounter);
  const log = new SegmentsInMemory();
  const index = new LogIndex({ database, marks: () => settingsOf(given) });
  return { journal: new LogJournal({ log, index, given }), index, log, given, isReadOnly: false };
}

/**
 * The journal of a folder, with all that was appended before, indexed or not.
 * @throws StoreError where the log is damaged.
 */
export function openLogIn(
  folder: string,
  { database, firstCounter, checkpoints, segmentSize, readOnly = false }: LogOptions & { readOnly?: boolean },
): OpenLog {
  if (readOnly) database.holdStill();
  else moveOldExchanges(folder, database);
  const given = readGiven(database, firstCounter);
  const synced = readSynced(database);
  // What is neither indexed nor forgotten; positions and counters may have been written down before that.
  const known = Math.max(given.forgotten, lastIndexed(database));
  const later: FoundFrame[] = [];
  const { end, lost } = findEnd(folder, synced, (frame) => {
    if (frame.first > known) later.push(frame);
  });
  const aside = lost > 0 && !readOnly ? setAside(folder, end) : [];
  const log = new SegmentFiles(folder, end, { synced, readOnly, segmentSize });
  const marks = () => ({ ...settingsOf(given), ...writeMark(log.synced) });
  const index = new LogIndex({ database, marks, checkpoints, isReadOnly: readOnly });
  const firstSegment = index.firstSegment() ?? end.segment;
  refuseGaps(folder, firstSegment, end.segment);
  if (!readOnly) tell(folder, { lost, aside, exchanges: rollBack(database, end) });
  for (const frame of later) {
    index.makeRoom();
    indexAgain(frame, { log, index, given });
  }
  index.flush();
  // What was forgotten just before a process was killed may still be there.
  if (!readOnly) log.dropBefore(Math.min(firstSegment, synced.segment));
  return { journal: new LogJournal({ log, index, given }), index, log, given, isReadOnly: readOnly };
}

/** Data of version 2 has no log yet; one may stand there of an attempt that was not finished. */
function moveOldExchanges(folder: string, database: SqliteDatabase): void {
  if (!hasOldExchanges(database)) return;
  for (const segment of segmentsIn(folder)) rmSync(join(folder, segmentName(segment)));
  const log = new SegmentFiles(folder, { segment: 1, offset: 0 });
  moveToLog(database, log, () => {
    for (const segment of segmentsIn(folder)) {
      const file = openSync(join(folder, segmentName(segment)), 'r+');
      fdatasyncSync(file);
      closeSync(file);
    }
  });
  log.close().catch(() => undefined);
}

/** @throws StoreError where one of the segments is not there. */
function refuseGaps(folder: string, first: number, last: number): void {
  const there = new Set(segmentsIn(folder));
  for (let segment = first; segment < last; segment++) {
    if (!there.has(segment)) throw missing(folder, segment);
  }
}

function tell(
  folder: string,
  { lost, aside, exchanges }: { lost: number; aside: readonly string[]; exchanges: number },
): void {
  if (lost === 0 && exchanges === 0) return;
  const kept = aside.length === 0 ? '' : ` and kept in ${aside.join(', ')}`;
  process.stderr.write(
    `receipt-rehearsal: the end of the journal in ${folder} is not whole, as after a power cut: ${lost} bytes were cut off${kept}, and ${exchanges} exchanges that it should have are gone\n`,
  );
}
