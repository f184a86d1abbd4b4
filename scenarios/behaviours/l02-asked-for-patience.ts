import { submitOneReceipt } from '../asks.ts';
import type { BehaviourScenario } from '../behaviour.ts';
import { tooManyRequestsWithRetryAfter } from '../circumstances/faults.ts';
import { recordedAndReported } from '../duties/recorded.ts';
import { retryAfterIsHonoured } from '../duties/retry-after.ts';

export const l02: BehaviourScenario = {
  id: 'L02',
  title: 'Asked for patience by Retry-After',
  requirement: 'terms:T04',
  category: { area: 'Pressure', weight: '' },
  given: [tooManyRequestsWithRetryAfter],
  tasks: [submitOneReceipt],
  then: [retryAfterIsHonoured, ...recordedAndReported],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
