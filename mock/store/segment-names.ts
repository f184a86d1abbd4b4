import { readdirSync } from 'node:fs';
import type { Spot } from './segments.ts';

/** A place between two frames. */
export type Mark = Pick<Spot, 'segment' | 'offset'>;

export function isBefore(one: Mark, other: Mark): boolean {
  return one.segment < other.segment || (one.segment === other.segment && one.offset < other.offset);
}

/** The name of a segment's file. */
export function segmentName(segment: number): string {
  return `journal-${String(segment).padStart(6, '0')}.log`;
}

/** The segments of a folder, the first one first. */
export function segmentsIn(folder: string): number[] {
  const numbers = readdirSync(folder).map((name) => Number(/^journal-(\d{6,})\.log$/.exec(name)?.[1] ?? 0));
  return numbers.filter((number) => number > 0).sort((one, other) => one - other);
}
