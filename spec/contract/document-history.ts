import { join } from 'node:path';
import { appliesOn, firstDay } from './dates.ts';
import { datesOf, type Overlay, readOverlay } from './overlay.ts';
import { readYaml } from './read-document.ts';

/** What the prose of the published document says on two dates. */
export interface TextDifference {
  /** A field, or an operation with its response. */
  field: string;
  a: string;
  b: string;
}

let known: Overlay | undefined;

function history(): Overlay {
  known ??= readOverlay(readYaml(join(import.meta.dirname, '..', 'overlays', 'published.yaml')), 'published.yaml');
  return known;
}

/** Returns the days on which the published document changed, the oldest first. */
export function documentChanges(): string[] {
  return [...new Set(history().actions.flatMap((action) => datesOf(action).until ?? []))].toSorted((a, b) =>
    firstDay(a) < firstDay(b) ? -1 : 1,
  );
}

/** Returns where the prose of the published document differs between two dates. A comparison cannot find these. */
export function textDifferences(a: string, b: string): TextDifference[] {
  return history().actions.flatMap((action) => {
    const [onA, onB] = [a, b].map((date) => appliesOn(date, datesOf(action)));
    if (onA === onB) return [];
    return (action['x-says'] ?? []).map(({ field, before, now }) => {
      return onA === true ? { field, a: before, b: now } : { field, a: now, b: before };
    });
  });
}
