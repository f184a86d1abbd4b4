import type { Mark } from './segment-names.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

/** The last numbers that were given, and up to what position exchanges are forgotten. */
export interface Given {
  counter: number;
  position: number;
  forgotten: number;
}

/** As settings, to be read again. */
export function settingsOf({ counter, position, forgotten }: Given): Record<string, string> {
  return { 'last-counter': String(counter), 'last-position': String(position), forgotten: String(forgotten) };
}

/** The last numbers that were ever given, whether what they stand for is there or gone. */
export function readGiven(database: SqliteDatabase, firstCounter: number): Given {
  const counter = Number(database.get('SELECT max(counter) AS last FROM movements')?.['last'] ?? 0);
  const written = (name: string) => Number(setting(database, name) ?? 0);
  return {
    counter: Math.max(counter, written('last-counter')) || firstCounter,
    position: Math.max(lastIndexed(database), written('last-position')),
    forgotten: written('forgotten'),
  };
}

/** The newest position that the index has. Asked for by the key: of millions, none is read but the newest. */
export function lastIndexed(database: SqliteDatabase): number {
  return Number(database.get('SELECT last FROM frames ORDER BY first DESC LIMIT 1')?.['last'] ?? 0);
}

function setting(database: SqliteDatabase, name: string): string | undefined {
  const row = database.get('SELECT value FROM settings WHERE name = ?', name);
  return row && String(row['value']);
}

/** Up to where in the log all was on the disk for certain. */
export function readSynced(database: SqliteDatabase): Mark {
  const [segment = 1, offset = 0] = (setting(database, 'log-synced') ?? '1:0').split(':').map(Number);
  return { segment, offset };
}

/** As a setting, to be read again. */
export function writeMark({ segment, offset }: Mark): Record<string, string> {
  return { 'log-synced': `${segment}:${offset}` };
}
