import type { FoundFrame } from './find-end.ts';
import { readRecords } from './frame.ts';
import type { Given } from './given.ts';
import type { Step } from './index-rows.ts';
import type { LogIndex } from './log-index.ts';
import type { Segments } from './segments.ts';

/** Tells the index of a frame that it does not know yet, such as after a kill. */
export function indexAgain(
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
