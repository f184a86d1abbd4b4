import { createHash } from 'node:crypto';
import type { Store } from './store/store.ts';

/** The client that is there out of the box. Not a secret: it opens nothing but a mock. */
export const defaultClient = { clientId: 'rehearsal-client', clientSecret: 'rehearsal-secret' } as const;

/** Ten API codes that are there out of the box, each of an organisation of its own. Chosen to be told apart at sight. */
export const dummyApiCodes: readonly string[] = [...'123456789a'].map(
  (digit) => `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`,
);

/** How a client secret is kept. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/**
 * Puts the default client and the ten dummy organisations into a store that does not have them yet. `secretHash` is the
 * secret that the client is to have, whatever it has; without one it keeps its own.
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
