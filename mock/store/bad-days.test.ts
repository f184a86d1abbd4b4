import { execFileSync } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { loadContract } from '../../spec/contract.ts';
import { buildMock } from '../build-mock.ts';
import { furnish } from '../dummy-organisations.ts';
import { createMovement, type OpenMock, openMock } from '../testing/open-mock.ts';
import { receiptWith } from '../testing/receipt-with.ts';
import { keepReceipt, replaceReceipt } from '../testing/stored.ts';
import { openDatabase } from './sqlite-database.ts';
import { openSqliteStore } from './sqlite-store.ts';
import { StoreError } from './store.ts';

const root = mkdtempSync(join(tmpdir(), 'bad-days-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function mockOn(folder: string): Promise<OpenMock> {
  return openMock({ store: openSqliteStore({ folder }) });
}

async function closed({ app, store }: OpenMock): Promise<void> {
  await app.close();
  await store.close();
}

/** What the terminal is told meanwhile. */
function terminal(): { text: () => string; restore: () => void } {
  const spy = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return { text: () => spy.mock.calls.map(([chunk]) => String(chunk)).join(''), restore: () => spy.mockRestore() };
}

describe('a database that somebody else has locked', () => {
  it('holds up no receipt: it is in the journal, is found, and is indexed as soon as that can be', async () => {
    const folder = join(root, 'locked');
    const mock = await mockOn(folder);
    const id = await createMovement(mock, receiptWith());
    const shell = new DatabaseSync(join(folder, 'rehearsal.sqlite'));
    shell.exec('BEGIN IMMEDIATE');
    const other = await createMovement(mock, receiptWith());
    const update = receiptWith({ yourUniqueReference: 'WB-2' });
    expect((await mock.send('PUT', `/movements/${id}/receive`, { body: update })).statusCode).toBe(200);
    expect((await mock.send('POST', '/movements/receive', { body: {} })).statusCode).toBe(400);
    expect(await mock.store.movement(id)).toMatchObject({ revision: 2, receipt: update });
    expect(await mock.store.revisions(id)).toHaveLength(2);
    // Closed while it is locked: the next start finds what was not indexed.
    await closed(mock);
    shell.exec('COMMIT');
    shell.close();
    const again = await mockOn(folder);
    expect(await again.store.movement(id)).toMatchObject({ revision: 2, receipt: update });
    expect(await again.store.movement(other)).toMatchObject({ revision: 1 });
    const statuses = (await again.store.exchanges({})).map(({ seq, response }) => [seq, response.status]);
    expect(statuses).toEqual([201, 201, 200, 400].map((status, index) => [index + 1, status]));
    await closed(again);
  });

  it('is answered with 503 and nothing stored once much waits for it, and used again as soon as it can be', async () => {
    const folder = join(root, 'locked-for-long');
    const mock = await mockOn(folder);
    const shell = new DatabaseSync(join(folder, 'rehearsal.sqlite'));
    shell.exec('BEGIN IMMEDIATE');
    const much = 4_096;
    for (let count = 0; count < much; count += 64) {
      await Promise.all(Array.from({ length: 64 }, () => keepReceipt(mock.store, { receipt: {} })));
    }
    const told = terminal();
    const refused = await mock.send('POST', '/movements/receive', { body: receiptWith() });
    expect(refused.statusCode).toBe(503);
    expect(refused.json()).toEqual({ statusCode: 503, error: 'Service Unavailable', message: 'Service Unavailable' });
    expect(told.text()).toMatch(/the data cannot be used just now, the answer is 503: database is locked/);
    told.restore();
    shell.exec('COMMIT');
    shell.close();
    await createMovement(mock, receiptWith());
    expect(await mock.store.lastPosition()).toBe(much + 1);
    await closed(mock);
  });

  it('costs no key: it is made when it can be', async () => {
    const folder = join(root, 'locked-at-first');
    const store = openSqliteStore({ folder });
    await furnish(store);
    const shell = new DatabaseSync(join(folder, 'rehearsal.sqlite'));
    shell.exec('BEGIN IMMEDIATE');
    const told = terminal();
    const app = buildMock({ contract: loadContract({ ruleSet: 'observed' }), store });
    expect((await app.inject({ url: '/.well-known/jwks.json' })).statusCode).toBe(503);
    shell.exec('COMMIT');
    shell.close();
    expect((await app.inject({ url: '/.well-known/jwks.json' })).json().keys).toHaveLength(1);
    told.restore();
    await app.close();
    await store.close();
  });
});

describe('a full disk', () => {
  const isRoot = process.getuid?.() === 0 && process.platform === 'linux';
  const disk = join(root, 'disk');

  function mounted(): boolean {
    try {
      mkdirSync(disk, { recursive: true });
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk], { stdio: 'ignore' });
      return true;
    } catch {
      // A container may not let even root mount anything.
      return false;
    }
  }

  it.skipIf(!isRoot)(
    'is answered with 503, keeps what was acknowledged, and goes on when there is room',
    async ({ skip }) => {
      if (!mounted()) skip('no file system can be mounted here');
      const told = terminal();
      try {
        const mock = await mockOn(join(disk, 'data'));
        const ids: string[] = [];
        let status = 201;
        for (let count = 0; status === 201 && count < 2_000; count++) {
          const answer = await mock.send('POST', '/movements/receive', { body: receiptWith() });
          status = answer.statusCode;
          if (status === 201) ids.push(answer.json().wasteTrackingId);
        }
        expect(status).toBe(503);
        expect(told.text()).toMatch(/the answer is 503: .*(?:full|no space|I\/O)/);
        execFileSync('mount', ['-o', 'remount,size=50m', disk]);
        ids.push(await createMovement(mock, receiptWith()));
        for (const id of ids) expect(await mock.store.movement(id)).toMatchObject({ revision: 1 });
        expect((await mock.store.exchanges({})).filter(({ response }) => response.status === 201)).toHaveLength(
          ids.length,
        );
        await closed(mock);
      } finally {
        told.restore();
        execFileSync('umount', ['-l', disk]);
      }
    },
  );
});

describe('a corrupt file', () => {
  /** Data of many receipts, a part of one of its files written over. */
  async function corrupted(name: string, file: string, at: number): Promise<{ folder: string; ids: string[] }> {
    const folder = join(root, name);
    const mock = await mockOn(folder);
    const ids: string[] = [];
    for (let count = 0; count < 40; count++) ids.push(await createMovement(mock, receiptWith()));
    await closed(mock);
    const path = join(folder, file);
    const size = file === 'rehearsal.sqlite' ? 8192 : 10;
    const place = Math.floor((statSync(path).size * at) / size) * size;
    const handle = openSync(path, 'r+');
    writeSync(handle, Buffer.alloc(size, 0xa5), 0, size, place);
    closeSync(handle);
    return { folder, ids };
  }

  it('at its beginning is refused on start, with the file and the way out', async () => {
    const { folder } = await corrupted('corrupt-head', 'rehearsal.sqlite', 0);
    expect(() => openSqliteStore({ folder })).toThrow(StoreError);
    expect(() => openSqliteStore({ folder })).toThrow(
      /^cannot use .*rehearsal\.sqlite as the mock's data: .*--memory$/,
    );
  });

  it.each([0.3, 0.5, 0.7, 0.9])(
    'at %d of its length is refused on start, or answered with 503, never with a lie',
    async (at) => {
      const { folder, ids } = await corrupted(`corrupt-${at}`, 'rehearsal.sqlite', at);
      const told = terminal();
      try {
        const mock = await mockOn(folder);
        for (const id of ids) {
          const answer = await mock.app.inject({ url: `/_rehearsal/movements/${id}`, headers: { host: 'localhost' } });
          expect([200, 503]).toContain(answer.statusCode);
          if (answer.statusCode === 200) expect(answer.json().receipt).toEqual(receiptWith());
        }
        await closed(mock);
      } catch (error) {
        if (!(error instanceof StoreError) && (error as Error).name !== 'StoreUnavailable') throw error;
      } finally {
        told.restore();
      }
    },
  );

  it.each([0, 0.3, 0.5, 0.7, 0.99])(
    'of the journal, at %d of its length, is refused on start, with the place',
    async (at) => {
      const { folder } = await corrupted(`corrupt-journal-${at}`, 'journal-000001.log', at);
      expect(() => openSqliteStore({ folder })).toThrow(StoreError);
      expect(() => openSqliteStore({ folder })).toThrow(/journal-000001\.log is damaged at byte \d+: .*copy.*--data$/);
      // Nor is anything cut off.
      expect(() => openSqliteStore({ folder })).toThrow(StoreError);
    },
  );
});

describe('a folder that another mock is using', () => {
  it('is refused, by its name and with the ways out, and free again when that has ended', async () => {
    const folder = join(root, 'shared');
    const first = openSqliteStore({ folder });
    expect(() => openSqliteStore({ folder })).toThrow(StoreError);
    expect(() => openSqliteStore({ folder })).toThrow(/^another mock is using .*shared: stop it, .*--data, .*--store$/);
    // Whoever only looks is let in.
    const looking = openSqliteStore({ folder }, { readOnly: true });
    expect(await looking.lastPosition()).toBe(0);
    await looking.close();
    await first.close();
    await openSqliteStore({ folder }).close();
  });
});

describe.each([1, 2])('data of version %d', (version) => {
  /** As that version wrote it: receipts, one of them updated; in version 2 also one whose exchange was forgotten. */
  const file = join(import.meta.dirname, 'fixtures', `data-of-version-${version}.sqlite`);

  it('is not looked at before a mock has brought it up to date, and is left as it was', () => {
    const folder = join(root, `version-${version}-looked-at`);
    mkdirSync(folder);
    const copy = join(folder, 'rehearsal.sqlite');
    copyFileSync(file, copy);
    expect(() => openSqliteStore({ folder }, { readOnly: true })).toThrow(
      new RegExp(`was written by an older receipt-rehearsal \\(data version ${version}\\): start a mock on it once`),
    );
    expect(readFileSync(copy).equals(readFileSync(file))).toBe(true);
  });

  it('is brought up to date with all that is in it, and counts on', async () => {
    const folder = join(root, `version-${version}`);
    mkdirSync(folder);
    copyFileSync(file, join(folder, 'rehearsal.sqlite'));
    const store = openSqliteStore({ folder });
    const { ids, journal, receipts } = JSON.parse(readFileSync(`${file}.json`, 'utf8'));
    expect(await store.exchanges({})).toEqual(journal);
    expect(await Promise.all(ids.map((id: string) => store.revisions(id)))).toEqual(receipts);
    const next = await store.newTrackingId(new Date('2026-11-20'));
    expect(ids).not.toContain(next.wasteTrackingId);
    expect(await store.client('rehearsal-client')).toMatchObject({ name: 'Default client' });
    await store.close();
    const again = openSqliteStore({ folder });
    expect(await again.exchanges({})).toEqual(journal);
    await replaceReceipt(again, ids[0], receiptWith({ yourUniqueReference: 'WB-9' }));
    expect(await again.revisions(ids[0])).toHaveLength(receipts[0].length + 1);
    await again.trim({ count: 0, withReceipts: true });
    const left = await Promise.all(ids.map((id: string) => again.movement(id)));
    // Of version 1 nobody knows which exchange left what.
    if (version === 2) expect(left).toEqual([undefined, undefined, undefined]);
    await again.close();
  });

  it('is brought up to date as well where an attempt at that was broken off', async () => {
    const folder = join(root, `version-${version}-broken-off`);
    mkdirSync(folder);
    copyFileSync(file, join(folder, 'rehearsal.sqlite'));
    openDatabase(join(folder, 'rehearsal.sqlite')).close();
    writeFileSync(join(folder, 'journal-000001.log'), 'half a frame of the first attempt');
    const store = openSqliteStore({ folder });
    expect(await store.exchanges({})).toEqual(JSON.parse(readFileSync(`${file}.json`, 'utf8')).journal);
    await store.close();
  });
});
