/**
 * Runs a PostgreSQL server for as long as its own standard input is open, and then deletes its folder: however the
 * tests end, they leave nothing behind. `up` and `down` on standard input start and stop the server meanwhile.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [programs = '', port = ''] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'rehearsal-postgres-'));
const data = join(folder, 'data');
const user = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);

/** Returns an id of a user with few rights: PostgreSQL refuses to be run by root. */
function idOf(which: '-u' | '-g'): number {
  const ids = ['postgres', 'nobody'].flatMap((name) => {
    try {
      return [Number(execFileSync('id', [which, name], { stdio: ['ignore', 'pipe', 'ignore'] }))];
    } catch {
      return [];
    }
  });
  if (ids[0] === undefined) throw new Error('there is neither a user postgres nor a user nobody');
  return ids[0];
}

const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' };
let server: ChildProcess | undefined;

function make(): void {
  const args = [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ];
  execFileSync(join(programs, 'initdb'), args, { ...user, env, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(join(data, 'pg_hba.conf'), hostRules);
}

/** The tests themselves; any other role that they create needs a password. */
const hostRules = 'host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n';

/** Starts the server on loopback only. Waiting for the disk would teach the tests nothing. */
function up(): Promise<void> {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    max_connections: '200',
  };
  const args = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const started = spawn(join(programs, 'postgres'), args, {
    ...user,
    env,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  server = started;
  return new Promise((resolve, reject) => {
    let output = '';
    started.stderr.on('data', (text) => {
      output = (output + text).slice(-10_000);
      if (output.includes('ready to accept connections')) resolve();
    });
    started.once('exit', () => reject(new Error(output)));
  });
}

/** Stops at once, as in a crash: connections break. */
function down(): Promise<void> {
  const stopping = server;
  server = undefined;
  if (stopping === undefined || stopping.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    stopping.once('exit', () => resolve());
    stopping.kill('SIGQUIT');
  });
}

async function end(code: number): Promise<never> {
  await down();
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}

process.on('SIGINT', () => {});
process.on('SIGTERM', () => end(0));
try {
  make();
  await up();
  process.stdout.write('up\n');
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'down') await down();
    if (line === 'up') await up();
    process.stdout.write(`${line}\n`);
  }
  await end(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  await end(1);
}
