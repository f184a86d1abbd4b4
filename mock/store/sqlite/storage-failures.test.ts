import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { loadContract } from '../../../spec/contract/contract.ts';
import { buildMock } from '../../build-mock.ts';
import { seedDefaults } from '../../default-data.ts';
import { createMovement, type OpenMock, openMock } from '../../testing/open-mock.ts';
import { receiptWith } from '../../testing/receipt-with.ts';
import { StoreError } from '../store.ts';
import { openSqliteStore } from './sqlite-store.ts';

const root = mkdtempSync(join(tmpdir(), 'storage-failures-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function mockOn(folder: string): Promise<OpenMock> {
  return openMock({ store: openSqliteStore({ folder }) });
}

async function closed({ app, store }: OpenMock): Promise<void> {
  await app.close();
  await store.close();
}

/** Captures what is written to the terminal. */
function terminal(): { text: () => string; restore: () => void } {
  const spy = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return { text: () => spy.mock.calls.map(([chunk]) => String(chunk)).join(''), restore: () => spy.mockRestore() };
}

describe('a database that another process has locked', () => {
  it('makes the mock respond 503 and store nothing, and is used again as soon as possible', async () => {
    const folder = join(root, 'locked');
    const mock = await mockOn(folder);
    const id = await createMovement(mock, receiptWith());
    const shell = new DatabaseSync(join(folder, 'rehearsal.sqlite'));
    shell.exec('BEGIN IMMEDIATE');
    const stderr = terminal();
    const update = receiptWith({ yourUniqueReference: 'WB-2' });
    const answers = await Promise.all([
      mock.send('POST', '/movements/receive', { body: receiptWith() }),
      mock.send('PUT', `/movements/${id}/receive`, { body: update }),
      mock.send('POST', '/movements/receive', { body: {} }),
    ]);
    const unavailable = { statusCode: 503, error: 'Service Unavailable', message: 'Service Unavailable' };
    expect(answers.map((answer) => answer.json())).toEqual([unavailable, unavailable, unavailable]);
    expect(stderr.text()).toMatch(/the data cannot be used at the moment, the response is 503: database is locked/);
    stderr.restore();
    // Reads still work.
    expect(await mock.store.revisions(id)).toEqual([{ revision: 1, receipt: receiptWith() }]);
    shell.exec('COMMIT');
    shell.close();
    expect(await mock.store.lastPosition()).toBe(1);
    const next = await createMovement(mock, receiptWith());
    expect((await mock.send('PUT', `/movements/${id}/receive`, { body: update })).statusCode).toBe(200);
    const content = async ({ store }: OpenMock) => [
      await store.revisions(id),
      await store.revisions(next),
      (await store.exchanges({})).map(({ seq, response }) => [seq, response.status]),
    ];
    const stored = await content(mock);
    expect(stored[2]).toEqual([201, 201, 200].map((status, index) => [index + 1, status]));
    await closed(mock);
    const reopened = await mockOn(folder);
    expect(await content(reopened)).toEqual(stored);
    await closed(reopened);
  });

  it('delays the signing key: it is created as soon as possible', async () => {
    const folder = join(root, 'locked-at-first');
    const store = openSqliteStore({ folder });
    await seedDefaults(store);
    const shell = new DatabaseSync(join(folder, 'rehearsal.sqlite'));
    shell.exec('BEGIN IMMEDIATE');
    const stderr = terminal();
    const app = buildMock({ contract: loadContract({ ruleSet: 'observed' }), store });
    expect((await app.inject({ url: '/.well-known/jwks.json' })).statusCode).toBe(503);
    shell.exec('COMMIT');
    shell.close();
    expect((await app.inject({ url: '/.well-known/jwks.json' })).json().keys).toHaveLength(1);
    stderr.restore();
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
      // In a container even root may not be allowed to mount.
      return false;
    }
  }

  it.skipIf(!isRoot)(
    'makes the mock respond 503, keeps what was acknowledged, and recovers when there is space',
    async ({ skip }) => {
      if (!mounted()) skip('no file system can be mounted here');
      const stderr = terminal();
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
        expect(stderr.text()).toMatch(/the response is 503: .*(?:full|no space|I\/O)/);
        execFileSync('mount', ['-o', 'remount,size=50m', disk]);
        ids.push(await createMovement(mock, receiptWith()));
        for (const id of ids) expect(await mock.store.movement(id)).toMatchObject({ revision: 1 });
        expect((await mock.store.exchanges({})).filter(({ response }) => response.status === 201)).toHaveLength(
          ids.length,
        );
        await closed(mock);
      } finally {
        stderr.restore();
        execFileSync('umount', ['-l', disk]);
      }
    },
  );
});

describe('a corrupt file', () => {
  /** Creates data of many receipts with one page of the file overwritten. */
  async function corrupted(name: string, at: number): Promise<{ folder: string; ids: string[] }> {
    const folder = join(root, name);
    const mock = await mockOn(folder);
    const ids: string[] = [];
    for (let count = 0; count < 40; count++) ids.push(await createMovement(mock, receiptWith()));
    await closed(mock);
    const path = join(folder, 'rehearsal.sqlite');
    const size = 8192;
    const place = Math.floor((statSync(path).size * at) / size) * size;
    const handle = openSync(path, 'r+');
    writeSync(handle, Buffer.alloc(size, 0xa5), 0, size, place);
    closeSync(handle);
    return { folder, ids };
  }

  it('corrupt at its beginning is refused on start, with the file and the fix', async () => {
    const { folder } = await corrupted('corrupt-head', 0);
    expect(() => openSqliteStore({ folder })).toThrow(StoreError);
    expect(() => openSqliteStore({ folder })).toThrow(
      /^cannot use .*rehearsal\.sqlite as the mock's data: .*--memory$/,
    );
  });

  it.each([0.3, 0.5, 0.7, 0.9])(
    'at %d of its length is refused on start, or answered with 503, never with a lie',
    async (at) => {
      const { folder, ids } = await corrupted(`corrupt-${at}`, at);
      const stderr = terminal();
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
        stderr.restore();
      }
    },
  );
});

describe('a folder that another mock is using', () => {
  it('is refused, by name and with the fixes, and free again when that mock has ended', async () => {
    const folder = join(root, 'shared');
    const first = openSqliteStore({ folder });
    expect(() => openSqliteStore({ folder })).toThrow(StoreError);
    expect(() => openSqliteStore({ folder })).toThrow(/^another mock is using .*shared: stop it, .*--data, .*--store$/);
    // A read-only user gets in.
    const looking = openSqliteStore({ folder }, { readOnly: true });
    expect(await looking.lastPosition()).toBe(0);
    await looking.close();
    await first.close();
    await openSqliteStore({ folder }).close();
  });
});
