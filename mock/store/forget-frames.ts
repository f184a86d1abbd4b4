import type { LogRecord } from './frame.ts';
import type { FrameRow } from './index-rows.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

export interface Forgetting {
  /** The oldest frames there are, with what stands in them. */
  frames: readonly (FrameRow & { records: LogRecord[] })[];
  /** Of them, all up to this position. */
  upTo: number;
  withReceipts: boolean;
}

/**
 * Forgets exchanges, as part of a transaction. The receipts that they left go with them, or are kept by themselves: gives
 * how many characters are.
 */
export function forgetFrames(database: SqliteDatabase, { frames, upTo, withReceipts }: Forgetting): number {
  let kept = 0;
  for (const { first, last, records } of frames) {
    for (const [index, record] of records.entries()) {
      if (first + index > upTo || record.left === null) continue;
      const { counter, revision } = record.left;
      if (withReceipts && removeReceipt(database, counter, revision)) continue;
      const text = record.receipt ?? record.sent ?? 'null';
      if (keepText(database, { counter, position: first + index, text })) kept += text.length;
    }
    if (last <= upTo) database.run('DELETE FROM frames WHERE first = ?', first);
  }
  return kept;
}

/** Once nothing tells of the receipt in force, it goes, and what it was before. */
function removeReceipt(database: SqliteDatabase, counter: number, revision: number): boolean {
  const went = database.run('DELETE FROM movements WHERE counter = ? AND revision = ?', counter, revision) > 0;
  if (went) database.run('DELETE FROM former_receipts WHERE counter = ?', counter);
  return went;
}

/** The log will have the text no longer. */
function keepText(
  database: SqliteDatabase,
  { counter, position, text }: { counter: number; position: number; text: string },
): boolean {
  for (const table of ['movements', 'former_receipts']) {
    const sql = `UPDATE ${table} SET position = NULL, receipt = ? WHERE counter = ? AND position = ?`;
    if (database.run(sql, text, counter, position) > 0) return true;
  }
  return false;
}
