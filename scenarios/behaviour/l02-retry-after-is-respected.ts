import { recordedAndReported } from './expectations/recorded-once.ts';
import { retryAfterIsRespected } from './expectations/retries.ts';
import { tooManyRequestsWithRetryAfter } from './preconditions/faults.ts';
import { submitOneReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const l02: BehaviourScenario = {
  id: 'L02',
  title: 'Retry-After is respected',
  requirement: 'terms:T04',
  category: { area: 'Pressure', weight: '' },
  given: [tooManyRequestsWithRetryAfter],
  tasks: [submitOneReceipt],
  then: [retryAfterIsRespected, ...recordedAndReported],
  productMayBlock: false,
  namedFor: retryAfterIsRespected,
  evaluatesAlone: 'its-own-traffic',
};
