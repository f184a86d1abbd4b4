import type { Fault } from '../../../spec/types/fault.ts';
import type { FaultEffect } from '../fault-effect.ts';
import { wait } from './wait.ts';

/** A request that is taken up late, though its client may have gone by then. */
export function delay({ ms }: Extract<Fault, { kind: 'delay' }>): FaultEffect {
  return {
    text: `the request was taken up ${ms} ms late.`,
    before: async ({ context }) => {
      await wait(ms, context.stopping);
      return 'goes on';
    },
  };
}
