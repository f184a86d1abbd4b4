import { submitAgainUnlessAccepted, submitOneReceipt } from '../asks.ts';
import type { BehaviourScenario } from '../behaviour.ts';
import { answersWith } from '../circumstances/faults.ts';
import { theAttemptsStayFew } from '../duties/attempts.ts';
import { failuresAreExplained } from '../duties/honest-outcome.ts';
import { recordedAndReported } from '../duties/recorded.ts';

export const d01: BehaviourScenario = {
  id: 'D01',
  title: 'Server errors, then accepted',
  requirement: 'terms:T06',
  category: { area: 'Loss', weight: '' },
  given: [answersWith('the service answers 502, then 503, and stores nothing', 'receiveMovement', [502, 503])],
  tasks: [submitOneReceipt, submitAgainUnlessAccepted],
  then: [theAttemptsStayFew, ...recordedAndReported, failuresAreExplained],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
