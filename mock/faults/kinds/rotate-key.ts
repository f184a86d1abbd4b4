import type { FaultEffect } from '../fault-effect.ts';

/** Replaces the signing key. Where the plan names a client, only that client's tokens of the former ones are refused. */
export function rotateKey(client: string | undefined): FaultEffect {
  return {
    text: 'the signing key was changed before the token was looked at. Tokens of the former one are refused.',
    before: async ({ context }) => {
      await (await context.keys).rotate(client);
      return 'goes on';
    },
  };
}
