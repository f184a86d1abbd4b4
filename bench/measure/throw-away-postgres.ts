import { execFileSync } from 'node:child_process';
import { chownSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { BenchError } from '../bench-error.ts';
import { freePort, hasEnded, startChild, stopChild } from './children.ts';
import { findProgram, onServerCore } from './machine.ts';
import { removeFolder, temporaryFolder } from './temporary-folder.ts';

/** Returns the folder of PostgreSQL's programs: Debian keeps them off the path. */
export function findPostgres(): string | undefined {
  const onPath = findProgram('initdb');
  return globSync('/usr/lib/postgresql/*/bin').at(-1) ?? (onPath && join(onPath, '..'));
}

export interface Postgres {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/** The maximum time for it to start, in milliseconds. */
const timeoutMs = 20_000;

/**
 * Starts a PostgreSQL with its own defaults, on a free port of 127.0.0.1 and the server's core. Deleted when it is
 * stopped.
 */
export async function startPostgres(): Promise<Postgres> {
  const programs = findPostgres();
  if (programs === undefined) throw new BenchError('there is no PostgreSQL on this machine');
  const folder = temporaryFolder();
  const asUser = userFor(folder);
  const data = join(folder, 'data');
  const program = (name: string, ...args: readonly string[]) => {
    const [file = '', ...rest] = [...asUser, join(programs, name), '-D', data, ...args];
    return [file, rest] as const;
  };
  execFileSync(...program('initdb', '-U', 'bench', '-A', 'trust', '--no-sync'), { cwd: folder, stdio: 'pipe' });
  const port = await freePort();
  const listen = ['-p', String(port), '-h', '127.0.0.1', '-k', folder];
  const child = startChild(...onServerCore(...program('postgres', ...listen)), { cwd: folder });
  const stop = async () => {
    // Tells PostgreSQL to end now, without waiting for its clients.
    await stopChild(child, 'SIGINT');
    removeFolder(folder);
  };
  const url = `postgres://bench@127.0.0.1:${port}/postgres`;
  const until = performance.now() + timeoutMs;
  while (!(await accepts(url))) {
    if (hasEnded(child) || performance.now() > until) {
      await stop();
      throw new BenchError(`PostgreSQL does not start. Its last output: ${child.lastOutput()}`);
    }
    await wait(50);
  }
  return { url, pid: child.process.pid ?? 0, stop };
}

/**
 * Returns a command prefix that changes the user: PostgreSQL does not run as root, so it runs as `nobody`, who then
 * owns the folder.
 */
function userFor(folder: string): string[] {
  if (process.getuid?.() !== 0) return [];
  const [user, group] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' })));
  chownSync(folder, user ?? 0, group ?? 0);
  return ['setpriv', `--reuid=${user}`, `--regid=${group}`, '--clear-groups'];
}

async function accepts(url: string): Promise<boolean> {
  const client = new Client(url);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
