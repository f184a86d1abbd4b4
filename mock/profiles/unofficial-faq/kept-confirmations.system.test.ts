import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore, type StoreLocation } from '../../store/open-store.ts';
import { createMovement, type OpenMock, openMock } from '../../testing/open-mock.ts';
import { withoutPostgres } from '../../testing/postgres-server.ts';
import { firstApiCode, receiptWith } from '../../testing/receipt-with.ts';
import { sharedPostgres } from '../../testing/shared-postgres.ts';

const profile = 'unofficial-faq';

async function confirm({ send }: OpenMock, id: string, amount: number) {
  const weight = { metric: 'Kilograms', amount, isEstimate: false };
  const { statusCode, body } = await send('PUT', `/confirmations/${id}`, { body: { apiCode: firstApiCode, weight } });
  return { statusCode, body };
}

const folder = mkdtempSync(join(tmpdir(), 'unofficial-faq-'));
afterAll(() => rmSync(folder, { recursive: true }));
const places: readonly [string, () => Promise<StoreLocation>][] = [
  ['a folder', async () => ({ folder })],
  ...(withoutPostgres === false
    ? [
        ['PostgreSQL', async () => ({ url: await sharedPostgres().newDatabase() })] as [
          string,
          () => Promise<StoreLocation>,
        ],
      ]
    : []),
];

const sixty = receiptWith({ 'wasteItems.0.weight': { metric: 'Kilograms', amount: 60, isEstimate: false } });

describe.each(places)('in %s', (_, newPlace) => {
  it('one of many confirmations at once is the first, and it outlasts a restart', async () => {
    const place = await newPlace();
    let store = await openStore(place);
    let open = await openMock({ profile, store });
    const id = await createMovement(open, sixty);
    const amounts = [60, 61, 62, 60, 61, 62];
    const answers = await Promise.all(amounts.map((amount) => confirm(open, id, amount)));
    const accepted = answers.filter(({ statusCode }) => statusCode === 200);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 200, 400, 400, 400, 400]);
    expect(new Set(accepted.map(({ body }) => body)).size).toBe(1);
    await open.app.close();
    await store.close();
    store = await openStore(place);
    open = await openMock({ profile, store });
    const after = await Promise.all([60, 61, 62].map((amount) => confirm(open, id, amount)));
    expect(after.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 400, 400]);
    expect(after.find(({ statusCode }) => statusCode === 200)?.body).toBe(accepted[0]?.body);
    await open.app.close();
    await store.close();
  });
});
