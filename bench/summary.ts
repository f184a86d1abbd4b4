import { median } from './measure/median.ts';
import type { Shot } from './measure/shoot.ts';
import { type Column, columns } from './requests.ts';
import type { Row } from './row.ts';

/** The row that the others are compared with. */
export const ceiling = 'bare-fastify';

/** Medians over the rounds. What was not measured is undefined. */
export interface Cell {
  requestsPerSecond: number | undefined;
  processorMicroseconds: number | undefined;
  p99Ms: number | undefined;
  /** Compared with the ceiling within each round: drift of the machine affects both. */
  ratio: number | undefined;
  processorRatio: number | undefined;
}

export interface Line {
  id: string;
  title: string;
  cells: Record<Column, Cell>;
  firstAnswerMs: number | undefined;
  /** After the load of valid receipts. */
  residentMb: number | undefined;
}

/** Summarises the measurements, one line for each row. */
export function summarise(rows: readonly Pick<Row, 'id' | 'title'>[], shots: readonly Shot[]): Line[] {
  return rows.map(({ id, title }) => {
    const own = shots.filter(({ row }) => row === id);
    const cells = Object.fromEntries(columns.map((column) => [column, cellOf(own, column, shots)]));
    return {
      id,
      title,
      cells: cells as Record<Column, Cell>,
      firstAnswerMs: median(own.map(({ firstAnswerMs }) => firstAnswerMs)),
      residentMb: median(known(own.filter(({ column }) => column === 'valid').map(({ residentMb }) => residentMb))),
    };
  });
}

function cellOf(own: readonly Shot[], column: Column, all: readonly Shot[]): Cell {
  const shots = own.filter((shot) => shot.column === column);
  const pairs = shots.flatMap((shot) => {
    const other = all.find(({ row, round, column: its }) => row === ceiling && round === shot.round && its === column);
    return other === undefined ? [] : [{ shot, other }];
  });
  return {
    requestsPerSecond: median(shots.map(({ requestsPerSecond }) => requestsPerSecond)),
    processorMicroseconds: median(known(shots.map(({ processorMicroseconds }) => processorMicroseconds))),
    p99Ms: median(shots.map(({ latencyMs }) => latencyMs.p99)),
    ratio: median(pairs.map(({ shot, other }) => shot.requestsPerSecond / other.requestsPerSecond)),
    processorRatio: median(
      pairs.flatMap(({ shot, other }) =>
        shot.processorMicroseconds !== null && other.processorMicroseconds
          ? [shot.processorMicroseconds / other.processorMicroseconds]
          : [],
      ),
    ),
  };
}

function known(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}
