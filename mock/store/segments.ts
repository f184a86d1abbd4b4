/** Where a frame stands in the log. */
export interface Spot {
  segment: number;
  offset: number;
  length: number;
}

/** How large a segment grows, in bytes, before the next one is begun. */
export const segmentSize = 16 * 1024 * 1024;

/** The log in pieces, numbered from 1 on, so that what is forgotten can go a piece at a time. */
export interface Segments {
  /** Adds bytes behind all that is there. @throws StoreUnavailable, and nothing was added. */
  append(bytes: Buffer): Spot;
  /** @throws StoreUnavailable where it cannot be read. */
  read(spot: Spot): Buffer;
  /** Begins a new segment, so that those before it can go. */
  begin(): void;
  /** The segment that is written to. */
  readonly current: number;
  /** Takes note that all before a segment is forgotten; says whether any of it is there. */
  passOver(segment: number): boolean;
  /** Lets go of all segments before one. */
  dropBefore(segment: number): void;
  /** Waits until the disk has all of it. @throws StoreUnavailable */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** A log that ends with the process. */
export class SegmentsInMemory implements Segments {
  readonly #segments = new Map<number, Buffer[]>();
  #size = 0;
  current = 1;

  append(bytes: Buffer): Spot {
    if (this.#size >= segmentSize) this.begin();
    const frames = this.#segments.get(this.current) ?? [];
    this.#segments.set(this.current, frames);
    frames.push(Buffer.from(bytes));
    this.#size += bytes.length;
    return { segment: this.current, offset: frames.length - 1, length: bytes.length };
  }

  read({ segment, offset }: Spot): Buffer {
    const frame = this.#segments.get(segment)?.[offset];
    if (frame === undefined) throw new Error(`the log in memory has nothing at ${segment}:${offset}`);
    return frame;
  }

  begin(): void {
    this.current += 1;
    this.#size = 0;
  }

  passOver(segment: number): boolean {
    return [...this.#segments.keys()].some((each) => each < segment);
  }

  dropBefore(segment: number): void {
    for (const each of this.#segments.keys()) if (each < segment) this.#segments.delete(each);
  }

  async sync(): Promise<void> {}

  async close(): Promise<void> {
    this.#segments.clear();
  }
}
