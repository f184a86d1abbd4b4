import { StoreError } from '../store.ts';

/** The address of a database, taken apart. */
export interface PostgresAddress {
  /** As it was given, with the password. Never shown. */
  url: string;
  /** For people: without password and options. */
  shown: string;
  database: string;
  user: string;
}

const fix = 'write postgres://USER@HOST:5432/DATABASE, with the password in PGPASSWORD';

/** @throws StoreError for what is no address of a PostgreSQL database. It may hold a password, so it is not repeated. */
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

/** The address as somebody may see it. */
export function shownAddress(url: string): string {
  return readAddress(url).shown;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new StoreError(`--store holds a broken percent escape: ${fix}`);
  }
}
