import { submitAgainUnlessAccepted, submitOneReceipt } from '../asks.ts';
import type { BehaviourScenario } from '../behaviour.ts';
import { alwaysTooManyRequests } from '../circumstances/faults.ts';
import { theAttemptsStayFew } from '../duties/attempts.ts';
import { theWaitsGrow } from '../duties/back-off.ts';
import { failuresAreExplained } from '../duties/honest-outcome.ts';
import { recordedAndReported } from '../duties/recorded.ts';

export const l03: BehaviourScenario = {
  id: 'L03',
  title: 'Refused for as long as it tries',
  requirement: 'terms:T04',
  category: { area: 'Pressure', weight: '' },
  given: [alwaysTooManyRequests],
  tasks: [submitOneReceipt, submitAgainUnlessAccepted],
  then: [theWaitsGrow, theAttemptsStayFew, ...recordedAndReported, failuresAreExplained],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
