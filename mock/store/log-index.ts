import type { Checkpoints } from './checkpoints.ts';
import { type Forgetting, forgetFrames } from './forget-frames.ts';
import {
  type Current,
  type FrameRow,
  insertFrame,
  type Step,
  type Text,
  takeStep,
  toCurrent,
  toFrame,
  toText,
} from './index-rows.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

/** So many steps and frames wait at the most for their turn to be written to the database. */
const mostPending = 4_096;

/** So many are written without waiting for more. */
const enough = 512;

/** How long others wait, in milliseconds. */
const patienceMs = 50;

/** And after they could not be written: an attempt on locked data holds everybody up for a while. */
const patienceAfterFailureMs = 5_000;

export interface LogIndexOptions {
  database: SqliteDatabase;
  /** The settings that are to be kept with what is written. */
  marks: () => Record<string, string>;
  /** Told how much was written, where there is a disk. */
  checkpoints?: Checkpoints | undefined;
  /** Writes nothing: what is added is found, and waits for ever. */
  isReadOnly?: boolean;
}

/**
 * Where in the log each exchange and receipt stands, in the database. The log itself says all that is in here, so this
 * may be written later, and many at once: what waits is found as well.
 */
export class LogIndex {
  readonly #database: SqliteDatabase;
  readonly #checkpoints: Checkpoints | undefined;
  readonly #marks: () => Record<string, string>;
  readonly #isReadOnly: boolean;
  #frames: FrameRow[] = [];
  #steps: Step[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isDue = false;
  #hasFailed = false;

  constructor({ database, marks, checkpoints, isReadOnly = false }: LogIndexOptions) {
    this.#database = database;
    this.#marks = marks;
    this.#checkpoints = checkpoints;
    this.#isReadOnly = isReadOnly;
  }

  /** Takes note of a frame that was appended to the log. */
  add(frame: FrameRow, steps: readonly Step[]): void {
    this.#frames.push(frame);
    this.#steps.push(...steps);
    if (this.#isReadOnly) return;
    if (this.#frames.length + this.#steps.length < enough) this.#timer ??= this.#later(patienceMs);
    else if (!this.#isDue && !this.#hasFailed) {
      clearTimeout(this.#timer);
      this.#isDue = true;
      this.#timer = this.#later(0);
    }
  }

  /** To be asked before more is appended. @throws StoreUnavailable where as much waits as may, and cannot be written. */
  makeRoom(): void {
    if (this.#frames.length + this.#steps.length >= mostPending) this.flush();
  }

  #later(ms: number): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#timer = undefined;
      try {
        this.flush();
      } catch {
        // Nothing is lost: it stands in the log, and is tried again.
        this.#isDue = false;
        this.#hasFailed = true;
        this.#timer ??= this.#later(patienceAfterFailureMs);
      }
    }, ms);
    timer.unref();
    return timer;
  }

  /** Writes what waits. @throws StoreUnavailable where that cannot be done just now. */
  flush(): void {
    const [frames, steps] = [this.#frames, this.#steps];
    if (frames.length === 0 || this.#isReadOnly) return;
    this.#database.together(() => {
      for (const frame of frames) insertFrame(this.#database, frame);
      for (const step of steps) takeStep(this.#database, step);
      this.saveMarks();
    });
    this.#checkpoints?.written(bytesOfFlush + bytesOfRow * (frames.length + steps.length));
    this.#isDue = false;
    this.#hasFailed = false;
    this.#frames = [];
    this.#steps = [];
  }

  /** As part of a transaction, or by itself. @throws StoreUnavailable where that cannot be done just now. */
  saveMarks(): void {
    for (const [name, value] of Object.entries(this.#marks())) {
      this.#database.run('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)', name, value);
    }
  }

  find(counter: number): Current | undefined {
    const waiting = this.#steps.findLast(({ current }) => current.counter === counter);
    if (waiting !== undefined) return waiting.current;
    const row = this.#database.get('SELECT * FROM movements WHERE counter = ?', counter);
    return row && toCurrent(row);
  }

  /** Every text of a receipt, the first one first. */
  texts(counter: number): Text[] {
    const former = 'SELECT revision, position, receipt FROM former_receipts WHERE counter = ? ORDER BY revision';
    const current = 'SELECT revision, position, receipt FROM movements WHERE counter = ?';
    const rows = [former, current].flatMap((sql) => this.#database.all(sql, counter));
    const waiting = this.#steps.map(({ current }) => current).filter((current) => current.counter === counter);
    return [...rows.map(toText), ...waiting];
  }

  /** The frame that holds a position. */
  frameAt(position: number): FrameRow | undefined {
    return this.frames({ after: position - 1, limit: 1 })[0];
  }

  /** Frames with exchanges behind a position, and of a client where one is named; in order, so many at the most. */
  frames(asked: { after: number; clientId?: string | undefined; limit: number }): FrameRow[] {
    const written = this.#written(asked);
    return written.length === asked.limit ? written : [...written, ...this.#waiting(asked)];
  }

  #written({ after, clientId, limit }: { after: number; clientId?: string | undefined; limit: number }): FrameRow[] {
    const ofClient = clientId === undefined ? '' : 'AND instr(clients, ?) > 0';
    // Found by the first position: there is no other order to look it up by.
    const sql = `SELECT * FROM frames
      WHERE first >= (SELECT coalesce(max(first), 0) FROM frames WHERE first <= ?) AND last > ? ${ofClient}
      ORDER BY first LIMIT ?`;
    const values = clientId === undefined ? [after, after, limit] : [after, after, JSON.stringify(clientId), limit];
    return this.#database.all(sql, ...values).map(toFrame);
  }

  #waiting({ after, clientId }: { after: number; clientId?: string | undefined }): FrameRow[] {
    const name = clientId === undefined ? '' : JSON.stringify(clientId);
    return this.#frames.filter(({ last, clients }) => last > after && clients.includes(name));
  }

  /** The first frame with an exchange that arrived at a time (milliseconds since 1970) or later. */
  firstSince(time: number): FrameRow | undefined {
    this.flush();
    return this.#database.all('SELECT * FROM frames WHERE at >= ? ORDER BY first LIMIT 1', time).map(toFrame)[0];
  }

  /** The segment of the oldest frame that is left. */
  firstSegment(): number | undefined {
    const row = this.#database.get('SELECT segment FROM frames ORDER BY first LIMIT 1');
    return row === undefined ? this.#frames[0]?.spot.segment : Number(row['segment']);
  }

  /** Forgets exchanges, all of them or none; nothing may wait. @throws StoreUnavailable */
  forget(forgetting: Forgetting): void {
    const kept = this.#database.together(() => {
      this.saveMarks();
      return forgetFrames(this.#database, forgetting);
    });
    this.#checkpoints?.written(bytesOfFlush + kept);
  }

  /** Forgets everything, as part of a transaction. */
  forgetAll(): void {
    for (const table of ['former_receipts', 'movements', 'frames']) this.#database.run(`DELETE FROM ${table}`);
    this.saveMarks();
  }

  /** Waits until the disk has what was written, and the settings as they are. @throws StoreUnavailable */
  async toDisk(): Promise<void> {
    this.saveMarks();
    await this.#database.toDisk();
  }

  /** Stops waiting, whatever waits. */
  end(): void {
    clearTimeout(this.#timer);
  }
}

/** About what a transaction adds to SQLite's log of writes at the least, and with each row. */
const bytesOfFlush = 40_000;
const bytesOfRow = 150;
