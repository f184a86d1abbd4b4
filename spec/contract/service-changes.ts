import { join } from 'node:path';
import { type Dated, firstDay } from './dates.ts';
import {
  firstKnownDate,
  observedAnswers,
  observedConditions,
  observedDefects,
  type Source,
  sourceOf,
} from './observed-conditions.ts';
import { datesOf, readOverlay } from './overlay.ts';
import { readYaml } from './read-document.ts';

/** What changed in the running service on a date. */
export interface ServiceChange {
  /** The first day, or the month where no day is known. */
  since: string;
  /** Names of fields, `*` for every element of a list. None where it is about the answer or the request as a whole. */
  fields: string[];
  before: string;
  after: string;
  /** What an integrator has to do. */
  advice: string;
  source: string;
  /** How sure it is: what kind of source says so. */
  certainty: Source['certainty'];
}

/** A change as it stands in `changes.yaml`, made of dated entries. */
export interface WrittenChange extends Omit<ServiceChange, 'since' | 'certainty'> {
  entries: string[];
}

const folder = join(import.meta.dirname, '..');

/** Reads the changes of `changes.yaml`. */
export function writtenChanges(): WrittenChange[] {
  return (readYaml(join(folder, 'changes.yaml')) as unknown as { changes: WrittenChange[] }).changes;
}

/** Returns every dated entry that began or ended after the first known date, by its id or description, with that date. */
export function datedEntries(): Map<string, string> {
  const overlay = readOverlay(readYaml(join(folder, 'overlays', 'observed.yaml')), 'observed.yaml');
  const known: [string, Dated][] = [
    ...[observedConditions(), observedAnswers(), observedDefects()].flatMap((list) => Object.entries<Dated>(list)),
    ...overlay.actions.map((action): [string, Dated] => [action.description ?? '', datesOf(action)]),
  ];
  const first = firstDay(firstKnownDate());
  return new Map(
    known.flatMap(([name, { since, until }]) => {
      const date = firstDay(since) > first ? since : until;
      return date === undefined ? [] : [[name, date] as const];
    }),
  );
}

/** Returns what changed in the running service, the oldest first: all of it, or what did on a date or later. */
export function serviceChanges(since?: string): ServiceChange[] {
  const dates = datedEntries();
  return writtenChanges()
    .map(({ entries, ...change }): ServiceChange => {
      const [date] = entries.flatMap((entry) => dates.get(entry) ?? []);
      if (date === undefined) throw new Error(`a change in spec/changes.yaml has no dated entry: ${change.after}`);
      return { since: date, ...change, certainty: sourceOf(change.source).certainty };
    })
    .filter((change) => since === undefined || firstDay(change.since) >= firstDay(since))
    .toSorted((a, b) => (firstDay(a.since) < firstDay(b.since) ? -1 : 1));
}
