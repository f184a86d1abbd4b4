import { isBefore, type Mark } from './segment-names.ts';
import type { Row, SqliteDatabase } from './sqlite-database.ts';

/**
 * Takes back what stands in the index and not in the log, which ends at a mark: after a power cut, the database may have
 * reached the disk before the log did. Gives how many exchanges that were.
 */
export function rollBack(database: SqliteDatabase, { segment, offset }: Mark): number {
  const newest = database.get('SELECT segment, offset FROM frames ORDER BY first DESC LIMIT 1');
  // As a rule: of millions, nothing is read but the last.
  if (newest === undefined || isBefore(markOf(newest), { segment, offset })) return 0;
  const beyond = 'FROM frames WHERE segment > ? OR (segment = ? AND offset >= ?)';
  const row = database.get(`SELECT min(first) AS first, max(last) AS last ${beyond}`, segment, segment, offset);
  if (typeof row?.['first'] !== 'number') return 0;
  const { first, last } = row;
  database.together(() => {
    const before = `FROM former_receipts AS former WHERE former.counter = movements.counter
      AND (former.position IS NULL OR former.position < ?) ORDER BY former.revision DESC LIMIT 1`;
    database.run(
      `UPDATE movements SET (revision, position, receipt) = (SELECT revision, position, receipt ${before})
       WHERE position >= ? AND EXISTS (SELECT 1 ${before})`,
      first,
      first,
      first,
    );
    database.run('DELETE FROM movements WHERE position >= ?', first);
    database.run(
      `DELETE FROM former_receipts WHERE revision >= coalesce(
         (SELECT revision FROM movements WHERE movements.counter = former_receipts.counter), 0)`,
    );
    database.run('DELETE FROM frames WHERE first >= ?', first);
  });
  return Number(last) - first + 1;
}

function markOf({ segment, offset }: Row): Mark {
  return { segment: Number(segment), offset: Number(offset) };
}
