import { expect, it } from 'vitest';
import { defaultClient, dummyApiCodes, hashSecret, seedDefaults } from './default-data.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';

it('there are ten default API codes, each of its own organisation', async () => {
  const store = openSqliteStore('memory');
  await seedDefaults(store);
  const found = await Promise.all(dummyApiCodes.map((code) => store.apiCode(code)));
  expect(new Set(found.map((apiCode) => apiCode?.organisationId)).size).toBe(10);
  expect(found.map((apiCode) => [apiCode?.isDisabled, apiCode?.serviceChargeExpiry])).toEqual(
    Array(10).fill([false, null]),
  );
  for (const code of dummyApiCodes) {
    expect(code).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

it('there is a default client, its secret stored as a hash', async () => {
  const store = openSqliteStore('memory');
  await seedDefaults(store);
  const client = await store.client(defaultClient.clientId);
  expect(client?.secretHash).toBe(hashSecret(defaultClient.clientSecret));
  expect(JSON.stringify(client)).not.toContain(defaultClient.clientSecret);
});

it('seeding again keeps later changes', async () => {
  const store = openSqliteStore('memory');
  await seedDefaults(store);
  const [code = ''] = dummyApiCodes;
  await store.saveOrganisation({ organisationId: 'dummy-organisation-1', serviceChargeExpiry: '2026-01-01' });
  await store.saveApiCode({ code, organisationId: 'dummy-organisation-1', isDisabled: true });
  await store.saveClient({ clientId: defaultClient.clientId, secretHash: hashSecret('changed'), name: 'Changed' });
  await seedDefaults(store);
  expect(await store.apiCode(code)).toMatchObject({ isDisabled: true, serviceChargeExpiry: '2026-01-01' });
  expect((await store.client(defaultClient.clientId))?.name).toBe('Changed');
});

it('a configured secret replaces the client’s own, and nothing else', async () => {
  const store = openSqliteStore('memory');
  const { clientId } = defaultClient;
  await store.saveClient({ clientId, secretHash: hashSecret('changed'), name: 'Changed' });
  await seedDefaults(store, hashSecret('asked for'));
  expect(await store.client(clientId)).toMatchObject({ secretHash: hashSecret('asked for'), name: 'Changed' });
});
