import { beforeEach, describe, expect, test } from 'vitest';
import { defaultClient, hashSecret, seedDefaults } from '../mock/default-data.ts';
import { openSqliteStore } from '../mock/store/sqlite/sqlite-store.ts';
import type { Store } from '../mock/store/store.ts';
import { UsageError } from './cli/exit-codes.ts';
import { type ClientSecretOptions, hasOwnSecret, resolveClientSecret } from './client-secret.ts';

let store: Store;
beforeEach(() => {
  store = openSqliteStore('memory');
});

const settle = (wish: Partial<ClientSecretOptions>) =>
  resolveClientSecret(store, { host: '127.0.0.1', given: undefined, allowsDefault: false, ...wish });

const beyond = [
  '0.0.0.0',
  '::',
  '',
  '192.0.2.7',
  'mock.example',
  'localhost.example',
  '127.0.0.1.example',
  '128.0.0.1',
];

describe('the secret of the default client', () => {
  test.each(['127.0.0.1', '127.0.0.2', '::1', 'localhost', 'LOCALHOST'])('may be any at %s', async (host) => {
    await seedDefaults(store, await settle({ host }));
    expect(await hasOwnSecret(store)).toBe(false);
  });

  test.each(beyond)('may not be the published one at “%s”, and both fixes are named', async (host) => {
    const refused = settle({ host });
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(/REHEARSAL_CLIENT_SECRET.*--allow-default-secret/);
    await expect(settle({ host, given: defaultClient.clientSecret })).rejects.toThrow(UsageError);
  });

  test('may be the published one anywhere with --allow-default-secret', async () => {
    expect(await settle({ host: '0.0.0.0', allowsDefault: true })).toBe(undefined);
  });

  test('is the given one, even if the data has the published one', async () => {
    await seedDefaults(store);
    await seedDefaults(store, await settle({ host: '0.0.0.0', given: 'a-secret-of-our-own' }));
    expect((await store.client(defaultClient.clientId))?.secretHash).toBe(hashSecret('a-secret-of-our-own'));
    expect(await hasOwnSecret(store)).toBe(true);
  });

  test('in existing data may not be the published one on other addresses', async () => {
    await seedDefaults(store);
    await expect(settle({ host: '0.0.0.0' })).rejects.toThrow(UsageError);
  });

  test('in existing data is kept if it is not the published one', async () => {
    await seedDefaults(store, hashSecret('a-secret-of-our-own'));
    expect(await settle({ host: '0.0.0.0' })).toBe(hashSecret('a-secret-of-our-own'));
  });
});
