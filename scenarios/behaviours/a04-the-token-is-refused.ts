import { submitAllReceipts } from '../asks.ts';
import type { BehaviourScenario } from '../behaviour.ts';
import { theKeyIsChanged } from '../circumstances/faults.ts';
import { recordedAndReported } from '../duties/recorded.ts';
import { theTokenIsRenewedOnce } from '../duties/token.ts';

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
