import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findPostgres, startPostgres } from '../measure/throw-away-postgres.ts';
import type { Row } from '../row.ts';
import { askToken, mainFile, packagedMock } from './packaged-mock.ts';

const file = join(import.meta.dirname, '..', 'servers', 'shared-mocks.ts');

/**
 * Two processes of this mock behind a balancer, on one PostgreSQL: all of them, including the database, on the one
 * core.
 */
export const sharedMocks: Row = {
  ...packagedMock,
  id: 'mock-postgres',
  title: 'this mock, two on PostgreSQL',
  note: 'the balancer and the database work on the same core, and count',
  missing: () => {
    if (findPostgres() === undefined) return 'there is no PostgreSQL on this machine';
    return knowsStores() ? undefined : 'the command has no --store yet';
  },
  launch: async ({ port }) => {
    const postgres = await startPostgres();
    return {
      file: process.execPath,
      args: [file, String(port), postgres.url],
      helpers: [postgres.pid],
      release: postgres.stop,
    };
  },
  authorize: askToken,
};

function knowsStores(): boolean {
  if (!existsSync(mainFile)) return false;
  return execFileSync(process.execPath, [mainFile, 'mock', '--help'], { encoding: 'utf8' }).includes('--store');
}
