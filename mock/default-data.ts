import { createHash } from 'node:crypto';
import type { Store } from './store/store.ts';

/** The default client. Its secret is not confidential: it gives access to a mock only. */
export const defaultClient = { clientId: 'rehearsal-client', clientSecret: 'rehearsal-secret' } as const;

/** The ten default API codes, each of its own organisation. Chosen to be easily distinguished. */
export const dummyApiCodes: readonly string[] = [...'123456789a'].map(
  (digit) => `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`,
);

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
  for (const [index, code] of dummyApiCodes.entries()) {
    if ((await store.apiCode(code)) !== undefined) continue;
    const organisationId = `dummy-organisation-${index + 1}`;
    await store.saveOrganisation({ organisationId, serviceChargeExpiry: null });
    await store.saveApiCode({ code, organisationId, isDisabled: false });
  }
}
