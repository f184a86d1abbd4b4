import type { JWK } from 'jose';
import type { Store } from '../store/store.ts';
import {
  loadTokenSigningKey,
  publicKeyOf,
  saveNewSigningKey,
  type TokenSigningKey,
  type VerifyingKey,
} from './issue-token.ts';
import { claimedClient, claimedKey, issuedTo, tokenIn, tokenLikeIn } from './verify-token.ts';

/** The signing keys of the mock's tokens: the current one, and former ones that are still valid for some clients. */
export interface KeyRing {
  /** Returns the key that signs new tokens. */
  current(): TokenSigningKey;
  /**
   * Returns the key to verify a header's token with: a former key if the token names one that is still valid for its
   * client.
   */
  keyFor(header: string | undefined): VerifyingKey;
  /**
   * Returns the client that the token in a header was issued to, even if the token has expired or its key was changed
   * since; null without a token or with a forged one.
   */
  clientOf(header: string | undefined): Promise<string | null>;
  /** Returns the keys as published at `/.well-known/jwks.json`, the newest first. */
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
  /** The clients whose tokens are refused; `everyone` for a key that is kept only to know whose a token was. */
  refusedFor: string[] | 'everyone';
}

/** How many keys that are refused for everyone are kept. */
const maxRefused = 20;

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
      const kid = claimedKey(tokenIn(header));
      const named = former.find(({ key }) => key.kid === kid);
      if (named === undefined || named.refusedFor === 'everyone') return current;
      return named.refusedFor.includes(claimedClient(header) ?? '') ? current : named.key;
    },
    clientOf: async (header) => {
      const token = tokenLikeIn(header);
      if (token === undefined) return null;
      const kid = claimedKey(token);
      return issuedTo(token, former.find(({ key }) => key.kid === kid)?.key ?? current);
    },
    published: () =>
      [current, ...former.filter(({ refusedFor }) => refusedFor !== 'everyone')].map(({ publicJwk }) => publicJwk),
    rotate: async (clientId) => {
      const next = await saveNewSigningKey(store);
      const retired = { publicJwk: current.publicJwk, refusedFor: [], key: current };
      const all = [retired, ...former].map((each) => ({ ...each, refusedFor: refusedAlso(each.refusedFor, clientId) }));
      const oldest = all.filter(({ refusedFor }) => refusedFor === 'everyone').slice(maxRefused);
      former = all.filter((each) => !oldest.includes(each));
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

function refusedAlso(before: Former['refusedFor'], clientId: string | undefined): Former['refusedFor'] {
  return before === 'everyone' || clientId === undefined ? 'everyone' : [...before, clientId];
}

async function read(store: Store) {
  const current = await loadTokenSigningKey(store);
  const stored = JSON.parse((await store.setting(setting)) ?? '[]') as Former[];
  return [current, await Promise.all(stored.map(withKey))] as const;
}

async function withKey({ publicJwk, refusedFor }: Former) {
  return { publicJwk, refusedFor, key: await publicKeyOf(publicJwk) };
}
