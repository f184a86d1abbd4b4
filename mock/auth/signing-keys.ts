import type { JWK } from 'jose';
import type { Store } from '../store/store.ts';
import {
  loadTokenSigningKey,
  publicKeyOf,
  saveNewSigningKey,
  type TokenSigningKey,
  type VerifyingKey,
} from './issue-token.ts';
import { claimedClient, claimedKey } from './verify-token.ts';

/** The signing keys of the mock's tokens: the current one, and former ones that are still valid for some clients. */
export interface KeyRing {
  /** The key that signs new tokens. */
  current(): TokenSigningKey;
  /**
   * Returns the key to verify a header's token with: a former key if the token names one that is still valid for its
   * client.
   */
  keyFor(header: string | undefined): VerifyingKey;
  /** The keys as published at `/.well-known/jwks.json`, the newest first. */
  published(): JWK[];
  /**
   * Changes the signing key. Tokens of former keys are refused: those of one client, or of every client if none is
   * given.
   */
  rotate(clientId?: string): Promise<void>;
  /** Reads the keys again if another process changed them. */
  catchUp(): Promise<void>;
}

interface Former {
  publicJwk: JWK;
  refusedFor: string[];
}

const setting = 'former-signing-keys';

/**
 * Returns the store's keys, made on first use, so that tokens stay valid, or refused, when the mock restarts on the
 * same data.
 */
export async function loadKeyRing(store: Store): Promise<KeyRing> {
  const { shared } = store;
  let version = shared.state.keysVersion;
  let [current, former] = await read(store);
  return {
    current: () => current,
    keyFor: (header) => {
      // The token is parsed for its key id only if the key was ever changed.
      if (former.length === 0) return current;
      const kid = claimedKey(header);
      const named = former.find(({ key }) => key.kid === kid);
      return named === undefined || named.refusedFor.includes(claimedClient(header) ?? '') ? current : named.key;
    },
    published: () => [current, ...former].map(({ publicJwk }) => publicJwk),
    rotate: async (clientId) => {
      const next = await saveNewSigningKey(store);
      const retired = { publicJwk: current.publicJwk, refusedFor: [], key: current };
      former =
        clientId === undefined
          ? []
          : [retired, ...former].map((each) => ({ ...each, refusedFor: [...each.refusedFor, clientId] }));
      current = next;
      const remembered = former.map(({ publicJwk, refusedFor }): Former => ({ publicJwk, refusedFor }));
      await store.saveSetting(setting, JSON.stringify(remembered));
      version = await shared.change((state) => (state.keysVersion += 1));
    },
    catchUp: async () => {
      const wanted = shared.state.keysVersion;
      if (version === wanted) return;
      [current, former] = await read(store);
      version = wanted;
    },
  };
}

async function read(store: Store) {
  const current = await loadTokenSigningKey(store);
  const stored = JSON.parse((await store.setting(setting)) ?? '[]') as Former[];
  return [current, await Promise.all(stored.map(withKey))] as const;
}

async function withKey({ publicJwk, refusedFor }: Former) {
  return { publicJwk, refusedFor, key: await publicKeyOf(publicJwk) };
}
