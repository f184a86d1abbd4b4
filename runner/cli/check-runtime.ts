import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** The oldest Node that runs this, as in package.json. */
const needed = '22.19.0';

/** What to say where Node is too old: it would else stop at the first thing that it does not know. */
export function nodeTooOldMessage(node: string): string | undefined {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split('.').map(Number);
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return undefined;
  return `rehearse: this is Node ${node}, and Node ${needed} or newer is needed. "npm install --save-dev node@24" brings one`;
}

/**
 * Node 22 says of its SQLite that it is experimental, each time and to everybody; nobody who runs this can do anything
 * about it. Every other warning is printed as before.
 */
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

/** This package's version, from its package.json, whether it runs from a checkout or from `dist`. */
export function toolVersion(): string {
  const file = findPackageJSON(import.meta.url);
  if (file === undefined) throw new Error('package.json of receipt-rehearsal is missing');
  return String((JSON.parse(readFileSync(file, 'utf8')) as { version: unknown }).version);
}
