import { recordedAndReported } from './expectations/recorded-once.ts';
import { failuresAreExplained } from './expectations/reported-outcome.ts';
import { theAttemptsStayFew } from './expectations/retries.ts';
import { answersWith } from './preconditions/faults.ts';
import { submitAgainUnlessAccepted, submitOneReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const d01: BehaviourScenario = {
  id: 'D01',
  title: '502, then 503, then accepted',
  requirement: 'terms:T06',
  category: { area: 'Loss', weight: '' },
  given: [answersWith('the service answers 502, then 503, and stores nothing', [502, 503])],
  tasks: [submitOneReceipt, submitAgainUnlessAccepted],
  then: [theAttemptsStayFew, ...recordedAndReported, failuresAreExplained],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
