import { closeSync, fdatasyncSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Checkpoints } from './checkpoints.ts';
import { type FoundFrame, findEnd, missing } from './find-end.ts';
import { readRecords } from './frame.ts';
import type { Step } from './index-rows.ts';
import { LogIndex } from './log-index.ts';
import { type Given, LogJournal } from './log-journal.ts';
import { hasOldExchanges, moveToLog } from './move-to-log.ts';
import { rollBack } from './roll-back.ts';
import { SegmentFiles } from './segment-files.ts';
import { type Mark, segmentName, segmentsIn } from './segment-names.ts';
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
  const synced = readMark(setting(database, 'log-synced'));
  // What is neither indexed nor forgotten; positions and counters may have been written down before that.
  const known = Math.max(given.forgotten, lastIndexed(database));
  const later: FoundFrame[] = [];
  const { end, lost } = findEnd(folder, synced, (frame) => {
    if (frame.first > known) later.push(frame);
  });
  const aside = lost > 0 && !readOnly ? setAside(folder, end) : [];
  const log = new SegmentFiles(folder, end, { synced, readOnly, segmentSize });
  const marks = () => ({ ...settingsOf(given), 'log-synced': `${log.synced.segment}:${log.synced.offset}` });
  const index = new LogIndex({ database, marks, checkpoints, isReadOnly: readOnly });
  const firstSegment = index.firstSegment() ?? end.segment;
  refuseGaps(folder, firstSegment, end.segment);
  if (!readOnly) tell(folder, { lost, aside, exchanges: rollBack(database, end) });
  for (const frame of later) {
    index.makeRoom();
    addAgain(frame, { log, index, given });
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

/** A frame that the index does not know yet. */
function addAgain(
  { first, count, spot }: FoundFrame,
  { log, index, given }: { log: Segments; index: LogIndex; given: Given },
): void {
  const records = readRecords(log.read(spot));
  const steps: Step[] = [];
  for (const [place, { left, created }] of records.entries()) {
    if (left === null) continue;
    // Two of one receipt in a frame: the later one builds on the earlier.
    const isSame = ({ current }: Step) => current.counter === left.counter;
    const whose = created ?? steps.findLast(isSame)?.current ?? index.find(left.counter);
    if (whose === undefined) continue;
    const { wasteTrackingId, organisationId, clientId } = whose;
    const { counter, revision } = left;
    const current = {
      counter,
      wasteTrackingId,
      organisationId,
      clientId,
      revision,
      position: first + place,
      receipt: null,
    };
    steps.push({ current, isNew: created !== null });
    given.counter = Math.max(given.counter, counter);
  }
  const last = first + count - 1;
  const clients = JSON.stringify([...new Set(records.map(({ clientId }) => clientId))]);
  index.add({ first, last, spot, at: Math.max(...records.map(({ at }) => at)), clients }, steps);
  given.position = Math.max(given.position, last);
}

function settingsOf({ counter, position, forgotten }: Given): Record<string, string> {
  return { 'last-counter': String(counter), 'last-position': String(position), forgotten: String(forgotten) };
}

/** The last numbers that were ever given, whether what they stand for is there or gone. */
function readGiven(database: SqliteDatabase, firstCounter: number): Given {
  const counter = Number(database.get('SELECT max(counter) AS last FROM movements')?.['last'] ?? 0);
  const written = (name: string) => Number(setting(database, name) ?? 0);
  return {
    counter: Math.max(counter, written('last-counter')) || firstCounter,
    position: Math.max(lastIndexed(database), written('last-position')),
    forgotten: written('forgotten'),
  };
}

/** Asked for by the key: of millions, none is read but the newest. */
function lastIndexed(database: SqliteDatabase): number {
  return Number(database.get('SELECT last FROM frames ORDER BY first DESC LIMIT 1')?.['last'] ?? 0);
}

function setting(database: SqliteDatabase, name: string): string | undefined {
  const row = database.get('SELECT value FROM settings WHERE name = ?', name);
  return row && String(row['value']);
}

function readMark(text = '1:0'): Mark {
  const [segment = 1, offset = 0] = text.split(':').map(Number);
  return { segment, offset };
}
