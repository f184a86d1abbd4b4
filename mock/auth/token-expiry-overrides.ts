import { createHash } from 'node:crypto';
import type { Shared } from '../context.ts';
import { tokenLifetime } from './issue-token.ts';

/** Tokens that expire before the time that they state. */
export interface TokenExpiryOverrides {
  /** Limits a token to N seconds or N uses, whichever ends first. */
  add(token: string, life: { seconds?: number; uses?: number }, now: Date): Promise<void>;
  /** Counts one use of a token. Returns false if its shortened life has ended; true for any other token. */
  use(token: string, now: Date): Promise<boolean>;
  forget(): Promise<void>;
}

export function tokenExpiryOverrides(shared: Shared): TokenExpiryOverrides {
  return {
    add: (token, { seconds = tokenLifetime, uses }, now) =>
      shared.change((state) => {
        // A token past its stated expiry needs no override.
        const lives = state.tokenExpiryOverrides.filter(({ usualEnd }) => usualEnd > now.getTime());
        const [end, usualEnd] = [seconds, tokenLifetime].map((life) => now.getTime() + life * 1000);
        state.tokenExpiryOverrides = [
          ...lives,
          { token: hash(token), end: end ?? 0, usualEnd: usualEnd ?? 0, usesLeft: uses ?? null },
        ];
      }),
    use: async (token, now) => {
      if (shared.state.tokenExpiryOverrides.length === 0) return true;
      const wanted = hash(token);
      if (!shared.state.tokenExpiryOverrides.some((life) => life.token === wanted)) return true;
      return shared.change((state) => {
        const life = state.tokenExpiryOverrides.find((each) => each.token === wanted);
        if (life === undefined) return true;
        if (life.usesLeft === 0 || now.getTime() >= life.end) return false;
        if (life.usesLeft !== null) life.usesLeft -= 1;
        return true;
      });
    },
    forget: () =>
      shared.change((state) => {
        state.tokenExpiryOverrides = [];
      }),
  };
}

/** Returns the hash of a token, which alone is shared: a token grants access. */
function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
