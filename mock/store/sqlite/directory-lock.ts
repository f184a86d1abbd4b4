import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store.ts';

/**
 * Locks a data folder for this process: two mocks would issue the same tracking ids. The lock is SQLite's own on a file
 * beside the data, so the operating system releases it however the process ends.
 * @throws StoreError if another process holds it.
 */
export function lockDirectory(folder: string): { release(): void } {
  const file = join(folder, 'rehearsal.lock');
  const lock = new DatabaseSync(file);
  try {
    chmodSync(file, 0o600);
    lock.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (((error as { errcode?: number }).errcode ?? 0) % 256 !== 5) throw error;
    throw new StoreError(
      `another mock is using ${folder}: stop it, choose another folder with --data, or let both share one database with --store`,
    );
  }
  return { release: () => lock.close() };
}
