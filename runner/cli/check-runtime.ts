import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** The oldest supported Node, as in package.json. */
const needed = '22.19.0';

/** Returns a message if Node is too old: otherwise it would stop at the first unknown syntax. */
export function nodeTooOldMessage(node: string): string | undefined {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split('.').map(Number);
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return undefined;
  return `rehearse: Node ${needed} or newer is required, but this is Node ${node}. "npm install --save-dev node@24" installs one`;
}

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
