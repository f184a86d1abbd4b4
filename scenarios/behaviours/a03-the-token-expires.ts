import { submitAllReceipts } from '../asks.ts';
import type { BehaviourScenario } from '../behaviour.ts';
import { theTokenExpiresAfter } from '../circumstances/faults.ts';
import { recordedAndReported } from '../duties/recorded.ts';
import { theTokenIsRenewedOnce } from '../duties/token.ts';

export const a03: BehaviourScenario = {
  id: 'A03',
  title: 'The token expires half way',
  requirement: 'terms:T03',
  category: { area: 'Token', weight: '' },
  given: [theTokenExpiresAfter(2)],
  tasks: [submitAllReceipts(4)],
  then: [theTokenIsRenewedOnce, ...recordedAndReported],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
