import { tokenLifetime } from './token-issuer.ts';

/** Tokens that expire earlier than they say. */
export interface ShortLives {
  /** Shortens a token's life to so many seconds or uses, whichever ends first. */
  shorten(token: string, life: { seconds?: number; uses?: number }, now: Date): void;
  /** Counts one use of a token. False where its shortened life was over; true for any other token. */
  use(token: string, now: Date): boolean;
  forget(): void;
}

interface Life {
  /** When it ends, and when the token would have expired by itself, in milliseconds since 1970. */
  end: number;
  usualEnd: number;
  usesLeft: number;
}

export function shortLives(): ShortLives {
  const lives = new Map<string, Life>();
  return {
    shorten: (token, { seconds = tokenLifetime, uses = Number.POSITIVE_INFINITY }, now) => {
      // In the order of their issue: what is over by its own word needs no memory.
      for (const [old, { usualEnd }] of lives) {
        if (usualEnd > now.getTime()) break;
        lives.delete(old);
      }
      const usualEnd = now.getTime() + tokenLifetime * 1000;
      lives.set(token, { end: now.getTime() + seconds * 1000, usualEnd, usesLeft: uses });
    },
    use: (token, now) => {
      const life = lives.get(token);
      if (life === undefined) return true;
      if (life.usesLeft <= 0 || now.getTime() >= life.end) return false;
      life.usesLeft -= 1;
      return true;
    },
    forget: () => lives.clear(),
  };
}
