import { recordedAndReported } from './expectations/recorded-once.ts';
import { retryAfterIsHonoured } from './expectations/retries.ts';
import { tooManyRequestsWithRetryAfter } from './preconditions/faults.ts';
import { submitOneReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

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
