import type { PlannedFault } from '../../../spec/fault.ts';
import { delay } from './delay.ts';
import { drip } from './drip.ts';
import { earlyExpiry } from './early-expiry.ts';
import type { FaultEffect } from './effect.ts';
import { lostAnswer } from './lost-answer.ts';
import { malformedJson } from './malformed-json.ts';
import { reset } from './reset.ts';
import { rotateKey } from './rotate-key.ts';
import { status } from './status.ts';
import { truncated } from './truncated.ts';

/** The effect of a planned fault, of each kind. */
export function effectOf({ fault, client }: PlannedFault): FaultEffect {
  switch (fault.kind) {
    case 'status':
      return status(fault);
    case 'delay':
      return delay(fault);
    case 'reset':
      return reset;
    case 'lost-answer':
      return lostAnswer;
    case 'truncated':
      return truncated;
    case 'drip':
      return drip(fault);
    case 'malformed-json':
      return malformedJson;
    case 'early-expiry':
      return earlyExpiry(fault);
    case 'rotate-key':
      return rotateKey(client);
  }
}
