import type { FaultEffect } from '../fault-effect.ts';

/** The token of a request that the service refuses as expired from then on. See `token-faults.ts`. */
export const expireToken: FaultEffect = {
  text: 'the token of this request has expired, whatever it says itself.',
};
