import { statSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { apiClient, trackingIdIn } from './testing/api-client.ts';
import { startMockProcess, temporaryFolder } from './testing/run-command.ts';
import { testBrief } from './testing/test-brief.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const { movement } = testBrief();

test('with --keep and --forget-receipts the data of a mock stays small', async () => {
  const data = folder.path('small');
  const mock = await startMockProcess(['--data', data, '--keep', '50', '--forget-receipts', '--rate-limit', '0']);
  const client = await apiClient(mock.url);
  const first = await client.send('POST', '/movements/receive', movement);
  for (let round = 0; round < 6; round++) {
    await Promise.all(Array.from({ length: 300 }, () => client.send('POST', '/movements/receive', movement)));
    await expect.poll(() => journalLength(mock.url, 51)).toBeLessThanOrEqual(50);
  }
  expect((await fetch(`${mock.url}/_rehearsal/movements/${trackingIdIn(first)}`)).status).toBe(404);
  await mock.stop();
  // Deleted records make room for new ones; 1,800 receipts with their exchanges take over five megabytes.
  expect(statSync(`${data}/rehearsal.sqlite`).size).toBeLessThan(2_500_000);
});

/** Counts no further than `limit`: each exchange that is shown is explained. */
async function journalLength(url: string, limit: number): Promise<number> {
  const page = (await (await fetch(`${url}/_rehearsal/exchanges?limit=${limit}`)).json()) as { exchanges: unknown[] };
  return page.exchanges.length;
}
