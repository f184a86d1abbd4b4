import { recordedAndReported } from './expectations/recorded-once.ts';
import { failuresAreExplained } from './expectations/reported-outcome.ts';
import { theAttemptsStayFew, theWaitsGrow } from './expectations/retries.ts';
import { alwaysTooManyRequests } from './preconditions/faults.ts';
import { submitAgainUnlessAccepted, submitOneReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const l03: BehaviourScenario = {
  id: 'L03',
  title: '429 on every attempt for a while',
  requirement: 'terms:T04',
  category: { area: 'Pressure', weight: '' },
  given: [alwaysTooManyRequests],
  tasks: [submitOneReceipt, submitAgainUnlessAccepted],
  then: [theWaitsGrow, theAttemptsStayFew, ...recordedAndReported, failuresAreExplained],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
