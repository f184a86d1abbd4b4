import { recordedAndReported } from './expectations/recorded-once.ts';
import { theTokenIsRenewedOnce } from './expectations/tokens.ts';
import { theKeyIsRotated } from './preconditions/faults.ts';
import { submitAllReceipts } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const a04: BehaviourScenario = {
  id: 'A04',
  title: 'The token is refused after a key change',
  requirement: 'terms:T03',
  category: { area: 'Token', weight: '' },
  given: [theKeyIsRotated],
  tasks: [submitAllReceipts(3)],
  then: [theTokenIsRenewedOnce, ...recordedAndReported],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
