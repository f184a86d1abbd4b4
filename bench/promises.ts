/** What each promise of an embedded store costs: `npm run bench:promises`. Writing alone, in this process, no server around it. */
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { median } from './measure/median.ts';
import { temporaryFolder } from './measure/temporary-folder.ts';
import { table } from './table.ts';

interface Promised {
  name: string;
  /** What is left after the process was killed, and after a power cut. */
  kept: string;
  /** Puts exchanges into a new file of a folder; gives what puts so many more, and what ends it. */
  open: (file: string) => { store: (count: number) => void; close: () => void };
  /** A disk that is waited for each time is slow enough to be measured by few. */
  count: number;
}

const [everything, almost, perhaps] = [
  'all · all',
  'all · whole, without the last moments',
  'all · perhaps nothing that can be read',
];
const [few, many] = [400, 30_000];

/** As large as the mock's: what was sent, what was answered, and the rest of the exchange. */
const [head = '', sent = '', answered = ''] = [1_150, 820, 40].map((length) => 'x'.repeat(length));

/** A file that is only ever appended to, so many exchanges with each write. */
function appending(group: number, whenFull: 'wait for the disk' | 'wait for nothing', full: number) {
  return (file: string) => {
    const log = openSync(file, 'w');
    const bytes = Buffer.allocUnsafe(group * 3_000);
    let fresh = 0;
    const writeGroup = () => {
      let end = 4;
      for (let place = 0; place < group; place++) {
        for (const text of [head, sent, answered]) end += bytes.write(text, end);
      }
      bytes.writeUInt32LE(crc32(bytes.subarray(4, end)));
      fresh += writeSync(log, bytes, 0, end);
      if (fresh < full) return;
      if (whenFull === 'wait for the disk') fdatasyncSync(log);
      fresh = 0;
    };
    return {
      store: (count: number) => {
        for (let done = 0; done < count; done += group) writeGroup();
      },
      close: () => closeSync(log),
    };
  };
}

/** A row for the exchange and one for its receipt, so many exchanges with each commit. */
function inSqlite(group: number, pragmas: string) {
  return (file: string) => {
    const database = new DatabaseSync(file);
    database.exec(`PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; ${pragmas}
      CREATE TABLE movements (counter INTEGER PRIMARY KEY, id TEXT, organisation TEXT, client TEXT, revision INTEGER, receipt TEXT);
      CREATE TABLE exchanges (seq INTEGER PRIMARY KEY, client TEXT, counter INTEGER, head TEXT, answered TEXT);`);
    const movement = database.prepare('INSERT INTO movements VALUES (?, ?, ?, ?, 1, ?)');
    const exchange = database.prepare('INSERT INTO exchanges VALUES (?, ?, ?, ?, ?)');
    let last = 0;
    const store = (count: number) => {
      for (const end = last + count; last < end; ) {
        database.exec('BEGIN IMMEDIATE');
        for (let place = 0; place < group; place++) {
          last += 1;
          movement.run(last, `26${last}`, 'an-organisation', 'a-client', sent);
          exchange.run(last, 'a-client', last, head, answered);
        }
        database.exec('COMMIT');
      }
    };
    return { store, close: () => database.close() };
  };
}

const rare = 'PRAGMA wal_autocheckpoint = 10000; PRAGMA synchronous = NORMAL;';
const segment = 16 * 1024 * 1024;

/** The third one is the mock's. */
const promises: readonly Promised[] = [
  { name: 'a write each, fsync each', kept: everything, open: appending(1, 'wait for the disk', 1), count: few },
  { name: 'ten a write, fsync each', kept: everything, open: appending(10, 'wait for the disk', 1), count: 10 * few },
  {
    name: 'ten a write, fsync every 16 MB',
    kept: almost,
    open: appending(10, 'wait for the disk', segment),
    count: many,
  },
  {
    name: 'a write each, fsync every 16 MB',
    kept: almost,
    open: appending(1, 'wait for the disk', segment),
    count: many,
  },
  { name: 'ten a write, no fsync', kept: perhaps, open: appending(10, 'wait for nothing', segment), count: many },
  {
    name: 'SQLite, ten a commit, fsync each',
    kept: everything,
    open: inSqlite(10, 'PRAGMA synchronous = FULL;'),
    count: 10 * few,
  },
  { name: 'SQLite, ten a commit, fsync at checkpoints', kept: almost, open: inSqlite(10, rare), count: many },
];

const rounds = 3;

/** Microseconds an exchange with its receipt, by the clock and by the processor. */
function measure({ open, count }: Promised, folder: string): { wall: number; cpu: number } {
  const file = join(folder, 'promises');
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  const { store, close } = open(file);
  store(count / 10);
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  store(count);
  const used = process.cpuUsage(cpu);
  const took = performance.now() - wall;
  close();
  return { wall: (took * 1000) / count, cpu: (used.user + used.system) / count };
}

const folder = temporaryFolder();
const found = promises.map(() => ({ wall: [] as number[], cpu: [] as number[] }));
for (let round = 0; round < rounds; round++) {
  for (const [index, promised] of promises.entries()) {
    const { wall, cpu } = measure(promised, folder);
    found[index]?.wall.push(wall);
    found[index]?.cpu.push(cpu);
  }
}
const rows = promises.map(({ name, kept }, index) => {
  const { wall = [], cpu = [] } = found[index] ?? {};
  return [name, kept, ...[wall, cpu].map((values) => (median(values) ?? 0).toFixed(1))];
});
process.stdout.write(`${table(['', 'killed process · power cut', 'µs by the clock', 'µs of processor'], rows)}\n`);
