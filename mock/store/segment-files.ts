import { closeSync, fdatasync, fstatSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../../spec/read-document.ts';
import { isBefore, type Mark, segmentName, segmentsIn } from './segment-names.ts';
import { type Segments, type Spot, segmentSize as usualSize } from './segments.ts';
import { StoreUnavailable } from './store.ts';

const toDisk = promisify(fdatasync);

export interface SegmentFilesOptions {
  /** Up to where all was on the disk for certain when the folder was used last. */
  synced?: Mark;
  readOnly?: boolean;
  segmentSize?: number | undefined;
}

/**
 * The log in files of a folder. What was appended is in the hands of the operating system, and survives the end of the
 * process; the disk has a segment for certain once the next is begun and some moments have passed, and all when closed.
 */
export class SegmentFiles implements Segments {
  readonly #folder: string;
  readonly #isReadOnly: boolean;
  readonly #segmentSize: number;
  #file: number;
  #size: number;
  current: number;
  /** Bytes of a write that failed may stand behind the end. */
  #hasRest = false;
  /** One other segment that was read last. */
  #other: { segment: number; file: number } | undefined;
  /** Of a reader only: what is open can be read though it is let go of meanwhile. */
  readonly #held = new Map<number, number>();
  readonly #syncing = new Set<Promise<void>>();
  /** Up to here, all is on the disk for certain. */
  synced: Mark;

  /** Goes on at a mark: what is behind it in the file is cut off. A reader only cuts nothing. */
  constructor(
    folder: string,
    end: Mark,
    { synced = end, readOnly = false, segmentSize = usualSize }: SegmentFilesOptions = {},
  ) {
    this.#folder = folder;
    this.#isReadOnly = readOnly;
    this.#segmentSize = segmentSize;
    this.current = end.segment;
    this.#size = end.offset;
    this.#file = this.#open(end.segment);
    this.synced = synced;
    if (readOnly) {
      this.#hold();
      return;
    }
    if (fstatSync(this.#file).size > end.offset) this.#cut();
    // What the log no longer reaches must not be taken for its continuation later.
    for (const segment of segmentsIn(folder)) if (segment > end.segment) rmSync(join(folder, segmentName(segment)));
  }

  #open(segment: number): number {
    // Made where it is not there: `a+` would write at the end only, wherever it is told to.
    const flags = this.#isReadOnly ? 'r' : 'r+';
    const path = join(this.#folder, segmentName(segment));
    try {
      return openSync(path, flags);
    } catch (error) {
      if (this.#isReadOnly || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      // It holds receipts as they were sent.
      return openSync(path, 'wx+', 0o600);
    }
  }

  #hold(): void {
    for (const segment of segmentsIn(this.#folder)) {
      if (segment >= this.current) return;
      try {
        this.#held.set(segment, this.#open(segment));
      } catch {
        // Gone just now, or too many: looked for again where it is needed.
      }
    }
  }

  append(bytes: Buffer): Spot {
    return available(() => {
      if (this.#hasRest) this.#cut();
      if (this.#size >= this.#segmentSize) this.#begin();
      const spot = { segment: this.current, offset: this.#size, length: bytes.length };
      this.#hasRest = true;
      for (let done = 0; done < bytes.length; ) {
        done += writeSync(this.#file, bytes, done, bytes.length - done, this.#size + done);
      }
      this.#hasRest = false;
      this.#size += bytes.length;
      return spot;
    });
  }

  /** What a write left that failed, such as on a full disk, must never be taken for a part of the log. */
  #cut(): void {
    ftruncateSync(this.#file, this.#size);
    this.#hasRest = false;
  }

  begin(): void {
    available(() => this.#begin());
  }

  #begin(): void {
    if (this.#hasRest) this.#cut();
    const next = this.#open(this.current + 1);
    const [before, end] = [this.#file, { segment: this.current + 1, offset: 0 }];
    this.#file = next;
    this.current = end.segment;
    this.#size = 0;
    const synced = toDisk(before)
      .then(() => {
        if (isBefore(this.synced, end)) this.synced = end;
      })
      // What is not certain to be on the disk is looked at again on start.
      .catch(() => undefined)
      .finally(() => {
        closeSync(before);
        this.#syncing.delete(synced);
      });
    this.#syncing.add(synced);
  }

  read({ segment, offset, length }: Spot): Buffer {
    return available(() => {
      const bytes = Buffer.allocUnsafe(length);
      const file = segment === this.current ? this.#file : this.#openOther(segment);
      let done = 0;
      while (done < length) {
        const read = readSync(file, bytes, done, length - done, offset + done);
        if (read === 0) break;
        done += read;
      }
      return bytes.subarray(0, done);
    });
  }

  #openOther(segment: number): number {
    const held = this.#held.get(segment);
    if (held !== undefined) return held;
    if (this.#other?.segment === segment) return this.#other.file;
    this.#closeOther();
    const file = openSync(join(this.#folder, segmentName(segment)), 'r');
    this.#other = { segment, file };
    return file;
  }

  #closeOther(): void {
    if (this.#other !== undefined) closeSync(this.#other.file);
    this.#other = undefined;
  }

  passOver(segment: number): boolean {
    // What is gone need not be on the disk.
    if (isBefore(this.synced, { segment, offset: 0 })) this.synced = { segment, offset: 0 };
    return available(() => segmentsIn(this.#folder).some((each) => each < segment));
  }

  dropBefore(segment: number): void {
    if ((this.#other?.segment ?? segment) < segment) this.#closeOther();
    available(() => {
      for (const each of segmentsIn(this.#folder)) {
        if (each < segment) rmSync(join(this.#folder, segmentName(each)), { force: true });
      }
    });
  }

  /** Waits for the disk. */
  async sync(): Promise<void> {
    await Promise.all(this.#syncing);
    if (this.#isReadOnly) return;
    const end = { segment: this.current, offset: this.#size };
    await toDisk(this.#file).catch((error: unknown) => {
      throw new StoreUnavailable(messageOf(error));
    });
    this.synced = end;
  }

  async close(): Promise<void> {
    await Promise.all(this.#syncing);
    this.#closeOther();
    for (const held of this.#held.values()) closeSync(held);
    closeSync(this.#file);
  }
}

function available<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : new StoreUnavailable(messageOf(error));
  }
}
