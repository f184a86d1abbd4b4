import type { LogRecord } from './frame.ts';
import { writeFrame } from './frame.ts';
import { insertFrame } from './index-rows.ts';
import type { Segments } from './segments.ts';
import type { Row, SqliteDatabase } from './sqlite-database.ts';

/** So many exchanges make a frame. */
const inFrame = 50;

/** Whether there are exchanges of version 2 that were not moved yet. */
export function hasOldExchanges(database: SqliteDatabase): boolean {
  return database.get("SELECT 1 FROM sqlite_schema WHERE name = 'old_exchanges'") !== undefined;
}

/**
 * Moves the exchanges of data of version 2 into the log, all or none of them. The log must be empty; `toDisk` waits until
 * the disk has it, before they are gone from where they were.
 */
export function moveToLog(database: SqliteDatabase, log: Segments, toDisk: () => void): void {
  database.together(() => {
    for (let after = 0; ; ) {
      const rows = database.all(
        `SELECT seq, old_exchanges.client_id, at, counter, revision, judged_by, head, answered,
           coalesce(sent, movements.receipt, former_receipts.receipt) AS sent
         FROM old_exchanges LEFT JOIN movements USING (counter, revision) LEFT JOIN former_receipts USING (counter, revision)
         WHERE seq > ? ORDER BY seq LIMIT ${inFrame}`,
        after,
      );
      if (rows.length === 0) break;
      after = Number(rows.at(-1)?.['seq']);
      for (const run of runsOf(rows)) moveRun(run, { database, log });
    }
    toDisk();
    database.run('DROP TABLE old_exchanges');
  });
}

/** Positions in a frame follow one another, and there may be gaps between those that are left. */
function runsOf(rows: readonly Row[]): Row[][] {
  const runs: Row[][] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    const isNext = Number(run?.at(-1)?.['seq']) + 1 === Number(row['seq']);
    if (run !== undefined && isNext) run.push(row);
    else runs.push([row]);
  }
  return runs;
}

function moveRun(run: readonly Row[], { database, log }: { database: SqliteDatabase; log: Segments }): void {
  const first = Number(run[0]?.['seq']);
  const records = run.map(toRecord);
  const spot = log.append(writeFrame(first, records));
  insertFrame(database, {
    first,
    last: first + run.length - 1,
    spot,
    at: Math.max(...records.map(({ at }) => at)),
    clients: JSON.stringify([...new Set(records.map(({ clientId }) => clientId))]),
  });
}

function toRecord(row: Row): LogRecord {
  const { counter, revision } = row;
  return {
    clientId: textOf(row['client_id']),
    at: Number(row['at']),
    head: String(row['head']),
    sent: textOf(row['sent']),
    answered: textOf(row['answered']),
    judgedBy: textOf(row['judged_by']),
    left: typeof counter === 'number' && typeof revision === 'number' ? { counter, revision } : null,
    // The receipts themselves stay in the database, with their texts.
    created: null,
    receipt: null,
  };
}

function textOf(value: Row[string] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
