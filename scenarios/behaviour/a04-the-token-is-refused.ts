import { recordedAndReported } from './expectations/recorded-once.ts';
import { theTokenIsRenewedOnce } from './expectations/tokens.ts';
import { theKeyIsChanged } from './preconditions/faults.ts';
import { submitAllReceipts } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const a04: BehaviourScenario = {
  id: 'A04',
  title: 'The service no longer knows the token',
  requirement: 'terms:T03',
  category: { area: 'Token', weight: '' },
  given: [theKeyIsChanged],
  tasks: [submitAllReceipts(3)],
  then: [theTokenIsRenewedOnce, ...recordedAndReported],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
