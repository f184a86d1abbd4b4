/** Starts the PostgreSQL that test files share, once per run: creating a server takes longer than most of its tests. */
import type { TestProject } from 'vitest/node';
import { startPostgres, withoutPostgres } from './postgres-server.ts';

export default async function startSharedPostgres({
  provide,
}: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (withoutPostgres !== false) return undefined;
  const server = await startPostgres();
  provide('postgresPort', server.port);
  return () => server.stop();
}
