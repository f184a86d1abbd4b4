import { recordedAndReported } from './expectations/recorded-once.ts';
import { theTokenIsRenewedOnce } from './expectations/tokens.ts';
import { theTokenExpiresEarly } from './preconditions/faults.ts';
import { submitAllReceipts } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const a03: BehaviourScenario = {
  id: 'A03',
  title: 'The token expires early',
  requirement: 'terms:T03',
  category: { area: 'Token', weight: '' },
  given: [theTokenExpiresEarly],
  tasks: [submitAllReceipts(4)],
  then: [theTokenIsRenewedOnce, ...recordedAndReported],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
