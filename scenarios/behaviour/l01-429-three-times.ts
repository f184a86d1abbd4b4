import { recordedAndReported } from './expectations/recorded-once.ts';
import { theAttemptsStayFew, theWaitsGrow } from './expectations/retries.ts';
import { answersWith } from './preconditions/faults.ts';
import { submitOneReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const l01: BehaviourScenario = {
  id: 'L01',
  title: '429 three times, then accepted',
  requirement: 'terms:T04',
  category: { area: 'Pressure', weight: '' },
  given: [answersWith('the service refuses the first three attempts with 429', 'receiveMovement', [429, 429, 429])],
  tasks: [submitOneReceipt],
  then: [theWaitsGrow, theAttemptsStayFew, ...recordedAndReported],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
