import type { Machine } from './measure/machine.ts';
import type { Row } from './row.ts';

/** Describes the machine above the numbers. */
export function machineInWords({ processor, cores, memoryGb, system, node, date, isPinned }: Machine): string {
  const pinned = isPinned
    ? 'Server and load have a core each.'
    : 'Server and load share the cores, and disturb each other.';
  return `${processor}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}, ${date}. ${pinned}`;
}

/** Returns the notes below a table: what each row does and leaves out. Rows with the same note share a line. */
export function notesOf(rows: readonly Pick<Row, 'title' | 'note'>[]): string[] {
  const byNote = Map.groupBy(rows, ({ note }) => note);
  return [...byNote].flatMap(([note, its]) =>
    note === undefined ? [] : [`- ${its.map(({ title }) => title).join('; ')}: ${note}.`],
  );
}
