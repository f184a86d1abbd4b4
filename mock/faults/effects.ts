import type { PlannedFault } from '../../spec/types/fault.ts';
import type { FaultEffect } from './fault-effect.ts';
import { reset } from './kinds/connection-reset.ts';
import { truncated } from './kinds/corrupt-body.ts';
import { delay } from './kinds/delay.ts';
import { drip } from './kinds/drip.ts';
import { earlyExpiry } from './kinds/early-expiry.ts';
import { lostAnswer } from './kinds/lost-answer.ts';
import { malformedJson } from './kinds/malformed-json.ts';
import { rotateKey } from './kinds/rotate-key.ts';
import { status } from './kinds/status.ts';

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
