import { submitOneReceipt } from '../asks.ts';
import type { BehaviourScenario } from '../behaviour.ts';
import { answersWith } from '../circumstances/faults.ts';
import { theAttemptsStayFew } from '../duties/attempts.ts';
import { theWaitsGrow } from '../duties/back-off.ts';
import { recordedAndReported } from '../duties/recorded.ts';

export const l01: BehaviourScenario = {
  id: 'L01',
  title: 'Refused three times, then accepted',
  requirement: 'terms:T04',
  category: { area: 'Pressure', weight: '' },
  given: [answersWith('the service refuses the first three attempts with 429', 'receiveMovement', [429, 429, 429])],
  tasks: [submitOneReceipt],
  then: [theWaitsGrow, theAttemptsStayFew, ...recordedAndReported],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
