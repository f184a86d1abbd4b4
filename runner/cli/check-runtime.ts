import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** Hides Node 22's warning that SQLite is experimental: users cannot act on it. Prints all other warnings. */
export function silenceSqliteWarning(): void {
  const printers = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (isAboutSqlite(warning)) return;
    for (const print of printers) print(warning);
  });
}

function isAboutSqlite({ name, message }: Pick<Error, 'name' | 'message'>): boolean {
  return name === 'ExperimentalWarning' && message.startsWith('SQLite is an experimental feature');
}

/** Returns the package version from package.json, in a checkout and in `dist`. */
export function toolVersion(): string {
  const file = findPackageJSON(import.meta.url);
  if (file === undefined) throw new Error('package.json of receipt-rehearsal is missing');
  return String((JSON.parse(readFileSync(file, 'utf8')) as { version: unknown }).version);
}
