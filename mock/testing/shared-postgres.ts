import { inject } from 'vitest';
import { type Databases, databasesAt, withoutPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Set by start-shared-postgres.ts, if there is a PostgreSQL. */
    postgresPort?: number;
  }
}

/** Returns the PostgreSQL that all test files share. A test that stops its server starts its own. */
export function sharedPostgres(): Databases {
  const port = inject('postgresPort');
  if (port === undefined && withoutPostgres === false) throw new Error('start-shared-postgres.ts has not run');
  return databasesAt(port ?? 0);
}
