import { StoreError } from '../store.ts';

/** The parts of a database's URL. */
export interface PostgresAddress {
  /** As given, with the password. Never shown. */
  url: string;
  /** For people: without password and options. */
  shown: string;
  database: string;
  user: string;
}

const fix = 'write postgres://USER@HOST:5432/DATABASE, with the password in PGPASSWORD';

/**
 * Parses the URL of a database.
 * @throws StoreError for anything but the URL of a PostgreSQL database. It may contain a password, so it is not
 * repeated.
 */
export function readAddress(url: string, env: NodeJS.ProcessEnv = process.env): PostgresAddress {
  if (!/^postgres(?:ql)?:/.test(url) || !URL.canParse(url)) {
    throw new StoreError(`--store is not the address of a PostgreSQL database: ${fix}`);
  }
  const { hostname, port, pathname, username, searchParams } = new URL(url);
  const user = decode(username) || env['PGUSER'] || env['USER'] || '';
  const database = decode(pathname.slice(1)) || env['PGDATABASE'] || user;
  const host = searchParams.get('host') || decode(hostname) || env['PGHOST'] || 'localhost';
  const at = host.startsWith('/') ? host : `${host}:${port || env['PGPORT'] || '5432'}`;
  return { url, shown: `postgres://${user === '' ? '' : `${user}@`}${at}/${database}`, database, user };
}

/** Returns the URL in a form that may be shown. */
export function shownAddress(url: string): string {
  return readAddress(url).shown;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new StoreError(`--store contains an invalid percent escape: ${fix}`);
  }
}
