import type { LogIndex } from './log-index.ts';
import type { Segments } from './segments.ts';

/**
 * Lets go of all segments before one, of which everything is forgotten. The disk is to know that first: after a power cut
 * nothing may be looked for in a segment that is gone, nor may a receipt be lost that was kept apart from it.
 */
export async function dropSegments(
  before: number,
  { index, log }: { index: Pick<LogIndex, 'toDisk'>; log: Pick<Segments, 'passOver' | 'dropBefore'> },
): Promise<void> {
  if (!log.passOver(before)) return;
  await index.toDisk();
  log.dropBefore(before);
}
