import { delay } from './delay.ts';
import { drip } from './drip.ts';
import { earlyExpiry } from './early-expiry.ts';
import { expireToken } from './expire-token.ts';
import type { FaultDescription } from './fault-description.ts';
import { lostAnswer } from './lost-answer.ts';
import { malformedJson } from './malformed-json.ts';
import { reset } from './reset.ts';
import { rotateKey } from './rotate-key.ts';
import { status } from './status.ts';
import { truncated } from './truncated.ts';

/** Every kind of fault. A new one is its own file and one line here; its effect is one line in `mock/faults/effects.ts`. */
const kinds = [
  status,
  delay,
  reset,
  lostAnswer,
  truncated,
  drip,
  malformedJson,
  earlyExpiry,
  expireToken,
  rotateKey,
] as const;

type FaultOf<Description> = Description extends FaultDescription<infer Of> ? Of : never;

/** An injected failure, as it is planned. A closed set: the kinds of the list. */
export type Fault = FaultOf<(typeof kinds)[number]>;
export type FaultKind = Fault['kind'];

export const faultDescriptions: readonly FaultDescription<Fault>[] = kinds;

/** Maps each kind to a value of it, such as its words. */
export function byFaultKind<T>(pick: (description: FaultDescription<Fault>) => T): Readonly<Record<FaultKind, T>> {
  return Object.fromEntries(faultDescriptions.map((each) => [each.kind, pick(each)])) as Record<FaultKind, T>;
}
