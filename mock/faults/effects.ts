import type { Fault, FaultKind, PlannedFault } from '../../spec/types/exchange.ts';
import type { FaultEffect } from './fault-effect.ts';
import { lostAnswer, reset } from './kinds/connection-reset.ts';
import { drip, malformedJson, truncated } from './kinds/corrupt-body.ts';
import { delay } from './kinds/delay.ts';
import { earlyExpiry } from './kinds/early-expiry.ts';
import { expireToken } from './kinds/expire-token.ts';
import { rotateKey } from './kinds/rotate-key.ts';
import { status } from './kinds/status.ts';

/** Makes the effect of a fault. `client`: the only client that it is planned for, where the plan names one. */
type MakeEffect<F> = (fault: F, client: string | undefined) => FaultEffect;

/** What each kind of fault does: one line for each, which the compiler asks for. */
const effects: { readonly [Kind in FaultKind]: MakeEffect<Extract<Fault, { kind: Kind }>> } = {
  status,
  delay,
  reset: () => reset,
  'lost-answer': () => lostAnswer,
  truncated: () => truncated,
  drip,
  'malformed-json': () => malformedJson,
  'early-expiry': earlyExpiry,
  'expire-token': () => expireToken,
  'rotate-key': (_fault, client) => rotateKey(client),
};

export function effectOf({ fault, client }: PlannedFault): FaultEffect {
  // Each maker takes the fault of its own kind, which the compiler cannot see through the look-up.
  const make = effects[fault.kind] as MakeEffect<Fault>;
  return make(fault, client);
}
