import { at, type JsonValue } from '../../../spec/json.ts';
import type { Fault } from '../../../spec/types/exchange.ts';
import type { FaultEffect } from '../fault-effect.ts';

type EarlyExpiry = Extract<Fault, { kind: 'early-expiry' }>;

/** Makes a token expire before the time that the token response names. */
export function earlyExpiry(fault: EarlyExpiry): FaultEffect {
  return {
    text: `the token of this answer expires ${inWords(fault)}, whatever it says itself.`,
    replaceBody: async ({ context }, answer) => {
      const token = at(JSON.parse(answer) as JsonValue, 'access_token');
      if (typeof token === 'string') await context.tokenExpiryOverrides.add(token, fault, context.now());
      return answer;
    },
  };
}

function inWords({ seconds, uses }: EarlyExpiry): string {
  const ends = [
    ...(seconds === undefined ? [] : [`in ${seconds} s`]),
    ...(uses === undefined ? [] : [uses === 1 ? 'after 1 use' : `after ${uses} uses`]),
  ];
  return ends.join(' or ');
}
