import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { withoutPostgres } from '../../testing/postgres-server.ts';
import { sharedPostgres } from '../../testing/shared-postgres.ts';
import { openStore } from '../open-store.ts';
import { StoreError } from '../store.ts';
import { readAddress } from './address.ts';
import { prepareTables } from './schema.ts';

async function openingError(url: string, readOnly = false): Promise<string> {
  try {
    await (await openStore({ url }, { readOnly })).close();
  } catch (error) {
    if (error instanceof StoreError) return error.message;
    throw error;
  }
  throw new Error('it was opened');
}

describe('the URL of a database', () => {
  it.each([
    ['postgres://tester:hush@db.example.com/rehearsal', 'postgres://tester@db.example.com:5432/rehearsal'],
    ['postgresql://db.example.com:5433/r?sslmode=require&password=hush', 'postgres://u@db.example.com:5433/r'],
    ['postgres://tester:hush@localhost/r?host=/run/postgresql', 'postgres://tester@/run/postgresql/r'],
    ['postgres://t%40r@db.example.com', 'postgres://t@r@db.example.com:5432/t@r'],
  ])('%s is shown without password', (url, shown) => {
    expect(readAddress(url, { USER: 'u' }).shown).toBe(shown);
  });

  it.each(['hush', 'hush:hush', 'postgres://%hush', 'https://hush@db.example.com/', 'postgres://u:hush@h:port/d', ''])(
    'is not %s, and is not repeated in the refusal',
    async (url) => {
      const message = await openingError(url);
      expect(message).toMatch(/^--store .*: write postgres:\/\/USER@HOST:5432\/DATABASE/);
      expect(message).not.toContain('hush');
    },
  );

  it('at which nothing listens is named, without the password', async () => {
    const message = await openingError('postgres://tester:hush@127.0.0.1:1/rehearsal');
    expect(message).toMatch(/^cannot use postgres:\/\/tester@127\.0\.0\.1:1\/rehearsal .*ECONNREFUSED.*--store$/);
    expect(message).not.toContain('hush');
  });

  it('with a host of several addresses reports the reason, too', async () => {
    expect(await openingError('postgres://tester@localhost:1/rehearsal')).toMatch(/: \S*.*ECONNREFUSED/);
  });
});

describe.skipIf(withoutPostgres)('a database that cannot be used', () => {
  const server = sharedPostgres();
  beforeAll(async () => {
    const [known] = await server.query(`SELECT 1 FROM pg_roles WHERE rolname = 'tester'`);
    if (known === undefined) await server.query(`CREATE ROLE tester LOGIN PASSWORD 'hush-hush'`);
  });
  const as = (user: string, url: string) => url.replace('postgres@', `${user}@`);

  it('does not exist', async () => {
    const message = await openingError(`postgres://postgres@127.0.0.1:${server.port}/nowhere`);
    expect(message).toMatch(/^postgres:.*\/nowhere does not exist: create it with `createdb nowhere`/);
  });

  it('refuses the user: without a password, and with a wrong one', async () => {
    const url = await server.newDatabase();
    expect(await openingError(as('tester', url))).toMatch(/refuses access: .*Set the password in PGPASSWORD/);
    const message = await openingError(as('tester:hush', url));
    expect(message).toMatch(/refuses access: password authentication failed for user "tester"/);
    expect(message).not.toMatch(/hush/);
  });

  it('gives the user no permissions', async () => {
    const message = await openingError(as('tester:hush-hush', await server.newDatabase()));
    expect(message).toMatch(/does not give tester the rights .*GRANT CREATE ON DATABASE "test_\d+" TO "tester"/);
    expect(message).not.toMatch(/hush/);
  });

  it('gives the user no permissions on another user’s data', async () => {
    const url = await server.newDatabase();
    await (await openStore({ url })).close();
    expect(await openingError(as('tester:hush-hush', url))).toMatch(/does not give tester the rights/);
  });

  it('is used by a user who has the permissions', async () => {
    const url = await server.newDatabase();
    await server.query(`GRANT CREATE ON DATABASE ${readAddress(url).database} TO tester`);
    const store = await openStore({ url: as('tester:hush-hush', url) });
    await store.saveSetting('s', 'v');
    expect(await store.setting('s')).toBe('v');
    await store.close();
  });

  it('stores text in another encoding', async () => {
    const url = await server.newDatabase(`TEMPLATE template0 ENCODING 'LATIN1'`);
    expect(await openingError(url)).toMatch(/stores text in LATIN1: create the database with ENCODING 'UTF8'$/);
  });

  it('contains data of a newer version, which is left unchanged', async () => {
    const url = await server.newDatabase();
    await (await openStore({ url })).close();
    await server.query('UPDATE receipt_rehearsal.schema_version SET version = 99', url);
    expect(await openingError(url)).toMatch(/was written by a newer receipt-rehearsal \(data version 99\): update/);
    expect(await server.query('SELECT version FROM receipt_rehearsal.schema_version', url)).toEqual([{ version: 99 }]);
  });

  it('contains another program’s schema of that name', async () => {
    const url = await server.newDatabase();
    await server.query('CREATE SCHEMA receipt_rehearsal; CREATE TABLE receipt_rehearsal.theirs (a INT)', url);
    expect(await openingError(url)).toMatch(
      /has a schema receipt_rehearsal of another program, or of an earlier build: use another database$/,
    );
  });

  it('contains nothing to read, and nothing is created', async () => {
    const url = await server.newDatabase();
    expect(await openingError(url, true)).toMatch(/contains no data of a mock$/);
    expect(await server.query(`SELECT 1 FROM pg_namespace WHERE nspname = 'receipt_rehearsal'`, url)).toEqual([]);
  });

  it('is created once, however many start on it together', async () => {
    const url = await server.newDatabase();
    const stores = await Promise.all(Array.from({ length: 6 }, () => openStore({ url })));
    await Promise.all(stores.map((store, count) => store.saveSetting(String(count), 'v')));
    expect(await server.query('SELECT count(*) FROM receipt_rehearsal.settings', url)).toEqual([{ count: '6' }]);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('is refused if an earlier build wrote it', async () => {
    const url = await server.newDatabase();
    await (await openStore({ url })).close();
    await server.query('UPDATE receipt_rehearsal.schema_version SET version = 1', url);
    await expect(openStore({ url })).rejects.toThrow(/was written by an earlier build .*: use another database/);
  });

  it('is migrated once, completely or not at all, however many start on it together', async () => {
    const url = await server.newDatabase();
    await (await openStore({ url })).close();
    const pool = new pg.Pool({ connectionString: `${url}?options=-c search_path=receipt_rehearsal` });
    const [{ version: newest }] = (await pool.query('SELECT version FROM schema_version')).rows;
    const prepare = (...migrations: string[]) =>
      prepareTables({
        pool,
        shown: 'there',
        firstCounter: 1,
        readOnly: false,
        target: { version: newest + migrations.length, migrations },
      });
    const good = 'ALTER TABLE schema_version ADD COLUMN note TEXT';
    await expect(prepare(good, 'ALTER TABLE nowhere ADD COLUMN note TEXT')).rejects.toThrow(/nowhere/);
    expect((await pool.query('SELECT * FROM schema_version')).rows).toEqual([{ version: newest }]);
    await Promise.all([prepare(good), prepare(good), prepare(good)]);
    expect((await pool.query('SELECT * FROM schema_version')).rows).toEqual([{ version: newest + 1, note: null }]);
    await pool.end();
  });
});
