import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFrame } from './frame.ts';
import { isBefore, type Mark, segmentName, segmentsIn } from './segment-names.ts';
import type { Spot } from './segments.ts';
import { StoreError } from './store.ts';

/** A frame as it was found. */
export interface FoundFrame {
  first: number;
  count: number;
  spot: Spot;
}

/** Where the log ends, and how many bytes behind that are no frames though they were written whole. */
export interface End {
  end: Mark;
  lost: number;
}

/**
 * Looks through the log from the segment on that may not be on the disk yet, and finds where it ends. A process that was
 * killed may leave half a frame, of which nobody was told; a power cut, anything behind what was synced.
 * @throws StoreError where something is amiss before that: the disk had it, so it was damaged since.
 */
export function findEnd(folder: string, synced: Mark, visit: (frame: FoundFrame) => void): End {
  let end: Mark = { segment: synced.segment, offset: 0 };
  const segments = segmentsIn(folder).filter((segment) => segment >= synced.segment);
  // What is forgotten goes from the beginning on, and only once that is known: nothing else makes a gap.
  for (const [index, segment] of segments.entries()) {
    if (segment > synced.segment + index) throw missing(folder, synced.segment + index);
  }
  let lost = 0;
  let isOver = false;
  for (const segment of segments) {
    const bytes = readFileSync(join(folder, segmentName(segment)));
    if (isOver) {
      lost += bytes.length;
      continue;
    }
    end = { segment, offset: 0 };
    while (end.offset < bytes.length) {
      const rest = bytes.subarray(end.offset);
      const found = findFrame(rest);
      if (found.kind !== 'frame') {
        isOver = true;
        lost += found.kind === 'damaged' ? rest.length : 0;
        break;
      }
      const { first, count, length } = found;
      visit({ first, count, spot: { ...end, length } });
      end = { segment, offset: end.offset + length };
    }
  }
  if (isBefore(end, synced)) throw damaged(folder, end);
  return { end, lost };
}

const wayOut = 'put the whole folder back from a copy, or choose another folder with --data';

/** What cannot be read though it was there. */
export function damaged(folder: string, { segment, offset }: Mark): StoreError {
  return new StoreError(`${join(folder, segmentName(segment))} is damaged at byte ${offset}: ${wayOut}`);
}

/** A segment that was there. */
export function missing(folder: string, segment: number): StoreError {
  return new StoreError(`${join(folder, segmentName(segment))} is not there, and others of the journal are: ${wayOut}`);
}
