/** What each promise of an embedded store costs: `npm run bench:promises`. SQLite alone, in this process, no server around it. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { median } from './measure/median.ts';
import { temporaryFolder } from './measure/temporary-folder.ts';
import { table } from './table.ts';

interface Promised {
  name: string;
  /** What is left after the process was killed, and after a power cut. */
  kept: string;
  pragmas: string;
  /** Exchanges that share a commit. */
  group: number;
}

const page = 'PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;';
const rare = 'PRAGMA wal_autocheckpoint = 10000;';

/** The third one is the mock's. */
const promises: readonly Promised[] = [
  { name: 'a commit each, fsync each', kept: 'all · all', pragmas: `${page} PRAGMA synchronous = FULL;`, group: 1 },
  { name: 'ten a commit, fsync each', kept: 'all · all', pragmas: `${page} PRAGMA synchronous = FULL;`, group: 10 },
  {
    name: 'ten a commit, fsync at checkpoints',
    kept: 'all · whole, without the last moments',
    pragmas: `${page} ${rare} PRAGMA synchronous = NORMAL;`,
    group: 10,
  },
  {
    name: 'a commit each, fsync at checkpoints',
    kept: 'all · whole, without the last moments',
    pragmas: `${page} ${rare} PRAGMA synchronous = NORMAL;`,
    group: 1,
  },
  {
    name: 'ten a commit, no fsync',
    kept: 'all · perhaps nothing that can be read',
    pragmas: `${page} ${rare} PRAGMA synchronous = OFF;`,
    group: 10,
  },
];

/** As large as the mock's: what was sent, what was answered, and the rest of the exchange. */
const [head, sent, answered] = [1_150, 820, 40].map((length) => 'x'.repeat(length));
const rounds = 3;

/** Microseconds an exchange with its receipt, by the clock and by the processor. */
function measure({ pragmas, group }: Promised, folder: string): { wall: number; cpu: number } {
  const file = join(folder, 'promises.sqlite');
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  const database = new DatabaseSync(file);
  database.exec(pragmas);
  database.exec(`
    CREATE TABLE movements (counter INTEGER PRIMARY KEY, id TEXT, organisation TEXT, client TEXT, revision INTEGER, receipt TEXT);
    CREATE TABLE exchanges (seq INTEGER PRIMARY KEY, client TEXT, counter INTEGER, head TEXT, answered TEXT);
    CREATE INDEX of_client ON exchanges (client, seq);`);
  const movement = database.prepare('INSERT INTO movements VALUES (?, ?, ?, ?, 1, ?)');
  const exchange = database.prepare('INSERT INTO exchanges VALUES (?, ?, ?, ?, ?)');
  let last = 0;
  const store = (count: number) => {
    for (const end = last + count; last < end; ) {
      database.exec('BEGIN IMMEDIATE');
      for (let place = 0; place < group; place++) {
        last += 1;
        movement.run(last, `26${last}`, 'an-organisation', 'a-client', sent ?? '');
        exchange.run(last, 'a-client', last, head ?? '', answered ?? '');
      }
      database.exec('COMMIT');
    }
  };
  // A disk that is waited for each time is slow enough to be measured by few.
  const count = pragmas.includes('FULL') ? 400 * group : 30_000;
  store(count / 10);
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  store(count);
  const used = process.cpuUsage(cpu);
  const took = performance.now() - wall;
  database.close();
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
