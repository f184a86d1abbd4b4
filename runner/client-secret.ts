import { isLoopbackName } from '../mock/control/access-control.ts';
import { defaultClient, hashSecret } from '../mock/default-data.ts';
import type { Store } from '../mock/store/store.ts';
import { defaults, secretVariable } from './cli/defaults.ts';
import { UsageError } from './cli/exit-codes.ts';

export interface ClientSecretOptions {
  /** The address to listen on. */
  host: string;
  /** Replaces the published default secret; undefined if none was set. */
  given: string | undefined;
  /** True if other machines may use the published default secret. */
  allowsDefault: boolean;
}

const defaultHash = hashSecret(defaultClient.clientSecret);

/**
 * Returns the hash of the client's secret; undefined to keep the one in the data.
 * @throws UsageError if other machines could use the published default secret.
 */
export async function resolveClientSecret(store: Store, options: ClientSecretOptions): Promise<string | undefined> {
  const { host, given, allowsDefault } = options;
  const wanted = given === undefined ? undefined : hashSecret(given);
  if (isLoopbackName(host) || allowsDefault) return wanted;
  const settled = wanted ?? (await store.client(defaultClient.clientId))?.secretHash ?? defaultHash;
  if (settled !== defaultHash) return settled;
  throw new UsageError(
    `refusing to start: --host ${host} exposes the mock, and ${defaultClient.clientId} still has its published default secret. Set ${secretVariable}, or pass --allow-default-secret. --host ${defaults.host} keeps the mock on this machine`,
  );
}

/** True if the client has a secret other than the published default. */
export async function hasOwnSecret(store: Store): Promise<boolean> {
  return (await store.client(defaultClient.clientId))?.secretHash !== defaultHash;
}
