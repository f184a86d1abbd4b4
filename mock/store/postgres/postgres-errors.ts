import { StoreError, StoreUnavailable } from '../store.ts';
import type { PostgresAddress } from './postgres-address.ts';
import { schema } from './schema.ts';

/** PostgreSQL's code of an error, or Node's; empty where it has none, as the driver's own have. */
function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

/** Where a name has several addresses, the error of each is in a list, and the list has no words. */
export function errorReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || codeOf(error) || error.name;
}

/**
 * Whether an error is the database's and not ours: connections, rights, locks, a full disk, tables that somebody took
 * away. Ours are faults in what we send (classes 22, 23 and 42 of PostgreSQL), and of the program itself.
 */
function isOfTheData(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError) return false;
  const code = codeOf(error);
  return ['42501', '42P01', '3F000'].includes(code) || !/^(?:22|23|42|ERR_)/.test(code);
}

/** The error as the store's callers are to see it. */
export function unavailable(error: unknown, shown: string): unknown {
  if (error instanceof StoreUnavailable || error instanceof StoreError || !isOfTheData(error)) return error;
  return new StoreUnavailable(`${shown}: ${errorReason(error)}`);
}

/** Why a database cannot be opened, and the mend. */
export function connectionError(error: unknown, { shown, user, database }: PostgresAddress): StoreError {
  if (error instanceof StoreError) return error;
  const why = errorReason(error);
  const code = codeOf(error);
  if (/^28/.test(code) || /^SASL|password/.test(why)) {
    return new StoreError(`${shown} does not let us in: ${why}. Give the password in PGPASSWORD, or name another user`);
  }
  switch (code) {
    case '3D000':
      return new StoreError(`${shown} is not there: make it with \`createdb ${database}\`, or name another one`);
    case '42501':
      return new StoreError(
        `${shown} does not give ${user || 'the user'} the rights to keep data there (${why}): let its owner say GRANT CREATE ON DATABASE "${database}" TO "${user}", or name another user (the schema ${schema} is to be that user's own)`,
      );
    default:
      return new StoreError(
        `cannot use ${shown} as the mock's data: ${why}. See that the database runs and can be reached from here, or give another address with --store`,
      );
  }
}
