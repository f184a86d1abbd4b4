import { dropSegments } from './drop-segments.ts';
import type { LogRecord } from './frame.ts';
import type { Given } from './given.ts';
import type { FrameRow } from './index-rows.ts';
import type { LogIndex } from './log-index.ts';
import type { Segments } from './segments.ts';

/** So many frames at once go without anybody waiting for long. */
const framesAtOnce = 100;

/** Or so many bytes: all that goes at once is read. */
const bytesAtOnce = 1024 * 1024;

interface Trimming {
  index: LogIndex;
  log: Segments;
  /** What was forgotten before, kept up to date. */
  given: Given;
  /** All up to this position is to be forgotten. */
  last: number;
  /** Whether receipts go as well. Others are from then on kept apart from the log. */
  withReceipts: boolean;
  read: (frame: FrameRow) => LogRecord[];
}

/** Forgets the oldest exchanges, step by step: others are served in between. */
export async function trimLog({ index, log, given, last, withReceipts, read }: Trimming): Promise<void> {
  if (last <= given.forgotten) return;
  while (given.forgotten < last) {
    // A receipt may have been updated meanwhile: it stays. What is about to be forgotten is not forgotten yet.
    index.flush();
    const found = index.frames({ after: given.forgotten, limit: framesAtOnce });
    const frames = someOf(found.filter(({ first }) => first <= last));
    const upTo = Math.min(last, frames.at(-1)?.last ?? last);
    const before = given.forgotten;
    given.forgotten = upTo;
    try {
      index.forget({ frames: frames.map((frame) => ({ ...frame, records: read(frame) })), upTo, withReceipts });
    } catch (error) {
      given.forgotten = before;
      throw error;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  await dropSegments(index.firstSegment() ?? log.current, { index, log });
}

/** The first frame, and those behind it as long as they are not too much. */
function someOf(frames: readonly FrameRow[]): FrameRow[] {
  let bytes = 0;
  return frames.filter(({ spot }, index) => {
    bytes += spot.length;
    return index === 0 || bytes <= bytesAtOnce;
  });
}
