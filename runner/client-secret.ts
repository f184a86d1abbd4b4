import { isLoopbackName } from '../mock/control/access-control.ts';
import { defaultClient, hashSecret } from '../mock/default-data.ts';
import type { Store } from '../mock/store/store.ts';
import { defaults, secretVariable } from './cli/defaults.ts';
import { UsageError } from './cli/exit-codes.ts';

export interface ClientSecretOptions {
  /** Where the mock is to listen. */
  host: string;
  /** In place of the secret that stands in the manual; undefined where there is no other. */
  given: string | undefined;
  /** Whether other machines may use the secret that stands in the manual. */
  allowsDefault: boolean;
}

const defaultHash = hashSecret(defaultClient.clientSecret);

/**
 * The hash that the client's secret is to have, undefined where it may have any that is in the data.
 * @throws UsageError where other machines could get in with the secret that stands in the manual, or stands in the data
 * from before.
 */
export async function resolveClientSecret(store: Store, wish: ClientSecretOptions): Promise<string | undefined> {
  const { host, given, allowsDefault } = wish;
  const wanted = given === undefined ? undefined : hashSecret(given);
  if (isLoopbackName(host) || allowsDefault) return wanted;
  const settled = wanted ?? (await store.client(defaultClient.clientId))?.secretHash ?? defaultHash;
  if (settled !== defaultHash) return settled;
  throw new UsageError(
    `other machines could reach this mock at ${host}, and the secret of ${defaultClient.clientId} is one that everybody knows: set ${secretVariable} to a secret of your own, or say --allow-default-secret where everybody may get in. --host ${defaults.host} keeps it on this machine`,
  );
}

/** Whether the client has another secret than the one in the manual, which is nobody's but its owner's to tell. */
export async function hasOwnSecret(store: Store): Promise<boolean> {
  return (await store.client(defaultClient.clientId))?.secretHash !== defaultHash;
}
