import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { keepReceipt } from '../testing/stored.ts';
import { openSqliteStore } from './sqlite-store.ts';

const { glances } = vi.hoisted(() => ({ glances: { failing: 0 } }));
vi.mock('./find-end.ts', async (load) => {
  const real = await load<typeof import('./find-end.ts')>();
  return {
    ...real,
    findEnd: (...args: Parameters<typeof real.findEnd>) => {
      if (glances.failing-- > 0) throw real.missing('data', 1);
      return real.findEnd(...args);
    },
  };
});

const root = mkdtempSync(join(tmpdir(), 'looking-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('looks a second time where a mock may have let go of a file between two glances, and no third time', async () => {
  const store = openSqliteStore({ folder: root });
  const id = await keepReceipt(store, { receipt: {} });
  glances.failing = 1;
  const looking = openSqliteStore({ folder: root }, { readOnly: true });
  expect(await looking.movement(id)).toMatchObject({ revision: 1 });
  await looking.close();
  glances.failing = 2;
  expect(() => openSqliteStore({ folder: root }, { readOnly: true })).toThrow('is not there');
  await store.close();
});
