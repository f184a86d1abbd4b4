import { createHash } from 'node:crypto';
import type { Store } from './store/store.ts';

/** The default client. Its secret is not confidential: it gives access to a mock only. */
export const defaultClient = { clientId: 'rehearsal-client', clientSecret: 'rehearsal-secret' } as const;

/**
 * The ten dummy API codes that are published for the test environment, each of an organisation of its own (assumption).
 * The tenth is published with one digit too many; the service's own tests use it without.
 */
export const dummyApiCodes: readonly string[] = [
  '1f83215e-4b90-4785-9ab2-2614839aa2e9',
  'c1611aa6-e1ae-487f-9768-cb2b5e5b8afb',
  '5a6058cc-ac78-47e1-b1b3-37b5eca15cb2',
  '6f1f80e3-5c77-46cb-9766-f3d0f28039a6',
  '1a4a1076-f3c9-4aee-8b80-f548e1d745bb',
  '98093f51-a0b8-41a4-a349-a533a0dffd97',
  'a3e264b7-21c1-4c6f-ae7e-52305336bbdd',
  '3ec44d7a-e319-494b-b8bb-d156d7004b61',
  '17ea0c22-668a-41b2-b5ad-83c954f314f1',
  '75ff9140-8617-406e-9163-2ba4907e645b',
];

/** Returns the form in which a client secret is stored. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/**
 * Adds the default client and the ten dummy organisations to a store that does not have them yet. `secretHash` replaces
 * the client's secret; without it the client keeps its own.
 */
export async function seedDefaults(store: Store, secretHash?: string): Promise<void> {
  const { clientId, clientSecret } = defaultClient;
  const client = await store.client(clientId);
  if (client === undefined || (secretHash !== undefined && client.secretHash !== secretHash)) {
    const name = client?.name ?? 'Default client';
    await store.saveClient({ clientId, secretHash: secretHash ?? hashSecret(clientSecret), name });
  }
  await seedOrganisations(store);
}

/** Adds the ten dummy organisations to a store that does not have them yet. */
export async function seedOrganisations(store: Store): Promise<void> {
  for (const [index, code] of dummyApiCodes.entries()) {
    if ((await store.apiCode(code)) !== undefined) continue;
    const organisationId = `dummy-organisation-${index + 1}`;
    await store.saveOrganisation({ organisationId, serviceChargeExpiry: null });
    await store.saveApiCode({ code, organisationId, isDisabled: false });
  }
}
