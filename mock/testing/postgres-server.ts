import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import pg from 'pg';
import { findPostgres } from './find-postgres.ts';

/** Why the tests of PostgreSQL are skipped; false if they can run. */
export const withoutPostgres =
  findPostgres() === undefined ? 'there is no PostgreSQL here (Debian has it as `postgresql`)' : false;

/** A server on which tests create databases. */
export interface Databases {
  port: number;
  /** Returns the URL of a new, empty database. */
  newDatabase(options?: string): Promise<string>;
  /** Runs SQL as the superuser, by default in the database `postgres`. */
  query(sql: string, url?: string): Promise<Record<string, unknown>[]>;
}

/** A PostgreSQL that can be stopped and started. It ends with its process, however that ends. */
export interface PostgresServer extends Databases {
  /** Stops it at once, as in a crash. */
  down(): Promise<void>;
  up(): Promise<void>;
  stop(): Promise<void>;
}

/** Returns the server at a port. Several test files share one: their databases have random names. */
export function databasesAt(port: number): Databases {
  const addressOf = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  const query = async (sql: string, url = addressOf('postgres')) => {
    const client = new pg.Client(url);
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    port,
    query,
    async newDatabase(options = '') {
      const name = `test_${randomInt(2 ** 47)}`;
      await query(`CREATE DATABASE ${name} ${options}`);
      return addressOf(name);
    },
  };
}

export async function startPostgres(): Promise<PostgresServer> {
  const programs = findPostgres();
  if (programs === undefined) throw new Error('there is no PostgreSQL here');
  const port = await freePort();
  const keeper: ChildProcessByStdio<Writable, Readable, null> = spawn(
    process.execPath,
    [join(import.meta.dirname, 'postgres-keeper.ts'), programs, String(port)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const exited = once(keeper, 'exit');
  const lines = createInterface({ input: keeper.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { done } = await lines.next();
    if (done === true) throw new Error('PostgreSQL did not start');
  };
  await answer();
  const sendCommand = async (word: string) => {
    keeper.stdin.write(`${word}\n`);
    await answer();
  };
  return {
    ...databasesAt(port),
    down: () => sendCommand('down'),
    up: () => sendCommand('up'),
    async stop() {
      keeper.stdin.end();
      await exited;
    },
  };
}

/** Returns a port that is free just now: PostgreSQL cannot choose one by itself. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
