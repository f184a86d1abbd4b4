import { afterAll, describe, expect, test } from 'vitest';
import { crashUnderLoad } from './testing/crash-test.ts';
import { temporaryFolder } from './testing/run-command.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** `npm run crash-test` does more, and waits longer. */
const extent = { kills: 6, maxMs: 100 };

describe('a mock that is killed under load', { timeout: 120_000 }, () => {
  test('has kept everything that it acknowledged, complete and in order', async () => {
    const done = await crashUnderLoad({ ...extent, args: ['--data', folder.path('data')] });
    expect(done).toMatchObject({ kills: extent.kills, lost: [] });
    // Otherwise nothing could be lost.
    expect(done.created).toBeGreaterThan(20);
    expect(done.updated).toBeGreaterThan(5);
  });
});
